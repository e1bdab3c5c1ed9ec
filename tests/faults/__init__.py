"""Reports of faults."""
