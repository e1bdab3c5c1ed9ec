"""What a page may cost."""
