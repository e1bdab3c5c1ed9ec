"""manage.py rebuild_search: all search rows and the lexicon anew, from the tables that are true."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalog.search.document import rebuild, repair
from catalog.search.typo import rebuild_lexicon


class Command(BaseCommand):
    """For the first filling, for the night, and whenever word lists or tax rules changed."""

    help = "Write the search rows of all products on display anew, and count the words of the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--in-steps` leaves the portal usable; without it the rows lie in the best order, and writers wait."""
        parser.add_argument("--in-steps", action="store_true", help="In small steps, while people work (the night).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many."""
        self.stdout.write(f"{repair() if options['in_steps'] else rebuild()} products can be found.")
        self.stdout.write(f"{rebuild_lexicon()} words can be put right.")
