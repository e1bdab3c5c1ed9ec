"""Loads the known history: figures that were published about the regency before this portal."""

import csv
from pathlib import Path

from django.conf import settings
from django.db import transaction

from figures.models import SourcedFigure

DATA = Path(__file__).parent / "data"
HOME = "3602"  # the history we know is Lebak's


@transaction.atomic
def load_sourced_figures() -> int:
    """Enter what is not there yet; what the office corrected or withdrew since stays so. Returns how many we know."""
    if settings.REGION_CODE != HOME:
        return 0
    with (DATA / "sourced_figures.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    for row in rows:
        year = int(row["year"]) if row["year"] else None
        one = {"figure": row["figure"], "year": year, "value": int(row["value"]), "source": row["source"]}
        if not SourcedFigure.objects.filter(**one).exists():
            more = {name: row[name] for name in ("unit", "source_detail", "source_url", "note")}
            SourcedFigure.objects.create(**one, **more)
    return len(rows)
