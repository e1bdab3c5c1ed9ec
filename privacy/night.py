"""One night of retention, as its rules see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

BATCH = 100
Beat = Callable[[], None]


@dataclass(frozen=True)
class Night:
    """What a rule works with: the edge, how long before its owners are told, whether it only counts."""

    edge: datetime
    warn: timedelta
    dry: bool
    beat: Beat


def batches(rows: models.QuerySet) -> Iterator[list[int]]:
    """Ids of the rows, a batch at a time; the work takes each out of the rows, or it is passed over."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = batch[-1]
        yield batch
