"""Turns rows of search into what parts/product_card.html shows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from catalog.models import Product
from catalog.photos import addresses_in
from catalog.search.choices import Choice
from certification.validity import EXPIRING, VALID

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


def address(slug: str, code: str) -> str:
    """Where the product lives."""
    return reverse("catalog:product", kwargs={"slug": slug, "code": code})


def card(row: dict[str, Any], kinds: Iterable[Choice]) -> dict[str, Any]:
    """One card."""
    return {
        "name": row["name"],
        "address": address(row["slug"], row["code"]),
        "price": row["price"],
        "unit": row["unit"],
        "category": row["category_slug"],
        "business": row["business_name"],
        "place": row["district_name"],
        "minimum": f"{row['minimum_order']} {row['unit']}" if row["minimum_order"] > 1 else "",
        "paused": row["availability"] == Product.Availability.PAUSED,
        "photo": addresses_in(**row["photo"]) if row["photo"] else None,
        "badges": badges(row, kinds),
    }
