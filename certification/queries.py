"""Questions to the certificates."""

from django.db import models

from certification.models import Certificate, Kind
from registry.models import Business


def live() -> models.QuerySet[Certificate]:
    """Approved certificates that were neither replaced nor revoked, of businesses that are not suspended.

    Whether one is still valid today is a question to `certification.validity`.
    """
    return Certificate.objects.filter(is_live=True, business__suspended_at__isnull=True).select_related("kind")


def of_business(business: Business) -> models.QuerySet[Certificate]:
    """All certificates of a business, drafts included, for its owner and for staff."""
    return (
        Certificate.objects.filter(business=business)
        .select_related("kind", "submission", "scan")
        .prefetch_related("checks")
    )


def kinds() -> models.QuerySet[Kind]:
    """The kinds that can be entered today."""
    return Kind.objects.filter(is_active=True)
