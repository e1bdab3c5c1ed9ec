"""Loads the tree of categories."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.loading import CATEGORIES, load_categories
from review.code_lists import BadList


class Command(BaseCommand):
    """`manage.py load_categories [--file kategori.csv]`."""

    help = "Muat pohon kategori: daftar bawaan, atau berkas CSV dengan kolom kode,induk,nama,slug dan lainnya."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path of another list."""
        parser.add_argument("--file", type=Path, default=CATEGORIES, help="berkas CSV lain")

    def handle(self, *args: object, **options: Path) -> None:
        """Load, or say which lines are wrong."""
        try:
            count = load_categories(options["file"])
        except BadList as wrong:
            raise CommandError(f"Kategori tidak dimuat.\n{wrong}") from wrong
        self.stdout.write(f"{count} kategori dimuat.")
