"""The room `prints`."""
