"""Questions about field work."""

import uuid
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from accounts.models import User
from fieldwork.models import Assistance, Visit
from registry.models import Business, BusinessEdition
from registry.queries import businesses_of
from review.models import State

SEES_ALL = "fieldwork.view_any_work"


def with_newest(found: models.QuerySet[Assistance]) -> models.QuerySet[Assistance]:
    """Each with `newest_name`, `newest_state` (of the submission; empty for a draft) and `is_live` of its business."""
    editions = BusinessEdition.objects.filter(business=OuterRef("business")).order_by("-number")
    live = BusinessEdition.objects.filter(business=OuterRef("business"), is_live=True)
    return found.annotate(
        newest_name=Subquery(editions.values("name")[:1]),
        newest_state=Subquery(editions.values("submission__state")[:1]),
        is_live=models.Exists(live),
    )


def assistances_of(user: User) -> models.QuerySet[Assistance]:
    """The registrations `user` began for owners, or everybody's for those who see all; the newest first."""
    found = Assistance.objects.select_related("business__owner", "business__assisted_by", "business__confirmed_by")
    if not user.has_perm(SEES_ALL):
        found = found.filter(business__assisted_by=user)
    return with_newest(found).order_by("-started_at", "-pk")


def waiting_for_owner(found: models.QuerySet[Assistance]) -> models.QuerySet[Assistance]:
    """Those no owner has confirmed, the disputed ones included."""
    return found.filter(business__confirmed_at__isnull=True, business__owner__user__isnull=True)


def assistance_of(business: Business) -> Assistance | None:
    """The help with this business, None when its owner registered herself."""
    return Assistance.objects.filter(business=business).first()


def visits_of(user: User) -> models.QuerySet[Visit]:
    """The visits `user` made; those who see all also see what others have sent, never their drafts."""
    found = Visit.objects.select_related("officer", "village__parent", "business")
    mine = Q(officer=user)
    found = found.filter(mine | Q(state=Visit.State.SENT)) if user.has_perm(SEES_ALL) else found.filter(mine)
    return with_business_name(found)


def with_business_name(found: models.QuerySet[Visit]) -> models.QuerySet[Visit]:
    """Each with `business_name`, the newest name of the business it belongs to."""
    newest = BusinessEdition.objects.filter(business=OuterRef("business")).order_by("-number")
    return found.annotate(business_name=Subquery(newest.values("name")[:1]))


def named(word: str) -> models.QuerySet[BusinessEdition, Any]:
    """The ids of businesses that have, or had, a name with this word in it."""
    return BusinessEdition.objects.filter(name__icontains=word).values("business")


def visits_to(business: Business) -> models.QuerySet[Visit]:
    """What was sent about one business, the newest first."""
    return Visit.objects.filter(business=business, state=Visit.State.SENT).select_related("officer", "village__parent")


def visits_seen_by_owner(user: User) -> models.QuerySet[Visit]:
    """The visits to the businesses of `user`: she may know when, who and why."""
    sent = Visit.objects.filter(business__in=businesses_of(user), state=Visit.State.SENT)
    return with_business_name(sent.select_related("officer", "business"))


def visit_of_key(user: User, key: uuid.UUID) -> Visit | None:
    """The visit of `user` that her phone knows by `key`."""
    return Visit.objects.filter(officer=user, client_key=key).first()


def draft_to_feed(business: Business) -> BusinessEdition | None:
    """The draft of a business that a visit may fill: typed for an owner who has not confirmed, and not sent."""
    if not business.awaits_owner:
        return None
    return (
        BusinessEdition.objects.filter(business=business, is_open=True, submission__isnull=True)
        .select_related("business__owner", "village__parent")
        .first()
    )


STATES = {
    "draf": Q(newest_state__isnull=True),
    "menunggu": Q(newest_state=State.SUBMITTED),
    "perbaikan": Q(newest_state__in=[State.NEEDS_CHANGES, State.REJECTED, State.WITHDRAWN]),
    "tayang": Q(is_live=True),
}
CONFIRMATIONS = {
    "belum": Q(
        business__confirmed_at__isnull=True, business__disputed_at__isnull=True, business__owner__user__isnull=True
    ),
    "keliru": Q(business__disputed_at__isnull=False),
    "sudah": Q(business__confirmed_at__isnull=False) | Q(business__owner__user__isnull=False),
}
