"""Fills the demo with fictional businesses through the same verbs that people use."""
