"""The promise: a decision within three working days."""

from datetime import datetime, timedelta

from django.utils import timezone

PROMISE_DAYS = 3


def due(submitted_at: datetime, days: int = PROMISE_DAYS) -> datetime:
    """The moment `days` working days (Monday to Friday, local time) after `submitted_at`.

    Public holidays are not known here: the promise then falls a day early, in favour of the owner.
    """
    moment = timezone.localtime(submitted_at)
    while days:
        moment += timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return moment
