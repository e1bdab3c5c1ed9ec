"""Demand: how often each product was found, opened, kept, and left out by a filter; numbers only, no visitors."""
