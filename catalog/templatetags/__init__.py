"""Filters for the pages of the catalogue."""
