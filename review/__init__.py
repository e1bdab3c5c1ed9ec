"""Decisions: submissions, editions, the queue and the comparison; never learns what is reviewed."""
