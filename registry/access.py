"""Who may touch which row of the register: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from registry.membership import Right, may, words_for
from registry.models import Business, BusinessEdition, DuplicatePair, ImportBatch, Member
from registry.queries import acts_for, with_details, with_role
from review.models import Submission


class RightNeeded(PermissionDenied):
    """A member whose role does not reach that far; the text says whose task it is."""

    def __init__(self, right: Right) -> None:
        self.right = right
        super().__init__(f"Bagian ini untuk {words_for(right)} usaha. Minta kepada pemilik bila Anda memerlukannya.")


def need(role: str, right: Right) -> None:
    """Raises RightNeeded for a member whose `role` lacks `right`, Http404 for a stranger (no role at all)."""
    if not role:
        raise Http404
    if not may(role, right):
        raise RightNeeded(right)


def business_for(user: User, code: str, needs: Right = Right.EDIT_BUSINESS) -> Business:
    """The business `code` with `acting_role`, when `user` may do `needs` for it.

    Raises Http404 for a stranger, RightNeeded (403) for a member with a lesser role.
    """
    found = with_role(Business.objects.filter(acts_for(user)).select_related("owner"), user)
    business = get_object_or_404(found, code=code)
    need(business.acting_role, needs)
    return business


def registration_for(user: User, code: str, needs: Right = Right.EDIT_BUSINESS) -> Business:
    """The business whose registration `user` fills in: her own, or one typed for an owner who has not confirmed yet.

    The latter only by the officer who began it, or the head of the section; `acting_role` is then empty. Raises as
    `business_for`.
    """
    try:
        return business_for(user, code, needs)
    except Http404:
        if not user.has_perm("review.view_queue"):
            raise
    waits = {"assisted_by__isnull": False, "confirmed_at__isnull": True, "owner__user__isnull": True}
    assisted = Business.objects.select_related("owner").filter(**waits)
    if not user.has_perm("registry.suspend_business"):
        assisted = assisted.filter(assisted_by=user)
    return get_object_or_404(with_role(assisted, user), code=code)


def edition_for(user: User, code: str, needs: Right = Right.EDIT_BUSINESS) -> BusinessEdition:
    """The newest edition of the registration `user` fills in, its `business` with `acting_role`.

    Raises as `registration_for`.
    """
    business = registration_for(user, code, needs)
    edition = (
        with_details(BusinessEdition.objects.filter(business=business))
        .select_related("village__parent", "activity", "submission")
        .order_by("-number")
        .first()
    )
    if edition is None:
        raise Http404
    edition.business = business
    return edition


def member_for(user: User, code: str, member: str) -> Member:
    """A person or an open invitation of the business `code`: one's own row, any with the right over members.

    Raises as `business_for`.
    """
    business = business_for(user, code, Right.VIEW)
    found = get_object_or_404(Member.objects.select_related("user"), business=business, code=member)
    if found.user_id != user.pk:
        need(business.acting_role, Right.MEMBERS)  # type: ignore[attr-defined]
    found.business = business
    return found


def submitted_edition(submission_code: str) -> BusinessEdition:
    """The edition behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        with_details(BusinessEdition.objects.all()).select_related(
            "business__owner",
            "business__created_by",
            "business__assisted_by",
            "business__confirmed_by",
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
    everybody = ("owner", "created_by", "assisted_by", "confirmed_by")
    return get_object_or_404(Business.objects.select_related(*everybody), code=code)


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
