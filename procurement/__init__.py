"""Room of procurement: shortlists, comparisons and their evidence. Its place is kept; see docs/decisions/0001."""
