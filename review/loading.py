"""Loads the library of ready reasons from data/reasons.csv; a reason the office switched off stays off."""

import csv
from pathlib import Path

from review.models import Reason

REASONS = Path(__file__).parent / "data" / "reasons.csv"


def load_reasons() -> int:
    """Insert or update every reason of our list, in the order of the file; returns how many."""
    with REASONS.open(encoding="utf-8", newline="") as lines:
        reasons = [Reason(**row, order=10 * place) for place, row in enumerate(csv.DictReader(lines), start=1)]
    fields = [field.name for field in Reason._meta.concrete_fields if field.name not in ("code", "is_active")]
    Reason.objects.bulk_create(reasons, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(reasons)
