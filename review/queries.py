"""Questions to the queue."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q

from accounts.models import User
from review.models import Reason, State, Submission


def waiting() -> models.QuerySet[Submission]:
    """All that waits for a decision, the oldest promise first."""
    return (
        Submission.objects.filter(state=State.SUBMITTED)
        .select_related("submitted_by", "assigned_to")
        .order_by("due_at", "id")
    )


def may_decide(submission: Submission, user: User) -> bool:
    """Whether four eyes let `user` decide this one (permission is another question)."""
    return submission.is_waiting and user.pk != submission.submitted_by_id and user.pk not in submission.hands


def queue_counts(now: datetime, user: User) -> dict[str, int]:
    """Figures above the queue: all, mine, unassigned, overdue at `now`."""
    return waiting().aggregate(
        all=Count("id"),
        mine=Count("id", filter=Q(assigned_to=user)),
        unassigned=Count("id", filter=Q(assigned_to=None)),
        overdue=Count("id", filter=Q(due_at__lt=now)),
    )


def rounds_of(room: str, subject_code: str) -> models.QuerySet[Submission]:
    """Every submission about one name plate, newest first, with its findings."""
    return (
        Submission.objects.filter(room=room, subject_code=subject_code)
        .select_related("submitted_by", "decided_by")
        .prefetch_related("findings")
        .order_by("-submitted_at", "-id")
    )


def reasons_for(kind: str, decision: str) -> models.QuerySet[Reason]:
    """The ready reasons that fit a kind of submission and a decision (needs_changes or rejected)."""
    return Reason.objects.filter(
        Q(kind=kind) | Q(kind=""), Q(decision=decision) | Q(decision=Reason.Decision.BOTH), is_active=True
    )
