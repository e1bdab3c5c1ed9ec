"""The same for the rooms above that count: demand and open data."""

import datetime
from collections.abc import Callable
from typing import Any

from demand.models import DailyCount, MonthCount
from opendata.models import Window
from tests.database.things import Things

DAY, MONTH = datetime.date(2026, 11, 21), datetime.date(2026, 11, 1)


def day(t: Things, **values: Any) -> DailyCount:
    """A sum of one day."""
    return DailyCount.objects.create(**{"product": t.product.product, "day": DAY, "kind": "found", "n": 1} | values)


def month(t: Things, **values: Any) -> MonthCount:
    """A sum of one month."""
    return MonthCount.objects.create(**{"product": t.product.product, "month": MONTH, "kind": "found", "n": 1} | values)


DATA: dict[str, Callable[[Things], Any] | list[Callable[[Things], Any]]] = {
    "demand.DailyCount.daily_count_once": lambda t: [day(t), day(t)],
    "demand.DailyCount.daily_count_is_something": lambda t: day(t, n=0),
    "demand.DailyCount.daily_count_filter_of_dropped": [
        lambda t: day(t, kind="dropped"),
        lambda t: day(t, filter="harga"),
    ],
    "demand.MonthCount.month_count_once": lambda t: [month(t), month(t)],
    "demand.MonthCount.month_count_is_something": lambda t: month(t, n=0),
    "demand.MonthCount.month_count_filter_of_dropped": [
        lambda t: month(t, kind="dropped"),
        lambda t: month(t, filter="harga"),
    ],
    "demand.MonthCount.month_count_first_day": lambda t: month(t, month=DAY),
    "opendata.Window.window_has_calls": lambda t: Window.objects.create(key="x", minute=1, calls=0),
}
