"""Who may touch which certificate: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from accounts.models import User
from certification.models import Certificate

WHOLE = Certificate.objects.select_related("kind", "business__owner", "submission", "scan")


def certificate_for(user: User, code: str) -> Certificate:
    """Her own certificate; Http404 for anybody else's."""
    return get_object_or_404(WHOLE.all(), code=code, business__owner__user=user)


def submitted_certificate(submission_code: str) -> Certificate:
    """The certificate behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        WHOLE.select_related("submission__submitted_by", "submission__assigned_to", "submission__decided_by"),
        submission__code=submission_code,
    )


def scan_for(user: User, code: str) -> Certificate:
    """A certificate whose scan `user` may open: its owner any time, staff with the permission once it was sent.

    Http404 for everybody else.
    """
    allowed = Q(business__owner__user=user)
    if user.has_perm("certification.view_any_scan"):
        allowed |= Q(submission__isnull=False)
    return get_object_or_404(WHOLE.filter(allowed, scan__isnull=False), code=code)


def certificate_of_office(user: User, code: str) -> Certificate:
    """Any certificate that was sent, for people of the desk; raises PermissionDenied for others."""
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    return get_object_or_404(WHOLE.filter(submission__isnull=False), code=code)
