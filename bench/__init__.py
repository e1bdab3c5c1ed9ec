"""Speed, measured as ratios inside one run (docs/decisions/0005)."""
