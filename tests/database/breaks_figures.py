"""Attempts to break what the database promises about figures."""

import datetime
from typing import Any

from django.utils import timezone

from figures.actions.snapshots import freeze
from figures.models import ComparedList, ComparedRow, Snapshot, SnapshotUnit, SourcedFigure
from tests.database.things import Things, change, copy, sql_delete


def snapshot(t: Things, **values: Any) -> Snapshot:
    """The register frozen as the end of 2025; with values: a copy of its head with those."""
    day = datetime.date(2025, 12, 31)
    made = Snapshot.objects.first() or freeze(2025, "yearly", day, timezone.now(), by=None)
    if values:
        copy(made, **{"code": "abcdefgh", "year": 2024, "as_of": datetime.date(2024, 12, 31), **values})
    return made


def row_of(t: Things) -> SnapshotUnit:
    """A frozen row."""
    return snapshot(t).rows.first()


def twice(t: Things) -> None:
    """The same business two times in a snapshot that has no head yet."""
    row = row_of(t)
    for _ in range(2):
        copy(row, snapshot_id=987654)


def sourced(t: Things, **values: Any) -> SourcedFigure:
    """A figure of another source."""
    return SourcedFigure.objects.create(**{"figure": "umkm", "value": 5, "source": "BPS", **values})


def corrected_twice(t: Things) -> None:
    """Two corrections of the same figure."""
    old = sourced(t)
    for _ in range(2):
        sourced(t, replaces=old, reason="Revisi")


def compared(t: Things, **values: Any) -> ComparedList:
    """A list of another office."""
    about = {"name": "A", "office": "B", "file_name": "a.csv", "sha256": "0" * 64, "uploaded_by": t.rina}
    return ComparedList.objects.create(**{**about, **values})


def compared_row(t: Things, **values: Any) -> ComparedRow:
    """A row of it."""
    return ComparedRow.objects.create(**{"of_list": compared(t), "number": 2, "name": "X", **values})


FIGURES = {
    "figures.Snapshot.snapshot_once_per_year": lambda t: snapshot(t, year=2025, as_of=datetime.date(2025, 12, 31)),
    "figures.Snapshot.snapshot_day_fits_year": [
        lambda t: snapshot(t, as_of=datetime.date(2024, 12, 30)),
        lambda t: snapshot(t, as_of=datetime.date(2023, 12, 31)),
        lambda t: snapshot(t, kind="interim", as_of=datetime.date(2023, 6, 1)),
    ],
    "figures.Snapshot.append_only": [lambda t: change(snapshot(t), units=9), lambda t: sql_delete(snapshot(t))],
    "figures.SnapshotUnit.append_only": [lambda t: change(row_of(t), state="closed"), lambda t: sql_delete(row_of(t))],
    "figures.SnapshotUnit.sealed": lambda t: copy(row_of(t), business_code="lainlagi"),
    "figures.SnapshotUnit.snapshot_unit_once": twice,
    "figures.SourcedFigure.sourced_value_sane": [lambda t: sourced(t, value=-1), lambda t: sourced(t, value=10**16)],
    "figures.SourcedFigure.sourced_year_sane": [lambda t: sourced(t, year=1800), lambda t: sourced(t, year=3000)],
    "figures.SourcedFigure.sourced_has_source": lambda t: sourced(t, source=""),
    "figures.SourcedFigure.sourced_correction_has_reason": [
        lambda t: sourced(t, replaces=sourced(t)),
        lambda t: sourced(t, is_withdrawn=True),
    ],
    "figures.SourcedFigure.sourced_replaced_once": corrected_twice,
    "figures.SourcedFigure.append_only": [
        lambda t: change(sourced(t), value=6),
        lambda t: sql_delete(sourced(t)),
    ],
    "figures.ComparedList.compared_match_is_dated": lambda t: compared(t, state="matched"),
    "figures.ComparedRow.compared_row_once": lambda t: copy(compared_row(t)),
    "figures.ComparedRow.compared_match_names_business": [
        lambda t: compared_row(t, state="both"),
        lambda t: compared_row(t, state="both", business_code="abc"),
        lambda t: compared_row(t, state="only_there", business_code="abc"),
    ],
    "figures.ComparedRow.compared_decision_signed": [
        lambda t: compared_row(t, state="only_there", decided_by=t.rina),
        lambda t: compared_row(t, state="unsure", decided_by=t.rina, decided_at=timezone.now()),
    ],
}
