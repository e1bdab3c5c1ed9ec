"""Products that somebody picked by their codes: for a comparison, a wish list, a sheet of labels, a printed catalogue.

Read in a fixed number of statements, however many there are. What is not on display is named where that may be said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from catalog import vat
from catalog.models import EditionPhoto, PriceTier, Product, ProductEdition
from catalog.photos import addresses_in
from catalog.queries import public
from catalog.unit_price import unit_price
from certification.models import Certificate, PortalCheck
from certification.public_check import Standing, newest_checks, standing
from certification.validity import EXPIRED
from registry.models import BusinessEdition
from registry.queries import public as public_businesses

CODE = re.compile(r"(?<![0-9A-Za-z])[2-9A-HJKMNP-Za-hjkmnp-z]{8}(?![0-9A-Za-z])")  # audit.codes.new_code
PLAIN = re.compile(r"[2-9a-hjkmnp-z]{8}")

# The certificates that editions claim, each followed to the paper that replaced it.
CLAIMED = """with recursive line as (
    select edition_id, certificate_id as id from catalog_editioncertificate where edition_id = any(%s)
    union select line.edition_id, n.id from certification_certificate n join line on n.replaces_id = line.id)
select edition_id, id from line"""


def codes_in(values: Iterable[str], most: int) -> tuple[list[str], int]:
    """The well-formed codes among `values`, each once, in their order, at most `most`; and how many were too many."""
    found = list(dict.fromkeys(one for one in (value.strip().lower() for value in values) if PLAIN.fullmatch(one)))
    return found[:most], max(len(found) - most, 0)


def code_in(typed: str) -> str:
    """The code in what somebody typed or pasted: the code itself, a short link or the address of a page; else ""."""
    found = CODE.findall(typed[:500].partition("?")[0].rstrip("/ "))
    return found[-1].lower() if found else ""


@dataclass(frozen=True)
class Item:
    """One product on display."""

    edition: ProductEdition
    business: BusinessEdition
    claims: list[Standing]
    tiers: list[tuple[int, vat.Price]]

    @property
    def product(self) -> Product:
        """The name plate."""
        return self.edition.product

    @property
    def code(self) -> str:
        """What stands in addresses."""
        return self.product.code

    @property
    def name(self) -> str:
        """The name of the product."""
        return self.edition.name

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("catalog:product", kwargs={"slug": self.edition.slug, "code": self.code})

    @property
    def short_link(self) -> str:
        """The whole address that stands in QR codes."""
        return f"{settings.SITE_URL}{reverse('catalog:short', args=[self.code])}"

    @cached_property
    def price(self) -> vat.Price | None:
        """What the buyer pays for one unit, split; None when the price is asked."""
        before = self.product.price_before_vat
        return vat.price_with_vat(before, self.business.is_vat_registered) if before else None

    @cached_property
    def per_base(self) -> tuple[int, str] | None:
        """Whole rupiah for one kg, litre, piece, metre or square metre."""
        one = self.edition
        price = self.price.total if self.price else None
        return unit_price(price, one.unit, one.net_weight_grams, one.net_volume_ml, one.pieces_per_unit)

    @property
    def shot(self) -> dict[str, Any] | None:
        """Folder and sizes of its first photo."""
        return next(iter(self.edition.shot_list), None)  # type: ignore[attr-defined]

    @property
    def photo(self) -> dict[str, Any] | None:
        """The same as parts/photo.html wants it."""
        return addresses_in(**self.shot) if self.shot else None

    @property
    def place(self) -> str:
        """The kecamatan it comes from."""
        village = self.business.village
        return village.parent.name if village and village.parent else ""

    @property
    def in_force(self) -> list[Standing]:
        """The certificates that count today."""
        return [one for one in self.claims if one.in_force]


@dataclass(frozen=True)
class Ended:
    """A product that was on display once; the name is empty where nothing may be said about its business."""

    code: str
    name: str


@dataclass(frozen=True)
class Picked:
    """What was picked, in its order: shown products, those that ended, and how many codes nobody knows."""

    items: list[Item] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The codes of the products on display."""
        return [one.code for one in self.items]


def _editions(which: QuerySet[ProductEdition]) -> list[ProductEdition]:
    photos = EditionPhoto.objects.filter(edition=OuterRef("pk")).order_by("position", "id")[:1]
    shot = JSONObject(folder="photo__folder", sizes="photo__sizes", width="photo__width", height="photo__height")
    found = which.select_related("form", "product__inaproc").annotate(shot_list=ArraySubquery(photos.values(one=shot)))
    return list(found)


def items_of(editions: QuerySet[ProductEdition]) -> list[Item]:
    """Everything about these editions on display, in their order; five statements."""
    found = _editions(editions)
    if not found:
        return []
    ids = {one.product.business_id for one in found}
    businesses = {one.business_id: one for one in public_businesses().filter(business__in=ids)}
    claims, tiers = _claims([one.pk for one in found]), _tiers([one.product_id for one in found])
    return [
        Item(
            one, business, claims.get(one.pk, []), [(n, _paid(before, business)) for n, before in tiers[one.product_id]]
        )
        for one in found
        if (business := businesses.get(one.product.business_id)) is not None
    ]


def _paid(before: int, business: BusinessEdition) -> vat.Price:
    return vat.price_with_vat(before, business.is_vat_registered)


def _tiers(products: list[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {one: [] for one in products}
    for one in PriceTier.objects.filter(product__in=products).order_by("product", "minimum"):
        found[one.product_id].append((one.minimum, one.price_before_vat))
    return found


def _claims(editions: list[int]) -> dict[int, list[Standing]]:
    """By edition: its claimed certificates that were approved and did not end, in the order of their kinds."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIMED, [editions])
        pairs = cursor.fetchall()
    look_up = JSONObject(portal="portal", result="result", at="checked_at")
    papers = (
        Certificate.objects.filter(is_live=True, pk__in={paper for _, paper in pairs})
        .select_related("kind", "submission")
        .annotate(look_ups=ArraySubquery(newest_checks().values(one=look_up)))
    )
    standings = {one.pk: standing(one, _check(one.look_ups)) for one in papers} if pairs else {}
    found: dict[int, list[Standing]] = {}
    for edition, paper in pairs:
        if paper in standings and standings[paper].status != EXPIRED:
            found.setdefault(edition, []).append(standings[paper])
    for rows in found.values():
        rows.sort(key=lambda one: (one.kind.order, one.kind.code, -one.certificate.pk))
    return found


def _check(look_ups: list[dict[str, str]]) -> PortalCheck | None:
    if not look_ups:
        return None
    one = look_ups[0]
    return PortalCheck(portal=one["portal"], result=one["result"], checked_at=datetime.fromisoformat(one["at"]))


def pick(codes: list[str]) -> Picked:
    """The products with these codes."""
    if not codes:
        return Picked()
    items = {one.code: one for one in items_of(public().filter(product__code__in=codes))}
    missing = [code for code in codes if code not in items]
    ended = {one.code: one for one in _ended(missing)} if missing else {}
    return Picked(
        [items[code] for code in codes if code in items],
        [ended[code] for code in missing if code in ended],
        [code for code in missing if code not in ended],
    )


def _ended(codes: list[str]) -> list[Ended]:
    """Those that were on display once. Of a business that is hidden nothing is said, not even a name."""
    rows = ProductEdition.objects.filter(product__code__in=codes, is_live=True).select_related("product")
    shown = set(
        public_businesses()
        .filter(business__in=[one.product.business_id for one in rows])
        .values_list("business", flat=True)
    )
    return [Ended(one.product.code, one.name if one.product.business_id in shown else "") for one in rows]
