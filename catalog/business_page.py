"""All that the public page of one business shows, in a fixed number of statements."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from catalog.search.cards import card
from catalog.search.query import of_business
from certification.models import PortalCheck
from certification.public_check import Standing, standing
from certification.queries import live as live_certificates
from certification.validity import EXPIRED
from registry.models import BusinessEdition, Consent
from registry.queries import public


@dataclass(frozen=True)
class BusinessPage:
    """A business on display with its products."""

    edition: BusinessEdition
    consents: frozenset[str]
    cards: list[dict[str, Any]]
    papers: list[Standing]

    @property
    def shows_contact(self) -> bool:
        """Whether the owner agreed to show phone and WhatsApp."""
        return Consent.Purpose.SHOW_CONTACT in self.consents

    @property
    def shows_name(self) -> bool:
        """Whether the owner agreed to show her name."""
        return Consent.Purpose.SHOW_NAME in self.consents

    @property
    def shows_address(self) -> bool:
        """Whether the owner agreed to show the full address; the village is always shown."""
        return Consent.Purpose.SHOW_ADDRESS in self.consents


def _papers(business_id: int) -> list[Standing]:
    """The certificates of a business that were approved and did not end, each with the newest look-up that worked."""
    found = live_certificates().filter(business=business_id).select_related("submission").prefetch_related("checks")
    all_standing = [
        standing(one, next((c for c in one.checks.all() if c.result != PortalCheck.Result.UNAVAILABLE), None))
        for one in found.order_by("kind__order", "-issued_on")
    ]
    return [one for one in all_standing if one.status != EXPIRED]


def read(code: str) -> BusinessPage | None:
    """The page of the business with this code; None when it is not on display."""
    agreed = Consent.objects.filter(owner=OuterRef("business__owner"), withdrawn_at__isnull=True)
    edition = (
        public()
        .select_related("submission")
        .annotate(agreed_list=ArraySubquery(agreed.values("purpose")))
        .filter(business__code=code)
        .first()
    )
    if edition is None:
        return None
    rows, kinds = of_business(edition.business_id)
    return BusinessPage(
        edition, frozenset(edition.agreed_list), [card(row, kinds) for row in rows], _papers(edition.business_id)
    )
