"""Reads dates as people write them in tables: "14/03/2026", "4 Maret 2020", "2026-02-27", 45823, "Mrt-26"."""

from __future__ import annotations

import datetime
import re

_MONTHS = (
    ("januari", "jan", "january"), ("februari", "feb", "pebruari", "peb", "february"), ("maret", "mar", "mrt", "march"),
    ("april", "apr"), ("mei", "may"), ("juni", "jun", "june"), ("juli", "jul", "july"),
    ("agustus", "agu", "agt", "ags", "agust", "aug", "august"), ("september", "sep", "sept"),
    ("oktober", "okt", "oct", "october"), ("november", "nov", "nop", "nopember"),
    ("desember", "des", "dec", "december"),
)  # fmt: skip
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t ]\d{2}:\d{2}(?::\d{2})?)?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})")
_NAMED = re.compile(r"(?:[a-z]+,\s*)?(?P<day>\d{1,2})[-/. ]+(?P<name>[a-z]+)\.?[-/., ]+(?P<year>\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_SERIAL_START = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar for all dates after February 1900
EARLIEST, LATEST = 1950, 2100


class BadDate(ValueError):
    """A text that is no date, or not a whole one. `message` is plain Indonesian for the person."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


def read_date(text: str) -> datetime.date:
    """The date that `text` means; the day comes before the month, as people write here. Raises BadDate.

    Five digits are a day number of Excel. A month without a day is refused, not guessed.
    """
    plain = " ".join(text.strip().lower().split())
    if _SERIAL.fullmatch(plain):
        return _in_range(_SERIAL_START + datetime.timedelta(days=int(plain[:5])), text)
    found = _ISO.fullmatch(plain) or _DAY_FIRST.fullmatch(plain) or _NAMED.fullmatch(plain)
    if not found:
        raise BadDate("Tanggal ini tidak terbaca. Tulis lengkap, misalnya 21/11/2026 atau 21 November 2026.")
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTH_NUMBERS.get(parts["name"], 0)
    year = int(parts["year"])
    try:
        return _in_range(datetime.date(year + 2000 if year < 100 else year, month, int(parts["day"])), text)
    except ValueError as error:
        if isinstance(error, BadDate):
            raise
        raise BadDate(f"Tanggal “{text.strip()[:30]}” tidak ada di kalender. Tulis misalnya 21/11/2026.") from None


def _in_range(date: datetime.date, text: str) -> datetime.date:
    if not EARLIEST <= date.year <= LATEST:
        raise BadDate(f"Tahun pada “{text.strip()[:30]}” di luar {EARLIEST}–{LATEST}. Periksa tahunnya.")
    return date
