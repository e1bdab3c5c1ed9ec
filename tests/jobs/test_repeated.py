"""What is due is ordered once, also after a pause, also by two workers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs import repeated, work
from jobs.models import Job

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=JAKARTA)


@pytest.fixture(autouse=True)
def calendar(monkeypatch):
    """One entry: every night at a quarter past two."""
    monkeypatch.setattr(repeated, "CALENDAR", {})
    monkeypatch.setitem(work.KINDS, "test.night", lambda job, progress: None)
    repeated.every("15 2 * * *", "test.night", "Kerja malam")


def test_nothing_is_ordered_before_its_time():
    assert repeated.tick(MONDAY) == []
    assert repeated.tick(MONDAY + timedelta(minutes=74)) == []


def test_it_is_ordered_once_when_due():
    repeated.tick(MONDAY)
    due = MONDAY + timedelta(minutes=75)
    assert repeated.tick(due) == ["test.night"]
    assert repeated.tick(due + timedelta(minutes=1)) == []
    assert Job.objects.get().title == "Kerja malam"


def test_what_was_missed_for_a_week_is_ordered_once():
    repeated.tick(MONDAY)
    assert repeated.tick(MONDAY + timedelta(days=7)) == ["test.night"]
    assert Job.objects.count() == 1


def test_a_job_that_still_runs_is_not_ordered_beside_itself():
    repeated.tick(MONDAY)
    for night in (1, 2):
        repeated.tick(MONDAY + timedelta(days=night, hours=2))
    assert Job.objects.count() == 1
