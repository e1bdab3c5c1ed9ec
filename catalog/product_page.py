"""All that the page of one product shows, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from accounts.links import link
from accounts.templatetags.portal import mask, rupiah
from catalog import vat
from catalog.models import Product, ProductEdition
from catalog.photos import addresses_in
from catalog.price_place import PricePlace
from catalog.product_facts import Facts, facts_of
from catalog.product_reading import CLAIMS, WHOLE, with_surroundings
from catalog.queries import why_hidden
from catalog.search.cards import address, business_address, card
from catalog.search.query import alike_of, of_business
from certification.models import Certificate, PortalCheck
from certification.public_check import Standing, standing
from certification.validity import EXPIRED, halal_required
from registry.models import BusinessEdition, Consent, LegalForm
from registry.queries import public as public_businesses
from registry.queries import shown_or_newest
from registry.scale import scale_of_ranges

FOOD = "food_or_drink"
SHORT = 120  # letters
FORMS = dict(LegalForm.choices)


@dataclass(frozen=True)
class ProductPage:
    """A product on display and its surroundings."""

    edition: ProductEdition
    business: BusinessEdition
    photos: list[dict[str, Any]]
    ancestors: list[dict[str, str]]
    prices: list[tuple[int, datetime]]
    consents: frozenset[str]
    claims: list[Standing]
    alike: list[dict[str, Any]]
    facts: Facts
    place: PricePlace | None  # of its price among products of its kind; None when they are too few

    @cached_property
    def path(self) -> str:
        """Its address."""
        return address(self.edition.slug, self.product.code)

    @cached_property
    def maker_path(self) -> str:
        """The address of its business."""
        return business_address(self.business)

    @property
    def maker_place(self) -> str:
        """Village and kecamatan of its business."""
        village = self.business.village
        return f"{village.label}, {village.parent.label}" if village and village.parent else ""

    @property
    def maker_rows(self) -> list[tuple[str, str]]:
        """What everybody may know of its business, as label and words."""
        made = self.business
        return [
            *([("Berdiri", str(made.founded_year))] if made.founded_year else []),
            ("Bentuk usaha", FORMS.get(made.legal_form, made.legal_form)),
            ("NIB", mask(made.nib) if made.nib else "Belum punya NIB"),
        ]

    @property
    def share_title(self) -> str:
        """What a shared link says on top: name and price."""
        price = f" · {rupiah(self.price.total)} per {self.edition.unit}" if self.price else ""
        return f"{self.edition.name}{price}"

    @property
    def short(self) -> str:
        """The beginning of its description, for whoever lists pages."""
        words = " ".join(self.edition.description.split())
        return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"

    @property
    def sells_abroad(self) -> bool:
        """Whether its business says it sold to another country: then it has an English page."""
        return bool(getattr(self.business, "sells_abroad", False))

    @property
    def product(self) -> Product:
        """The name plate."""
        return self.edition.product

    @cached_property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to the product through the categories."""
        above = [(one["name"], link("catalog:category", one["slug"])) for one in self.ancestors]
        return [("Beranda", "/"), ("Produk", link("catalog:products")), *above]

    @cached_property
    def price(self) -> vat.Price | None:
        """What the buyer pays, split."""
        before = self.product.price_before_vat
        return vat.price_with_vat(before, self.business.is_vat_registered) if before else None

    @property
    def price_per_100_grams(self) -> int | None:
        """To compare packings: whole rupiah."""
        grams = self.edition.net_weight_grams
        return round(self.price.total * 100 / grams) if self.price and grams and grams != 100 else None

    @property
    def shows_contact(self) -> bool:
        """Whether the owner agreed to show phone and WhatsApp."""
        return Consent.Purpose.SHOW_CONTACT in self.consents

    @property
    def question(self) -> str:
        """What a buyer's first message to the maker says."""
        what = f"{self.edition.name} (kode {self.product.code})"
        return f"Halo {self.business.name}, saya melihat {what} di {settings.SITE_NAME}."

    @property
    def message(self) -> str:
        """What a shared link says."""
        short = settings.SITE_URL + link("catalog:short", self.product.code)
        return f"{self.edition.name} dari {self.business.name}: {short}"

    @property
    def halal_missing(self) -> bool:
        """Food that must be certified by now (PP 42/2024 art. 160) and has no halal certificate in force."""
        edition, business = self.edition, self.business
        if edition.halal_status == ProductEdition.HalalStatus.NON_HALAL or not edition.category.is_food:  # type: ignore[union-attr]
            return False
        if any(claim.kind.code == "halal" and claim.in_force for claim in self.claims):
            return False
        scale = scale_of_ranges(business.capital_range, business.sales_range, business.founded_year).scale
        return halal_required(FOOD, scale)


