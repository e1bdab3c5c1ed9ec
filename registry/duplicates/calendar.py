"""When the search for doubles runs."""

from jobs import repeated, work
from registry.duplicates import finding


def register() -> None:
    """Make the search known to the worker, every night; called when Django starts."""
    work.add(finding.JOB, finding.find_all)
    repeated.every("20 2 * * *", finding.JOB, "Mencari usaha ganda")
