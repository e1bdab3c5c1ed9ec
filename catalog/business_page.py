"""All that the public page of one business shows, in a fixed number of statements."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from catalog.models import Story
from catalog.search.cards import business_address, card
from catalog.search.query import of_business
from catalog.showroom import story_address
from certification.models import PortalCheck
from certification.public_check import Standing, standing
from certification.queries import live as live_certificates
from certification.validity import EXPIRED
from registry.classes import Classes, classes_of
from registry.comparison import capacity_words, region_words, street_words
from registry.coordinates import Point, point_of
from registry.countries import country_name
from registry.models import BusinessEdition, Consent
from registry.origins import origin_words
from registry.queries import public, with_details


@dataclass(frozen=True)
class BusinessPage:
    """A business on display with its products."""

    edition: BusinessEdition
    consents: frozenset[str]
    cards: list[dict[str, Any]]
    papers: list[Standing]
    classes: Classes
    point: Point | None  # only with consent
    story: tuple[str, str] | None  # title and address of the story of its maker

    @property
    def path(self) -> str:
        """Its address."""
        return business_address(self.edition)

    @property
    def shows_contact(self) -> bool:
        """Whether the owner agreed to show phone and WhatsApp."""
        return Consent.Purpose.SHOW_CONTACT in self.consents

    @property
    def shows_name(self) -> bool:
        """Whether the owner agreed to show her name."""
        return Consent.Purpose.SHOW_NAME in self.consents

    @property
    def capacity(self) -> str:
        """How much can be made in a month; empty when not filled in."""
        return capacity_words(self.edition)

    @property
    def materials(self) -> list[tuple[str, str]]:
        """Each raw material with where it comes from."""
        return [(one.name, origin_words(one)) for one in self.edition.materials.all()]

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """Further places: kind, village or regency, and the street when the owner agreed to show addresses."""
        return [
            (one.get_kind_display(), region_words(one), street_words(one) if self.shows_address else "")
            for one in self.edition.places.all()
        ]

    @property
    def exports(self) -> str:
        """The countries it sold to."""
        return ", ".join(country_name(one.country) for one in self.edition.exports.all())

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
    told = Story.objects.filter(business=OuterRef("business"), state=Story.State.LIVE)
    edition = (
        with_details(public())
        .select_related("submission")
        .annotate(
            agreed_list=ArraySubquery(agreed.values("purpose")),
            story_list=ArraySubquery(told.values(one=JSONObject(title="title", code="code"))),
        )
        .filter(business__code=code)
        .first()
    )
    if edition is None:
        return None
    rows, kinds = of_business(edition.business_id)
    consents = frozenset(edition.agreed_list)
    return BusinessPage(
        edition=edition,
        consents=consents,
        cards=[card(row, kinds) for row in rows],
        papers=_papers(edition.business_id),
        classes=classes_of(edition),
        story=next(((one["title"], story_address(**one)) for one in edition.story_list), None),
        point=point_of(edition) if Consent.Purpose.SHOW_LOCATION in consents else None,
    )
