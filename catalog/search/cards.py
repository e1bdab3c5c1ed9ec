"""Turns rows of search into what parts/product_card.html shows."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.urls import reverse

from accounts.drawer import Drawer
from accounts.links import link
from accounts.templatetags.portal import rupiah
from catalog.models import Product
from catalog.photos import addresses_in
from catalog.search.choices import Choice, Choices
from catalog.unit_price import WORDS
from certification.validity import EXPIRING, VALID
from registry.models import BusinessEdition

CLAIMED = "claimed"


def badges(row: dict[str, Any], kinds: Iterable[Choice]) -> list[dict[str, str]]:
    """The certificates in force; green only when the last look-up at the issuer matched."""
    shown = []
    for kind in kinds:
        bit = 1 << int(kind.key)
        if row["certificates"] & bit:
            state = EXPIRING if row["expiring"] & bit else VALID if row["matched"] & bit else CLAIMED
            shown.append({"label": kind.name, "state": state})
    return shown


@cache
def _product_address() -> tuple[str, str]:
    """What stands before slug and code in the address of a product, and after them."""
    before, after = reverse("catalog:product", kwargs={"slug": "slug", "code": "2" * 8}).split("slug-" + "2" * 8)
    return before, after


def address(slug: str, code: str) -> str:
    """Where the product lives; slugs and codes are plain letters, so nothing needs quoting."""
    before, after = _product_address()
    return f"{before}{slug}-{code}{after}"


def business_address(edition: BusinessEdition) -> str:
    """Where the business lives."""
    return link("catalog:business", edition.slug, edition.business.code)


def unit_price_words(row: dict[str, Any]) -> str:
    """`Rp90.000 per kg`; empty when it is not known, or says the same as the price."""
    amount, base = row["unit_price"], row["unit_base"]
    return f"{rupiah(amount)} per {WORDS[base]}" if amount and SAME.get(row["unit"], row["unit"]) != base else ""


SAME = {"kilogram": "kg", "meter persegi": "m2"}


def card(row: dict[str, Any], kinds: Iterable[Choice]) -> dict[str, Any]:
    """One card."""
    return {
        "name": row["name"],
        "address": address(row["slug"], row["code"]),
        "price": row["price"],
        "price_words": rupiah(row["price"]) if row["price"] else "",
        "unit_price_words": unit_price_words(row),
        "unit": row["unit"],
        "category": row["category_slug"],
        "business": row["business_name"],
        "place": row["district_name"],
        "minimum": f"{row['minimum_order']} {row['unit']}" if row["minimum_order"] > 1 else "",
        "paused": row["availability"] == Product.Availability.PAUSED,
        "photo": addresses_in(**row["photo"]) if row["photo"] else None,
        "badges": badges(row, kinds),
        "code": row["code"],
        "line": row.get("line", ""),
    }


_made: Drawer[dict[str, Any]] = Drawer(2048, lambda one: 1)


def card_of(row: dict[str, Any], choices: Choices) -> dict[str, Any]:
    """The card of a row that knows its text (`line`), made once while the row and the kinds of certificate stay as
    they are; nobody may change it."""
    place = choices.mark, row["line"]
    made = _made.find(place)
    if made is None:
        made = card(row, choices.kinds.values())
        _made.put(place, made)
    return made
