"""Whose data an account could see."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.roles import Role
from privacy.breach_list import NobodyKnown, account, owners_seen, reach_of, write


def moment(text: str, *, last: bool) -> datetime:
    """A day or a moment as typed; a day means its beginning, or its end when `last`. Raises CommandError."""
    try:
        day = parse_date(text)
        found = datetime.combine(day, time.max if last else time.min) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"Tulis tanggal seperti 2026-11-21 atau 2026-11-21T14:05, bukan {text!r}.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    """`manage.py breach_list AKUN [--from HARI] [--to HARI] [--csv BERKAS]`: counts here, names only in the file."""

    help = "Data siapa saja yang bisa dilihat sebuah akun, dan apa yang benar-benar dibukanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, when, and where the names go."""
        parser.add_argument("akun", help="kode, surel, atau nomor HP akun (+62…)")
        parser.add_argument("--from", dest="begin", default="2020-01-01", help="hari pertama, misalnya 2026-11-01")
        parser.add_argument("--to", dest="end", default="", help="hari terakhir; kosong = sekarang")
        parser.add_argument("--csv", default="", help="berkas baru untuk nama dan kontak, hanya terbaca oleh Anda")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many; write whom."""
        try:
            user = account(options["akun"])
        except NobodyKnown:
            raise CommandError("Tidak ada akun dengan kode, surel, atau nomor itu.") from None
        begin = moment(options["begin"], last=False)
        end = moment(options["end"], last=True) if options["end"] else timezone.now()
        if end < begin:
            raise CommandError("Hari terakhir tidak boleh sebelum hari pertama.")
        reach = reach_of(user, begin, end)
        names = [str(Role(role).label) for role in reach.roles]
        self.stdout.write(f"Akun {user.code}. Peran pada masa itu: {', '.join(names) or 'tidak ada'}.")
        self.stdout.write(f"Dapat melihat: {', '.join(reach.sees) or 'hanya data yang terkait dengannya'}.")
        self.stdout.write(f"Pemilik data yang dapat dilihat: {owners_seen(reach).count()}")
        self.stdout.write(f"Pemilik data yang datanya benar-benar dibuka: {len(reach.opened)}")
        if options["csv"]:
            try:
                count = write(reach, Path(options["csv"]))
            except OSError as error:
                raise CommandError(f"Berkas tidak bisa ditulis: {error.strerror}.") from None
            self.stdout.write(f"{count} baris ditulis ke {options['csv']} (hanya terbaca oleh Anda).")
