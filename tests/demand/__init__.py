"""What is counted, for whom, and what an owner reads."""
