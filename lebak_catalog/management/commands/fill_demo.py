"""Fills the portal with fictional businesses, products and certificates."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lebak_catalog.demo.filling.run import fill, fill_second_half
from lebak_catalog.demo.filling.world import NotReady


class Command(BaseCommand):
    """`manage.py fill_demo --size normal`; again: only adds what is missing. Never in production."""

    help = "Isi demo dengan usaha, produk, dan sertifikat rekaan."

    def add_arguments(self, parser: CommandParser) -> None:
        """--size small, normal, large, or how many products."""
        parser.add_argument("--size", default="normal", help="small, normal, large, atau banyaknya produk")
        parser.add_argument("--second-half", action="store_true", help="dipakai oleh perintah ini sendiri")

    def handle(self, *args: Any, size: str, second_half: bool, **options: Any) -> None:
        """Fill and say how many businesses were added in how many seconds."""
        begun = time.monotonic()
        try:
            if second_half:
                fill_second_half(size)
                return
            added = fill(size, self._say)
        except NotReady as sentence:
            raise CommandError(str(sentence)) from None
        if added:
            self._say(f"    {added} usaha ditambahkan dalam {time.monotonic() - begun:.0f} detik")
        else:
            self._say("    Demo sudah terisi.")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
