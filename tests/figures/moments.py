"""For the tests of this room: another day on the clock, businesses in every standing, snapshots of chosen days."""

import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from figures.actions.snapshots import freeze
from figures.counting import end_of
from figures.models import Snapshot
from registry.models import Business, BusinessEdition
from review.models import Submission

LATER = datetime.datetime(2027, 1, 1, 0, 30, tzinfo=timezone.get_default_timezone())


def at(monkeypatch, moment: datetime.datetime) -> None:
    """From now on it is `moment`."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def plate(edition: BusinessEdition, **values: Any) -> None:
    """Change the plate behind an edition, as the verbs of closing and merging do."""
    Business.objects.filter(pk=edition.business_id).update(**values)


def shot(year: int, *, kind: str = "yearly") -> Snapshot:
    """The register as it stands now, frozen as if it were the end of `year`."""
    day = datetime.date(year, 12, 31)
    return freeze(year, kind, day, max(end_of(day), timezone.now()), by=None)


def decided(edition: BusinessEdition, moment: datetime.datetime) -> None:
    """Put the approval of an edition at another moment, past the guard of the database."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table review_submission disable trigger user")
        Submission.objects.filter(pk=edition.submission_id).update(decided_at=moment)
        cursor.execute("alter table review_submission enable trigger user")
