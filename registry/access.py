"""Who may touch which row of the register: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from registry.models import Business, BusinessEdition
from registry.queries import public
from review.models import Submission


def business_for(user: User, code: str) -> Business:
    """The business `code` of `user`; Http404 for anybody else's."""
    return get_object_or_404(Business.objects.select_related("owner"), code=code, owner__user=user)


def edition_for(user: User, code: str) -> BusinessEdition:
    """The newest edition of her business `code`; Http404 for anybody else's."""
    edition = (
        BusinessEdition.objects.filter(business=business_for(user, code))
        .select_related("business__owner", "village__parent", "activity", "submission")
        .order_by("-number")
        .first()
    )
    if edition is None:
        raise Http404
    return edition


def public_business(code: str) -> BusinessEdition:
    """The live edition everybody may see; Http404 when there is none."""
    return get_object_or_404(public(), business__code=code)


def submitted_edition(submission_code: str) -> BusinessEdition:
    """The edition behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        BusinessEdition.objects.select_related(
            "business__owner",
            "village__parent",
            "activity",
            "submission__submitted_by",
            "submission__assigned_to",
            "submission__decided_by",
        ),
        submission__code=submission_code,
        submission__in=Submission.objects.filter(room="registry"),
    )


def business_of_office(user: User, code: str) -> Business:
    """Any business, for people of the desk; raises PermissionDenied for others."""
    if not user.has_perm("review.view_queue"):
        raise PermissionDenied
    return get_object_or_404(Business.objects.select_related("owner"), code=code)
