"""Freezing the register: at the end of a year by the calendar, once in the middle of a year by hand."""

import datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.templatetags.portal import date_id
from audit.models import Verb
from audit.record import record
from figures.classes import classes_on
from figures.counting import copy_register, end_of, fingerprint_of, sums_of_snapshot
from figures.models import Snapshot
from review import actions as review
from review.actions import Refused

PERMISSION = "figures.take_snapshot"
LATEST = 31  # days of January in which the end of the year can still be told from the register
Kind = Snapshot.Kind


def _refuse_second(year: int, kind: str) -> None:
    there = Snapshot.objects.filter(year=year, kind=kind).first()
    if there is None:
        return
    on = date_id(there.taken_at)
    if kind == Kind.YEARLY:
        raise Refused(f"Potret 31 Desember {year} sudah diambil pada {on} dan tidak dapat diulang.")
    raise Refused(f"Potret di tengah tahun {year} sudah diambil pada {on}. Setahun cukup satu; lihat di daftar potret.")


def _day(year: int, kind: str, today: datetime.date) -> datetime.date:
    """The day the snapshot tells about; raises Refused when it is too early or too late for it."""
    if kind == Kind.INTERIM:
        if year != today.year:
            raise Refused(f"Potret di tengah tahun hanya untuk tahun berjalan, yaitu {today.year}.")
        return today
    if year >= today.year:
        raise Refused(f"Tahun {year} belum berakhir. Potret 31 Desember diambil otomatis pada malam tahun baru.")
    day = datetime.date(year, 12, 31)
    if (today - day).days > LATEST:
        raise Refused(
            f"Potret 31 Desember {year} hanya bisa diambil sampai {date_id(day + datetime.timedelta(LATEST))}. "
            "Sesudah itu daftar usaha tidak lagi menggambarkan akhir tahun."
        )
    return day


@transaction.atomic
def take_snapshot(year: int, *, kind: str = Kind.YEARLY, by: User | None) -> Snapshot:
    """Freeze the register as it stood at the end of a day; `by` None is the calendar.

    Yearly: 31 December of the year that has just ended. Interim: now, in the current year. Each once a year.
    Raises Refused otherwise.
    """
    if by is not None:
        review.require(PERMISSION, by)
    _refuse_second(year, kind)
    now = timezone.now()
    day = _day(year, kind, timezone.localdate(now))
    moment = end_of(day) if kind == Kind.YEARLY else now
    try:
        return freeze(year, kind, day, moment, by=by)
    except IntegrityError:  # somebody else was faster: the database keeps one
        _refuse_second(year, kind)
        raise


@transaction.atomic
def freeze(
    year: int, kind: str, day: datetime.date, moment: datetime.datetime, *, by: User | None, note: str = ""
) -> Snapshot:
    """Write rows, then sums, then the head: with the head the snapshot is sealed (trigger)."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0; set local work_mem = '64MB'")
        cursor.execute("select nextval(pg_get_serial_sequence('figures_snapshot', 'id'))")
        number = cursor.fetchone()[0]
    classes = classes_on(day)
    copy_register(number, moment, classes)
    return seal(number, year, kind, day, classes.sources, by=by, note=note or _note(kind, day, now))


def seal(
    number: int, year: int, kind: str, day: datetime.date, rules: dict[str, str], *, by: User | None, note: str = ""
) -> Snapshot:
    """Write the head of a snapshot whose rows are there: sums and fingerprint are counted from the rows."""
    totals = sums_of_snapshot(number)
    made = Snapshot.objects.create(
        pk=number,
        year=year,
        kind=kind,
        as_of=day,
        taken_at=timezone.now(),
        taken_by=by,
        units=totals["total"]["units"],
        totals=totals,
        rules=rules,
        fingerprint=fingerprint_of(number),
        note=note,
    )
    record(Verb.SNAPSHOT_TAKEN, made, by=by, year=year, kind=kind, units=made.units)
    return made


def _note(kind: str, day: datetime.date, now: datetime.datetime) -> str:
    late = (timezone.localdate(now) - day).days
    if kind == Kind.YEARLY and late > 1:
        return (
            f"Diambil {late} hari sesudah 31 Desember. Isian usaha memakai versi yang berlaku akhir 31 Desember; "
            "penonaktifan yang sudah dicabut dan penggabungan sesudahnya terbaca menurut keadaan saat diambil."
        )
    return ""
