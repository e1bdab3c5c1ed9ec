"""All that the public page of one business shows, in three statements."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from catalog.search.cards import card
from catalog.search.query import of_business
from registry.models import BusinessEdition, Consent
from registry.queries import public


@dataclass(frozen=True)
class BusinessPage:
    """A business on display with its products."""

    edition: BusinessEdition
    consents: frozenset[str]
    cards: list[dict[str, Any]]

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
    return BusinessPage(edition, frozenset(edition.agreed_list), [card(row, kinds) for row in rows])
