"""Loads the library of ready reasons from data/reasons.csv; one the office has changed stays as the office has it."""

import csv
from pathlib import Path

from review.models import Reason

REASONS = Path(__file__).parent / "data" / "reasons.csv"


def load_reasons() -> int:
    """Insert or update every reason of our list that the office has not changed; returns how many the list has."""
    with REASONS.open(encoding="utf-8", newline="") as lines:
        reasons = [Reason(**row, order=10 * place) for place, row in enumerate(csv.DictReader(lines), start=1)]
    edited = set(Reason.objects.exclude(edited_at=None).values_list("code", flat=True))
    fields = [f.name for f in Reason._meta.concrete_fields if f.name not in ("code", "is_active", "edited_at", "order")]
    untouched = [reason for reason in reasons if reason.code not in edited]
    Reason.objects.bulk_create(untouched, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(reasons)
