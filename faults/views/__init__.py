"""Pages about reports: for visitors, for the office, for owners."""
