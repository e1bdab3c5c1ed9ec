"""The room `clusters`: sentra and groups (KUB, koperasi) with their member businesses."""
