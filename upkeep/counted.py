"""The numbers of the data-quality page, counted at night and kept: counting 75,000 businesses is no work for a page.

The page says when they were counted, and a button counts anew; the work lists behind them are always live.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress
from upkeep.quality import numbers

KIND = "upkeep.count"
KEY = "upkeep.numbers.2"  # another number whenever the measures change
KEPT = 36 * 3600  # seconds: over the next night, should one be missed


@dataclass(frozen=True)
class Counted:
    """All numbers of one moment."""

    at: datetime
    numbers: dict[str, int]


def count() -> Counted:
    """Count now, and keep it."""
    now = timezone.now()
    fresh = Counted(now, numbers(now))
    cache.set(KEY, fresh, KEPT)
    return fresh


def counted() -> Counted:
    """What was counted last; counted now when nothing is kept."""
    kept: Counted | None = cache.get(KEY)
    return kept or count()


def job(order: Job, progress: Progress) -> dict[str, Any]:
    """The nightly count."""
    return count().numbers


def register() -> None:
    """Put the count on the calendar; called once, when Django has loaded all models."""
    work.add(KIND, job)
    repeated.every("40 4 * * *", KIND, "Menghitung mutu data")
