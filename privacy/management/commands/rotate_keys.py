"""Closes all secrets with today's FIELD_KEY."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.rotation import fingerprint, rotate


class Command(BaseCommand):
    """`manage.py rotate_keys`; killed in the middle it goes on at the next start. Says when OLD_FIELD_KEYS may go."""

    help = "Sandikan ulang semua data rahasia dengan FIELD_KEY yang sekarang."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, look at every value again, and fail while something needs an old key or opens with none."""
        self.stdout.write(f"Kunci sekarang: {fingerprint()}")
        changed, states = rotate(self.stdout.write)
        for place, state in states.items():
            self.stdout.write(
                f"{place}: {state.current} dengan kunci sekarang, {state.old} lama, {state.unreadable} tak terbuka"
            )
        left = sum(state.old for state in states.values())
        shut = sum(state.unreadable for state in states.values())
        if shut:
            raise CommandError(f"{shut} nilai tidak bisa dibuka. Jangan hapus kunci mana pun; cari kunci yang hilang.")
        if left:
            raise CommandError(f"{left} nilai masih memakai kunci lama. Jalankan sekali lagi.")
        self.stdout.write(f"{changed} baris disandikan ulang. OLD_FIELD_KEYS boleh dikosongkan.")
