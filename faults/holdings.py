"""The reports about a business that is merged go along with it."""

from faults.models import Report
from registry.duplicates import holdings

KEY = "faults.report"


def register() -> None:
    """Make the reports known; called when Django starts."""
    holdings.add(holdings.Holding(KEY, "laporan kesalahan", Report))
