"""Keeps the rows of an edition (further activities, places, materials, links, exports): copied, replaced, brought on.

Called inside the verbs of registry.actions, which lock the edition first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from registry.crosswalk import way_of
from registry.models import ROWS, BusinessEdition, EditionActivity, EditionRow

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def columns(model: type[EditionRow]) -> tuple[str, ...]:
    """What a row says, without its own number, its edition and its place in the list."""
    return tuple(f.attname for f in model._meta.concrete_fields if f.name not in ("id", "edition", "position"))


def rows_of(edition: BusinessEdition, name: str) -> list[dict[str, Any]]:
    """The rows of one list as plain values, in order."""
    return [{column: getattr(row, column) for column in columns(ROWS[name])} for row in getattr(edition, name).all()]


def copy_rows(base: BusinessEdition, draft: BusinessEdition) -> None:
    """Give a new draft the rows of the edition it was copied from."""
    for name in ROWS:
        _write(draft, name, rows_of(base, name))


def replace_rows(edition: BusinessEdition, rows: Rows) -> None:
    """Make the lists of a draft exactly these; a list that is not named stays as it is.

    Each row holds the columns of its model (`columns`), or their objects (`activity`, `region`). A further activity
    that is the main one, or stands twice, is left out.
    """
    for name, wanted in rows.items():
        model = ROWS[name]
        plain = [_plain(model, row) for row in wanted]
        if name == "other_activities":
            keys = dict.fromkeys(row["activity_id"] for row in plain if row["activity_id"] != edition.activity_id)
            plain = [{"activity_id": key} for key in keys]
        if plain != rows_of(edition, name):
            getattr(edition, name).all().delete()
            _write(edition, name, plain)
    edition._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # what was read before is old now


def drop_main_from_others(edition: BusinessEdition) -> None:
    """The main activity is never among the further ones."""
    edition.other_activities.filter(activity=edition.activity_id).delete()


def bring_forward(draft: BusinessEdition) -> list[str]:
    """Move codes of an older KBLI that have exactly one heir; the sentences about what was moved.

    The caller saves `draft.activity` and keeps the sentences. Split codes stay for the owner to answer.
    """
    notes = []
    if draft.activity is not None and (way := way_of(draft.activity)).kind == "one":
        draft.activity = way.heirs[0]
        notes.append(way.note)
    for row in draft.other_activities.select_related("activity").prefetch_related("activity__successors"):
        if (way := way_of(row.activity)).kind == "one":
            heir = way.heirs[0]
            taken = draft.other_activities.filter(activity=heir).exists() or heir.pk == draft.activity_id
            if taken:
                row.delete()
            else:
                EditionActivity.objects.filter(pk=row.pk).update(activity=heir)
            notes.append(way.note)
    return notes


def _plain(model: type[EditionRow], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row by columns; what it does not say is the column's default."""
    made = model(**row)
    return {column: getattr(made, column) for column in columns(model)}


def _write(edition: BusinessEdition, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    model: Any = ROWS[name]
    model.objects.bulk_create([model(edition=edition, position=at, **row) for at, row in enumerate(rows)])
