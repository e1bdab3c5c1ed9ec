"""Removes what is no longer needed, or says what would be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.retention import RULES, counts, run


class Command(BaseCommand):
    """`manage.py retention`; `--dry-run` counts and changes nothing. The worker does it every night by itself."""

    help = "Hapus atau samarkan data yang melewati masa simpan."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one switch."""
        parser.add_argument("--dry-run", action="store_true", help="hanya menghitung, tidak mengubah apa pun")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a count for each rule."""
        found = counts() if options["dry_run"] else run().counts
        names = {"erasures": "Penghapusan yang diminta"} | {key: name for key, (name, _) in RULES.items()}
        for key, count in found.items():
            self.stdout.write(f"{names[key]}: {count}")
        if options["dry_run"]:
            self.stdout.write("Hanya dihitung; tidak ada yang diubah.")
