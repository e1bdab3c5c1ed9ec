"""Who may touch which certificate: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from accounts.models import User
from certification.models import Certificate
from registry.access import need
from registry.membership import Right
from registry.queries import acts_for, with_name, with_role

WHOLE = Certificate.objects.select_related("kind", "business__owner", "submission", "scan")


def certificate_for(user: User, code: str) -> Certificate:
    """A certificate of a business for which `user` fills in certificates, with `acting_role` and `acting_name`.

    Raises Http404 for a stranger, RightNeeded (403) for a member with a lesser role.
    """
    mine = with_name(with_role(WHOLE.filter(acts_for(user, "business")), user, "business"), "business")
    certificate = get_object_or_404(mine, code=code)
    need(certificate.acting_role, Right.CERTIFICATES)
    return certificate


def submitted_certificate(submission_code: str) -> Certificate:
    """The certificate behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        WHOLE.select_related("submission__submitted_by", "submission__assigned_to", "submission__decided_by"),
        submission__code=submission_code,
    )


def scan_for(user: User, code: str) -> Certificate:
    """A certificate whose scan `user` may open: those of the business who fill it in, staff once it was sent.

    Http404 for everybody else.
    """
    allowed = acts_for(user, "business", Right.CERTIFICATES)
    if user.has_perm("certification.view_any_scan"):
        allowed |= Q(submission__isnull=False)
    return get_object_or_404(WHOLE.filter(allowed, scan__isnull=False), code=code)


def certificate_of_office(user: User, code: str) -> Certificate:
    """Any certificate that was sent, for people of the desk; raises PermissionDenied for others."""
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    return get_object_or_404(WHOLE.filter(submission__isnull=False), code=code)
