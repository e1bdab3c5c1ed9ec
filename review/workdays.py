"""The promise: a decision within three working days, Monday to Friday in the time of the portal.

National holidays and shared leave days (cuti bersama) come from the library `holidays`; the decree of the year (SKB 3
Menteri) may say otherwise, so the office enters days of its own: `own` maps a day to True (free) or False (working day
although the library calls it free).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache

import holidays
from django.utils import timezone

PROMISE_DAYS = 3
LONGEST = 366  # days; nobody's leave is longer, so a wrong table cannot hang a page
Own = Mapping[date, bool]
NONE: Own = {}


@cache
def library_days(year: int) -> Mapping[date, str]:
    """National holidays and shared leave days of a year with their Indonesian names, as the library knows them."""
    days = holidays.country_holidays("ID", years=year, language="id", categories=("public", "government"))
    return dict(sorted(days.items()))


def is_working(day: date, own: Own = NONE) -> bool:
    """Whether the office works on that day; a day of our own counts before the library, never on a weekend."""
    if day.weekday() >= 5:
        return False
    return not own[day] if day in own else day not in library_days(day.year)


def shift(day: date, days: int = PROMISE_DAYS, own: Own = NONE) -> int:
    """How many calendar days lie between `day` and the last of the next `days` working days."""
    gone = 0
    while days and gone < LONGEST:
        gone += 1
        if is_working(day + timedelta(days=gone), own):
            days -= 1
    return gone


def due(submitted_at: datetime, days: int = PROMISE_DAYS, own: Own = NONE) -> datetime:
    """The moment `days` working days after `submitted_at`, at the same time of day."""
    moment = timezone.localtime(submitted_at)
    return moment + timedelta(days=shift(moment.date(), days, own))


def days_back(today: date, days: int, own: Own = NONE) -> date:
    """The day after which `days` working days have begun until `today`."""
    day = today
    for _ in range(LONGEST):
        if days <= 0:
            break
        days -= is_working(day, own)
        day -= timedelta(days=1)
    return day
