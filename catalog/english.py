"""The English frame around products that may be exported: labels, units and codes. What makers wrote stays Indonesian.

Nothing is translated by a machine: a name in Indonesian is marked as such, and a word we have no English for stays as
it is.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from catalog.models import Category, ProductSearch
from catalog.photos import addresses_in
from catalog.product_page import ProductPage
from catalog.product_page import read as read_page
from catalog.search.query import of_exporters
from registry.models import ExportCountry

DATA = Path(__file__).parent / "data" / "english.csv"
MOST = 120
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _words() -> Mapping[tuple[str, str], str]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return {(row["what"], row["name"]): row["english"] for row in csv.DictReader(lines)}


def word(what: str, name: str) -> str:
    """The English word of a unit, kind of certificate, legal form, availability or country; else the name itself."""
    return _words().get((what, name), name)


def amount(value: int) -> str:
    """25,000."""
    return f"{value:,}"


def many(value: int, unit: str) -> str:
    """20 boards, 1 board, 20 kg."""
    if value == 1 or unit == "kg" or unit.endswith(")"):
        return f"{amount(value)} {unit}"
    if unit.endswith("y") and unit[-2] not in "aeiou":
        return f"{amount(value)} {unit[:-1]}ies"
    return f"{amount(value)} {unit}{'es' if unit.endswith(('x', 'ch', 's')) else 's'}"


def price_words(price: int | None, unit: str) -> str:
    """IDR 25,000 per packet."""
    return f"IDR {amount(price)} per {word('unit', unit)}" if price else "Price on request"


@dataclass(frozen=True)
class Card:
    """A product in the English list; `name` and `business` are Indonesian."""

    name: str
    address: str
    category: str
    business: str
    place: str
    price: str
    papers: list[str]
    photo: dict[str, Any] | None
    category_slug: str


def exportable_codes(most: int) -> list[str]:
    """The codes of products that have an English page."""
    abroad = ExportCountry.objects.filter(edition__is_live=True).values("edition__business")
    rows = ProductSearch.objects.filter(business__in=abroad).order_by("pk")
    return list(rows.values_list("code", flat=True)[:most])


def address(code: str) -> str:
    """The English page of a product."""
    return reverse("catalog:english-product", args=[code])


def cards() -> list[Card]:
    """The products of businesses that say they sold abroad; two statements."""
    rows, kinds = of_exporters(MOST)
    slugs = {row["category_slug"] for row in rows}
    names = dict(Category.objects.filter(slug__in=slugs).values_list("slug", "name_en"))
    return [
        Card(
            row["name"],
            address(row["code"]),
            names.get(row["category_slug"]) or "",
            row["business_name"],
            row["district_name"],
            price_words(row["price"], row["unit"]),
            [word("kind", kind.slug) for kind in kinds if row["certificates"] & (1 << int(kind.key))],
            addresses_in(**row["photo"]) if row["photo"] else None,
            row["category_slug"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Summary:
    """One product in English; `page` is the page everybody else reads."""

    page: ProductPage
    countries: list[str]

    @property
    def share_title(self) -> str:
        """What a shared link says on top."""
        return f"{self.page.edition.name} · {self.price}"

    @property
    def photo(self) -> dict[str, Any] | None:
        """Its first photo."""
        return next(iter(self.page.photos), None)

    @property
    def category(self) -> str:
        """Its kind in English; empty when nobody wrote it."""
        category = self.page.edition.category
        return category.name_en if category else ""

    @property
    def price(self) -> str:
        """What a buyer here pays for one unit."""
        price = self.page.price
        return price_words(price.total if price else None, self.page.edition.unit)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and value, in English."""
        edition = self.page.edition
        unit = word("unit", edition.unit)
        sides = (edition.length_mm, edition.width_mm, edition.height_mm)
        size = " × ".join(f"{side / 10:g}" for side in sides if side)
        found = [
            ("Availability", word("availability", self.page.product.availability)),
            ("Minimum order", many(edition.minimum_order, unit) if edition.minimum_order else ""),
            ("Lead time", many(edition.lead_time_days, "day") if edition.lead_time_days else ""),
            ("Monthly capacity", many(edition.capacity_per_month, unit) if edition.capacity_per_month else ""),
            ("Largest order met", many(edition.largest_order, unit) if edition.largest_order else ""),
            ("Net weight", f"{amount(edition.net_weight_grams)} g" if edition.net_weight_grams else ""),
            ("Net volume", f"{amount(edition.net_volume_ml)} ml" if edition.net_volume_ml else ""),
            ("Pieces in a unit", amount(edition.pieces_per_unit) if edition.pieces_per_unit else ""),
            ("Gross weight", f"{amount(edition.gross_weight_grams)} g" if edition.gross_weight_grams else ""),
            ("Package size", f"{size} cm" if None not in sides else ""),
            ("Shelf life", many(edition.shelf_life_days, "day") if edition.shelf_life_days else ""),
            ("Barcode (GTIN)", edition.gtin),
            ("Origin", "Made in Indonesia" if edition.origin == edition.Origin.DOMESTIC else "Imported"),
        ]
        return [(label, value) for label, value in found if value]

    @property
    def papers(self) -> list[dict[str, str]]:
        """Certificates in force: what, number, until when, and whether the issuer's register agreed."""
        return [
            {
                "name": word("kind", one.kind.code),
                "number": one.number,
                "until": _day(one.certificate.expires_on) if one.certificate.expires_on else "no expiry date",
                "seen": f"matches the issuer's register, {_day(one.check.checked_at)}"
                if one.matched and one.check
                else "document seen by the office",
            }
            for one in self.page.claims
            if one.in_force
        ]

    @property
    def maker_form(self) -> str:
        """What kind of business makes it."""
        return word("form", self.page.business.legal_form)


def _day(day: Any) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read(code: str) -> Summary | None:
    """The English summary of a product whose business says it sold abroad; None for any other. Five statements."""
    page = read_page(code)
    if page is None or not page.sells_abroad:
        return None
    rows = ExportCountry.objects.filter(edition=page.business.pk).values_list("country", flat=True)
    return Summary(page, [word("country", one) for one in rows])
