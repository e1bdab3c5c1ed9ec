"""Loads the code list of another regency, province, or the whole country from a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.loading import load_regions_file
from review.code_lists import BadList


class Command(BaseCommand):
    """`manage.py load_regions --file wilayah.csv`."""

    help = "Muat kode wilayah (Kemendagri, dengan atau tanpa titik) dari berkas CSV: kode,nama[,kode_pos,jenis]."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path of the file."""
        parser.add_argument("--file", required=True, type=Path, help="berkas CSV")

    def handle(self, *args: object, **options: Path) -> None:
        """Load, or say which lines are wrong."""
        try:
            count = load_regions_file(options["file"])
        except BadList as wrong:
            raise CommandError(f"Daftar wilayah tidak dimuat.\n{wrong}") from wrong
        self.stdout.write(f"{count} wilayah dimuat.")
