"""Writes the directory of businesses anew; needed after a restore or when `check_all` finds a difference."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from registry.directory import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_directory`."""

    help = "Menyusun ulang direktori usaha."

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction; visitors see the old directory until it is done."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = 0")
            self.stdout.write(f"{rebuild()} usaha di direktori")
