"""Counts that do not drift, figures of other sources, and other offices' lists."""
