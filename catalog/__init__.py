"""Products: categories, listings, photos and search."""
