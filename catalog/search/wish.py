"""What is looked for, and the order it is shown in; the one place where both are defined.

The rule of the order, as it is published: by match (`catalog.search.match` has the weights: the name counts most); then
the more complete page; among equals a turn that changes every day (`turn`). Sorted by a number,
products without that number come last; equal numbers keep one order, so that paging neither repeats nor leaves out.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.models import ProductSearch
from catalog.search.match import Alike

PAGE_SIZE, LAST_PAGE = 24, 40
PRIME = 2_654_435_761  # Knuth's multiplier: spreads neighbouring ids
SPAN = 2**31 - 1
# Filters that are a bit of the row, by their names in the address.
FLAGS = {"umkk": ProductSearch.UMKK, "pdn": ProductSearch.DOMESTIC, "v6": ProductSearch.IN_V6}


@dataclass(frozen=True)
class Order:
    """A way to sort by a number: SQL of the number and of "it is known", and whether the largest goes first."""

    key: str
    known: str
    falls: bool


ORDERS = {
    "murah": Order("s.price", "s.price is not null", falls=False),
    "mahal": Order("s.price", "s.price is not null", falls=True),
    "satuan": Order("s.unit_price", "s.unit_base = %(sort_base)s", falls=False),
    "kapasitas": Order("s.capacity_per_month", "s.capacity_per_month is not null", falls=True),
    "terbaru": Order("s.shown_since", "true", falls=True),
}


@dataclass(frozen=True)
class Wish:
    """What is looked for. Prices are whole rupiah, both ends included; masks want all their bits; empty means any.

    `after` and `before` are places in a sorted list (`Found.after`, `Found.before`); a list by match has pages.
    """

    text: str = ""
    category_path: str = ""
    districts: tuple[str, ...] = ()
    certificates: int = 0
    lowest: int | None = None
    highest: int | None = None
    base: str = ""
    unit_lowest: int | None = None
    unit_highest: int | None = None
    capacity: int | None = None
    days: int | None = None
    scales: tuple[int, ...] = ()
    flags: int = 0
    cluster: int | None = None
    ready: bool = False
    order: str = "cocok"
    page: int = 1
    after: str = ""
    before: str = ""
    any_word: bool = False
    alike: Alike | None = None

    def without(self, **changes: Any) -> "Wish":
        """The same wish from its beginning with some parts changed."""
        beginning: dict[str, Any] = {"page": 1, "after": "", "before": ""}
        return replace(self, **(beginning | changes))

    @property
    def is_sorted(self) -> bool:
        """Whether it is sorted by a number, so that it is paged by place and not by page."""
        return self.order in ORDERS


def seed_of(day: date) -> int:
    """The number of a day, without any pattern from day to day."""
    return int.from_bytes(hashlib.sha256(day.isoformat().encode()).digest()[:4], "big") & SPAN


def turn(product_id: int, day: date) -> int:
    """Whose turn it is among equals on a day in Jakarta, the smallest first: no product keeps a place for good."""
    return ((product_id ^ seed_of(day)) * PRIME) & SPAN


TURN = f"((({{id}} # %(seed)s) * {PRIME}) & {SPAN})"  # the same for PostgreSQL; ids stay below 2^31


def place_of(key: str | None, product_id: int) -> str:
    """A place in a sorted list as it stands in the address: `25000.17`, or `x.17` among those without the number."""
    return f"{'x' if key is None else key}.{product_id}"


def read_place(text: str) -> tuple[int | None, int] | None:
    """The number and product of a place; None for anything that is no place."""
    key, dot, product = text.partition(".")
    is_number = key.isascii() and key.isdigit() and len(key) < 19
    if not dot or not (product.isascii() and product.isdigit() and len(product) < 10) or not (is_number or key == "x"):
        return None
    return (int(key) if is_number else None), int(product)
