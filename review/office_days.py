"""The verbs of the office calendar: enter a day of the decree, take one back. The promises that wait move with it."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from review.actions import Refused, require
from review.models import OfficeHoliday, State, Submission
from review.queries import own_days
from review.workdays import is_working, shift

AHEAD = 2  # years; a decree is published in the year before
LOCK = 0x6465736B  # one sweep over many waiting submissions at a time


@transaction.atomic
def enter_day(day: date, name: str, source: str, *, is_off: bool = True, by: User) -> int:
    """Enter (or correct) a day of the office; returns how many promises moved.

    Raises Refused without the permission, for a weekend, for a day outside this year and the next two, and for a day
    that already is what it is to become.
    """
    require("review.supervise_queue", by)
    today = timezone.localdate()
    if not today.replace(month=1, day=1) <= day <= date(today.year + AHEAD, 12, 31):
        raise Refused(f"Isi tanggal antara 1 Januari {today.year} dan 31 Desember {today.year + AHEAD}.")
    if day.weekday() >= 5:
        raise Refused("Hari itu Sabtu atau Minggu, jadi sudah bukan hari kerja.")
    if is_working(day, {}) is not is_off and not OfficeHoliday.objects.filter(date=day).exists():
        raise Refused("Hari itu sudah libur di daftar bawaan." if is_off else "Hari itu sudah hari kerja.")
    row, _ = OfficeHoliday.objects.update_or_create(
        date=day, defaults={"name": name, "source": source, "is_off": is_off, "entered_by": by}
    )
    moved = recompute_promises()
    record(Verb.CHANGED, row, by=by, day=row.code, name=name, source=source, off=is_off, moved=moved)
    return moved


@transaction.atomic
def remove_day(day: date, *, by: User) -> int:
    """Take back a day of the office; the library counts again. Returns how many promises moved. Raises Refused."""
    require("review.supervise_queue", by)
    row = OfficeHoliday.objects.select_for_update().filter(date=day).first()
    if row is None:
        raise Refused("Hari itu sudah tidak ada di daftar. Muat ulang halaman ini.")
    OfficeHoliday.objects.filter(date=day).delete()
    moved = recompute_promises()
    record(Verb.CHANGED, row, by=by, day=row.code, removed=True, moved=moved)
    return moved


def recompute_promises() -> int:
    """Give everything that waits the promise of today's calendar; returns how many moved. Inside a transaction.

    One UPDATE for each day of sending whose promise changed: the hour stays, and our zone has no summer time.
    """
    alone()
    own, moved = own_days(), 0
    waits = Submission.objects.filter(state=State.SUBMITTED).order_by()
    sent = waits.values_list(TruncDate("submitted_at"), flat=True).distinct()
    for day in sorted(sent):
        promise = F("submitted_at") + timedelta(days=shift(day, own=own))
        same_day = waits.filter(submitted_at__date=day).exclude(due_at=promise)
        moved += same_day.update(due_at=promise, late_told_at=None)
    return moved


def alone() -> None:
    """Wait until no other transaction sweeps over the waiting submissions; two sweeps could block each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