def _standing(claimed: Iterable[Any]) -> list[Standing]:
    """The claimed certificates that were approved and did not end, in the order of their kinds."""
    in_order = sorted(claimed, key=_place)  # a statement of several parts promises no order of its rows
    all_standing = [standing(one, _check(one.look_ups)) for one in in_order]
    return [one for one in all_standing if one.status != EXPIRED]


def _place(paper: Certificate) -> tuple[int, int]:
    """The order of kinds, then the newest first."""
    return paper.kind.order, -paper.issued_on.toordinal() if paper.issued_on else 0


def _check(look_ups: list[dict[str, str]]) -> PortalCheck | None:
    if not look_ups:
        return None
    one = look_ups[0]
    return PortalCheck(portal=one["portal"], result=one["result"], checked_at=datetime.fromisoformat(one["at"]))


def read(code: str) -> ProductPage | None:
    """The page of the product with this code; None when it is not on display."""
    found = WHOLE.first(code)
    if found is None or not found.others["maker"]:  # nothing public, or nobody who makes it
        return None
    rows, kinds, place = alike_of(found.lines)
    cards = [card(row, kinds) for row in rows]
    return _page(found.one, found.others["maker"][0], found.others["claim"], cards, place)


def read_draft(edition: ProductEdition) -> ProductPage | None:
    """The page that buyers will see of an edition not yet on display; None while it or its business lacks the first
    things a page needs: name, category, village."""
    business = shown_or_newest(edition.product.business_id)
    whole = with_surroundings(ProductEdition.objects.filter(pk=edition.pk)).get()
    if not (whole.name and whole.category) or business is None or business.village is None:
        return None
    return _page(whole, business, CLAIMS(whole.pk), [], None)


def _photo(alt: str, **shot: Any) -> dict[str, Any]:
    return {**addresses_in(**shot), "alt": alt}


def _page(
    edition: Any,
    business: BusinessEdition,
    claimed: list[Any],
    alike_cards: list[dict[str, Any]],
    place: PricePlace | None,
) -> ProductPage:
    edition.product.business = business.business
    return ProductPage(
        edition=edition,
        business=business,
        photos=[_photo(**shot) for shot in edition.shot_list],
        ancestors=edition.above_list,
        prices=[(one["price"], datetime.fromisoformat(one["at"])) for one in edition.price_list],
        consents=frozenset(edition.agreed_list),
        claims=_standing(claimed),
        alike=alike_cards,
        facts=facts_of(edition, business),
        place=place,
    )


@dataclass(frozen=True)
class Gone:
    """What may still be said about a product that was on display once."""

    name: str
    business: BusinessEdition | None
    others: list[dict[str, Any]]


def gone(code: str) -> Gone | None:
    """A product taken off display with others of its business; None for one that never was public.

    Nothing is said about a suspended business.
    """
    edition = ProductEdition.objects.filter(product__code=code, is_live=True).select_related("product").first()
    if edition is None:
        return None
    business = public_businesses().filter(business=edition.product.business_id).first()
    if business is None and why_hidden(code):
        return None
    if business is None:
        return Gone("", None, [])
    rows, kinds = of_business(edition.product.business_id, 10)
    return Gone(edition.name, business, [card(row, kinds) for row in rows])
