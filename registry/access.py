"""Who may touch which row of the register: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from registry.models import Business, BusinessEdition, DuplicatePair, ImportBatch
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


def import_batch_for(user: User, code: str, *, to_change: bool = False) -> ImportBatch:
    """An uploaded table, for people who import; to change it, only the one who uploaded it or the head of the section.

    Raises PermissionDenied, and Http404 for an unknown code.
    """
    if not user.has_perm("registry.import_businesses"):
        raise PermissionDenied
    batch = get_object_or_404(ImportBatch.objects.select_related("uploaded_by"), code=code)
    if to_change and not may_change(batch, user):
        raise PermissionDenied("Hanya pengunggahnya atau Kepala Bidang yang boleh mengubah impor ini.")
    return batch


def may_change(batch: ImportBatch, user: User) -> bool:
    """Whether `user` may map, apply or undo this table."""
    return batch.uploaded_by_id == user.pk or user.has_perm("registry.suspend_business")


def pair_for(user: User, code: str) -> DuplicatePair:
    """A suspected pair with both businesses and their owners, for people who decide about doubles.

    Raises PermissionDenied, and Http404 for an unknown code.
    """
    if not user.has_perm("registry.merge_businesses"):
        raise PermissionDenied
    pairs = DuplicatePair.objects.select_related("a__owner__user", "b__owner__user", "decided_by", "said_by")
    return get_object_or_404(pairs, code=code)
