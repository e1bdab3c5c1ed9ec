"""Pages of demand: an owner's figures, and what nobody opens."""
