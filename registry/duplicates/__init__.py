"""Two records of one business: found, asked about, decided, merged, and parted again."""
