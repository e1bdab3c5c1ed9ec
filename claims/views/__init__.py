"""Pages of claiming: for the claimant, and for the officer who decides."""
