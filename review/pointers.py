"""Compares the two facts kept twice (`is_open`, `is_live`) with the submissions, which are the truth."""

from django.db import models
from django.db.models import Q

from review.models import State


def wrong_pointers(rows: models.QuerySet) -> models.QuerySet:
    """Editions (or certificates) whose pointers contradict their submission; empty in a sound database.

    Open means draft or waiting; live means approved. A live one may be replaced, so an approved row need not be live.
    """
    should_be_open = Q(submission__isnull=True) | Q(submission__state=State.SUBMITTED)
    return rows.filter(
        Q(is_open=True) & ~should_be_open
        | Q(is_open=False) & should_be_open
        | Q(is_live=True) & ~Q(submission__state=State.APPROVED)
    )


def live_is_newest(rows: models.QuerySet, plate: str) -> models.QuerySet:
    """Approved editions that are newer than the live one of the same name plate, or whose plate shows none."""
    same = rows.filter(**{plate: models.OuterRef(plate), "is_live": True})
    return rows.filter(submission__state=State.APPROVED, is_live=False).exclude(
        models.Exists(same.filter(number__gt=models.OuterRef("number")))
    )
