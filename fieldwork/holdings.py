"""Visits to a business, for a merge of two records and for undoing it; a sent visit may change its business only."""

from fieldwork.models import Visit
from registry.duplicates import holdings


def register() -> None:
    """Make the visits known; called when Django starts."""
    holdings.add(holdings.Holding("fieldwork.visit", "kunjungan", Visit))
