"""Builders for two records that may be one business."""

from registry.duplicates import deciding, finding, merging
from registry.models import Business, BusinessEdition, DuplicatePair, Merge
from tests import build

WHY = "Usaha yang sama, didaftarkan dua kali."


def live(owner, officer, **values) -> Business:
    """A business on display with no telephone unless one is given."""
    return build.live_business(owner, officer, **{"phone": "", "whatsapp": "", **values}).business


def pairs() -> list[tuple[list[str], str]]:
    """Reasons and state of every pair."""
    return [(pair.reasons, pair.state) for pair in DuplicatePair.objects.order_by("pk")]


def find(*businesses: Business) -> None:
    """What happens after each commit."""
    for business in businesses:
        finding.find_of(Business.objects.select_related("owner").get(pk=business.pk))


def merged(survivor: Business, loser: Business, *, by, fields=(), reason: str = WHY) -> Merge:
    """The pair pointed out and merged."""
    deciding.point_out(survivor, loser, by=by)
    return merging.merge(survivor, loser, by=by, reason=reason, fields=fields)


def address(business: Business) -> str:
    """Its public page."""
    edition = BusinessEdition.objects.filter(business=business).order_by("-number").first()
    return f"/usaha/{edition.slug}-{business.code}/"
