"""Attacks on the whole portal: every one is a test, and a new page without its line fails."""
