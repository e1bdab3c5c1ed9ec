"""Lets the filler act in the past, so that the demo has a history: dates, the queue's ages, the diary."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from django.utils import timezone

Moment = datetime.datetime


class Clock:
    """What `timezone.now()` answers while `running`; only moves when told, never past the true present."""

    def __init__(self, present: Moment | None = None) -> None:
        self.present = present or timezone.now()
        self.moment = self.present

    def __call__(self) -> Moment:
        return self.moment

    def ago(self, **span: float) -> Moment:
        """So long before the present."""
        return self.present - datetime.timedelta(**span)

    def set(self, moment: Moment) -> Moment:
        """Go there."""
        self.moment = min(moment, self.present)
        return self.moment

    def later(self, **span: float) -> Moment:
        """Go on by so long."""
        return self.set(self.moment + datetime.timedelta(**span))

    @contextmanager
    def running(self) -> Iterator["Clock"]:
        """Django asks this clock until the end of the block; only this process notices."""
        real: Callable[[], Moment] = timezone.now
        timezone.now = self
        try:
            yield self
        finally:
            timezone.now = real


def in_office(moment: Moment, rng: Random) -> Moment:
    """The next moment at or after `moment` when somebody works in the office: Monday to Friday, 8 to 15.30."""
    local = timezone.localtime(moment)
    if local.hour >= 15:
        local = (local + datetime.timedelta(days=1)).replace(hour=8, minute=rng.randint(0, 59))
    elif local.hour < 8:
        local = local.replace(hour=8, minute=rng.randint(0, 59))
    while local.weekday() > 4:
        local += datetime.timedelta(days=1)
    return local


def by_daylight(moment: Moment, rng: Random) -> Moment:
    """The same day at an hour when owners use their phones."""
    local = timezone.localtime(moment)
    return local.replace(hour=rng.choice((7, 9, 10, 11, 13, 14, 16, 19, 20, 21)), minute=rng.randint(0, 59))
