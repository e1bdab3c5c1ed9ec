"""Questions to the certificates."""

from django.db import models

from accounts.models import User
from certification.models import Certificate, Kind
from registry.models import Business
from registry.queries import acts_for, shown_businesses, with_role


def live() -> models.QuerySet[Certificate]:
    """Approved certificates that were neither replaced nor revoked, of businesses that everybody may see.

    Whether one is still valid today is a question to `certification.validity`.
    """
    return Certificate.objects.filter(is_live=True, business__in=shown_businesses()).select_related("kind")


def of_business(business: Business) -> models.QuerySet[Certificate]:
    """All certificates of a business, drafts included, for its owner and for staff."""
    return (
        Certificate.objects.filter(business=business)
        .select_related("kind", "submission", "scan")
        .prefetch_related("checks")
    )


def of_owner(user: User, business_code: str = "") -> models.QuerySet[Certificate]:
    """All certificates of the businesses `user` acts for, or of one of them, each with `acting_role`.

    The newest of each paper only, drafts and waiting ones first.
    """
    replaced = Certificate.objects.filter(replaces=models.OuterRef("pk"))
    mine = Certificate.objects.filter(acts_for(user, "business"))
    if business_code:
        mine = mine.filter(business__code=business_code)
    return (
        with_role(mine, user, "business")
        .filter(models.Q(is_live=True) | ~models.Exists(replaced))
        .select_related("kind", "submission", "business")
        .order_by("-is_open", "kind__order", "-created_at")
    )


def kinds() -> models.QuerySet[Kind]:
    """The kinds that can be entered today."""
    return Kind.objects.filter(is_active=True)


def chain_of(certificate: Certificate) -> list[Certificate]:
    """The certificate and the papers it replaces, one after the other, newest first."""
    chain = [certificate]
    while chain[-1].replaces_id:
        older = Certificate.objects.select_related("kind", "submission__decided_by")
        chain.append(older.get(pk=chain[-1].replaces_id))
    return chain
