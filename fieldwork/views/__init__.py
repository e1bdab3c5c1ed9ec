"""Pages of field work, split by who opens them."""
