"""Pages of the catalogue, split by who opens them."""
