"""Room of programmes (pembinaan). Its place is kept; see docs/decisions/0001."""
