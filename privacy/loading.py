"""Loads the retention periods from data/retention.csv; what the office added from a later day on stays."""

import csv

from privacy.inventory import DATA
from privacy.models import RetentionRule


def load_retention() -> int:
    """Insert or update the rules of our list, by key and first day; returns how many."""
    with (DATA / "retention.csv").open(encoding="utf-8", newline="") as lines:
        rules = [RetentionRule(**row) for row in csv.DictReader(lines)]
    RetentionRule.objects.bulk_create(
        rules,
        update_conflicts=True,
        unique_fields=["key", "from_date"],
        update_fields=["days", "warn_days", "source"],
    )
    return len(rules)
