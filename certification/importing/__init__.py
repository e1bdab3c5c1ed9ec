"""Lists of certificates in old spreadsheets: what a row means, and the drafts it becomes (see registry.importing)."""
