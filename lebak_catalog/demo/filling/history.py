"""Two invented snapshots of past years, so that the demo shows a trend and why a count changes."""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from figures.actions.snapshots import seal
from figures.classes import classes_on
from figures.counting import COLUMNS, THEN, end_of, parameters
from figures.models import Snapshot
from lebak_catalog.demo.filling.clock import Clock

NOTE = "Rekaan untuk demo: bukan keadaan sebenarnya pada tahun itu."
# Each business has a number n: who was there already, and what happened to some of them.
THERE = {2024: "n % 10 < 7", 2025: "n % 10 < 9"}
WORDS = {
    "state": {
        2024: "case when n % 23 = 1 then 'dormant' else 'active' end",
        2025: "case when n % 23 = 5 then 'closed' when n % 23 = 14 then 'merged' when n % 23 = 11 then 'dormant' "
        "when n % 23 = 16 then 'suspended' else 'active' end",
    },
    "merged_into_code": {
        2025: "case when n % 23 = 14 then (select min(code) from registry_business where code <> business_code) "
        "else '' end"
    },
    "registered_on": {2024: "least(registered_on, date '2024-12-31')", 2025: "least(registered_on, date '2025-12-31')"},
    "district_code": {2024: "case when n % 23 in (2, 20) then other.code else district_code end"},
    "district_name": {2024: "case when n % 23 in (2, 20) then other.name else district_name end"},
    "scale": {2024: "case when scale in ('small', 'medium') and n % 3 = 0 then 'micro' else scale end"},
    "workers_female": {
        2024: "greatest(workers_female - n % 3, 0)",
        2025: "greatest(workers_female - n % 2, 0)",
    },
}


def invent_snapshots(clock: Clock) -> None:
    """Freeze an invented past, unless there is any snapshot."""
    if Snapshot.objects.exists():
        return
    for year in THERE:
        clock.set(end_of(datetime.date(year, 12, 31)) + datetime.timedelta(minutes=30))
        with transaction.atomic():
            _invent(year, clock.present)


def _invent(year: int, present: datetime.datetime) -> None:
    day = datetime.date(year, 12, 31)
    classes = classes_on(timezone.localdate(present))
    columns = ", ".join(f"{WORDS.get(name, {}).get(year, name)} as {name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("select nextval(pg_get_serial_sequence('figures_snapshot', 'id'))")
        number = cursor.fetchone()[0]
        cursor.execute(
            f"insert into figures_snapshotunit (snapshot_id, {', '.join(COLUMNS)}) "  # noqa: S608
            f"select %(snapshot)s, {columns.replace('%', '%%')} from (select found.*, "
            "row_number() over (order by registered_on, business_code) as n "
            f"from ({THEN}) found) found "
            "cross join lateral (select code, name from registry_region where level = 'district' "
            "and parent_id = left(district_code, 4) and code <> district_code order by code limit 1) other "
            f"where {THERE[year].replace('%', '%%')} and coalesce(founded_year, 0) <= %(year)s",
            {
                **parameters(present, classes),
                "snapshot": number,
                "year": year,
            },
        )
    seal(number, year, Snapshot.Kind.YEARLY, day, classes.sources, by=None, note=NOTE)
