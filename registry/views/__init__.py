"""Pages of the register, split by who opens them."""
