"""Every test of the house; named people in people.py, builders in build.py."""
