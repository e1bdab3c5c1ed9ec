"""Pages for everybody from memory."""
