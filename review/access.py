"""Who may touch which submission: fetching and permission in one call."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from review.models import Batch, Reason, Submission
from review.queries import decidable
from review.sides import side_of

MOST_AT_ONCE = 100


def submissions_for(user: User, codes: Sequence[str]) -> list[Submission]:
    """The submissions with these codes (at most a hundred), oldest promise first; unknown codes are left out."""
    clean = [code for code in codes if code.isascii() and code.isalnum()][:MOST_AT_ONCE]
    return list(_all(user).filter(code__in=clean).order_by("due_at", "id"))


def matching(user: User, found: QuerySet[Submission], most: int) -> list[Submission]:
    """The first of a narrowed queue that nobody else examines, for an approval of many at once."""
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    mine_or_free = found.filter(Q(assigned_to=None) | Q(assigned_to=user))
    return list(decidable(mine_or_free, user).order_by("due_at", "id")[:most])


def batch_for(user: User, code: str) -> Batch:
    """An approval of many at once: for the officer who began it, and to look at for who supervises. Http404 else."""
    batch = get_object_or_404(Batch.objects.select_related("made_by"), code=code if code.isalnum() else "")
    if batch.made_by_id != user.pk and not user.has_perm("review.supervise_queue"):
        raise Http404
    return batch


def reason_for(user: User, code: str) -> Reason:
    """A ready reason, for people who look after the library."""
    if not user.has_perm("review.change_reason"):
        raise PermissionDenied
    return get_object_or_404(Reason, code=code)


def talk_for(user: User, code: str) -> Submission:
    """A submission whose conversation `user` may read: the owner's side, and the desk; Http404 for everybody else."""
    found = Submission.objects.select_related("submitted_by", "assigned_to", "decided_by")
    submission = get_object_or_404(found, code=code if code.isalnum() else "")
    if not side_of(user, submission):
        raise Http404
    return submission


def officer_for(user: User, code: str) -> User:
    """The person a submission is handed to; Http404 for an unknown code (the verb checks her role)."""
    if not user.has_perm("review.assign_submission"):
        raise PermissionDenied
    return get_object_or_404(User.objects.filter(is_active=True), code=code if code.isalnum() else "")


def _all(user: User) -> QuerySet[Submission]:
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    return Submission.objects.select_related("submitted_by", "assigned_to", "decided_by")
