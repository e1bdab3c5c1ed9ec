"""manage.py refresh_certificates: the daily run that takes ended certificates out of search."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog.search.document import refresh_certificates


class Command(BaseCommand):
    """A page that finds old rows does the same by itself; this keeps the first visitor of the day from waiting."""

    help = "Refresh the search rows whose certificates ended, or begin to end, by today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many."""
        self.stdout.write(f"{refresh_certificates()} products refreshed.")
