"""Loads the kinds of certificate from data/kinds.csv; a kind the office switched off stays off."""

import csv
from pathlib import Path

from certification.models import Kind

KINDS = Path(__file__).parent / "data" / "kinds.csv"


def load_kinds() -> int:
    """Insert or update every kind of our list; returns how many."""
    with KINDS.open(encoding="utf-8", newline="") as lines:
        kinds = [_kind(row) for row in csv.DictReader(lines)]
    fields = [field.name for field in Kind._meta.concrete_fields if field.name not in ("code", "is_active")]
    Kind.objects.bulk_create(kinds, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(kinds)


def _kind(row: dict[str, str]) -> Kind:
    numbers = {name: int(row.pop(name)) for name in ("expiring_days", "bit", "order")}
    years = row.pop("validity_years")
    marks = {name: row.pop(name) == "yes" for name in ("has_expiry", "is_food")}
    return Kind(**row, **numbers, **marks, validity_years=int(years) if years else None)
