"""Days become months, once, and what is old goes."""

import datetime

import pytest

from demand.models import DailyCount, MonthCount
from demand.night import months_before, roll
from demand.queries import by_month
from tests import build

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def product(sari, rina):
    return build.live_product(build.live_business(sari, rina).business, sari, rina).product


def day(product, day, n=1, kind="found", filter=""):
    DailyCount.objects.create(product=product, day=day, kind=kind, filter=filter, n=n)


def months() -> dict[str, int]:
    return {f"{one.month:%Y-%m} {one.kind}{one.filter}": one.n for one in MonthCount.objects.all()}


def test_months_that_ended_are_added_up_and_the_running_one_is_not(product):
    for number in (1, 2, 31):
        day(product, datetime.date(2026, 10, number), 2)
    day(product, datetime.date(2026, 10, 5), 3, "dropped", "harga")
    day(product, datetime.date(2026, 11, 1))
    roll(TODAY)
    assert months() == {"2026-10 found": 6, "2026-10 droppedharga": 3}


def test_a_second_night_changes_nothing_and_a_late_day_is_added_once(product):
    day(product, datetime.date(2026, 10, 1), 2)
    roll(TODAY)
    day(product, datetime.date(2026, 10, 2), 5)
    roll(TODAY)
    roll(TODAY)
    assert months() == {"2026-10 found": 7}


def test_days_of_old_months_go_when_they_are_months_also_after_nights_that_were_missed(product):
    for month in (5, 8, 9):
        day(product, datetime.date(2026, month, 3), month)
    roll(TODAY)
    assert [one.day.month for one in DailyCount.objects.all()] == [9]
    roll(datetime.date(2026, 12, 1))
    roll(datetime.date(2027, 3, 1))
    assert months() == {"2026-05 found": 5, "2026-08 found": 8, "2026-09 found": 9}


def test_months_of_more_than_two_years_ago_go(product):
    for month in (datetime.date(2024, 10, 1), datetime.date(2024, 11, 1), datetime.date(2026, 9, 1)):
        MonthCount.objects.create(product=product, month=month, kind="found", n=1)
    roll(TODAY)
    assert [f"{one.month:%Y-%m}" for one in MonthCount.objects.order_by("month")] == ["2024-11", "2026-09"]


def test_the_first_day_of_earlier_months():
    assert months_before(TODAY, 0) == datetime.date(2026, 11, 1)
    assert months_before(TODAY, 11) == datetime.date(2025, 12, 1)
    assert months_before(datetime.date(2026, 1, 31), 24) == datetime.date(2024, 1, 1)


def test_a_figure_is_read_once_from_days_or_months(product, monkeypatch):
    monkeypatch.setattr("demand.queries.timezone.localdate", lambda: TODAY)
    day(product, datetime.date(2026, 10, 3), 4)
    day(product, datetime.date(2026, 11, 3), 1)
    MonthCount.objects.create(product=product, month=datetime.date(2026, 7, 1), kind="opened", n=9)
    roll(TODAY)
    found = by_month([product.pk], datetime.date(2026, 6, 1))[product.pk]
    assert {f"{month:%m}": (one.found, one.opened) for month, one in found.items()} == {
        "10": (4, 0),
        "11": (1, 0),
        "07": (0, 9),
    }
