"""Loads a full official KBLI list from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.loading import load_kbli_file
from registry.models import BusinessActivity
from review.code_lists import BadList


class Command(BaseCommand):
    """`manage.py load_kbli --file kbli2025.csv --edition 2025`."""

    help = "Muat daftar KBLI resmi dari berkas CSV: kode,judul. Kata pencarian kita sendiri tidak diubah."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path of the file and the edition it holds."""
        parser.add_argument("--file", required=True, type=Path, help="berkas CSV")
        parser.add_argument("--edition", required=True, choices=BusinessActivity.Edition.values, help="2020 atau 2025")

    def handle(self, *args: object, **options: Any) -> None:
        """Load, or say which lines are wrong."""
        try:
            count = load_kbli_file(options["file"], options["edition"])
        except BadList as wrong:
            raise CommandError(f"Daftar KBLI tidak dimuat.\n{wrong}") from wrong
        self.stdout.write(f"{count} kode KBLI {options['edition']} dimuat.")
