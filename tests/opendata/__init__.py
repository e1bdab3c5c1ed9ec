"""Open data: calls, limits, examples."""
