"""Pages of open data: the calls, and their documentation."""
