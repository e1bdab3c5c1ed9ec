"""Pages of sentra and groups."""
