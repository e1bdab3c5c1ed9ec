"""Pages of certification, split by who opens them."""
