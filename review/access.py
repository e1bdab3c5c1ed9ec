"""Who may touch which submission: fetching and permission in one call."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from review.models import Submission

MOST_AT_ONCE = 100


def submissions_for(user: User, codes: Sequence[str]) -> list[Submission]:
    """The submissions with these codes (at most a hundred), oldest promise first; unknown codes are left out."""
    clean = [code for code in codes if code.isascii() and code.isalnum()][:MOST_AT_ONCE]
    return list(_all(user).filter(code__in=clean).order_by("due_at", "id"))


def officer_for(user: User, code: str) -> User:
    """The person a submission is handed to; Http404 for an unknown code (the verb checks her role)."""
    if not user.has_perm("review.assign_submission"):
        raise PermissionDenied
    return get_object_or_404(User.objects.filter(is_active=True), code=code if code.isalnum() else "")


def _all(user: User) -> QuerySet[Submission]:
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    return Submission.objects.select_related("submitted_by", "assigned_to", "decided_by")
