"""The question to the search rows: hits in order, and an exact count beside every filter, in one statement."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection

from catalog.search.choices import Choice
from catalog.search.document import BANDS
from catalog.search.match import Alike, matching
from catalog.search.vocabulary import Vocabulary

PAGE_SIZE, LAST_PAGE = 24, 40
BEST = "s.quality desc, s.product_id"
ORDERS = {
    "terbaru": "s.shown_since desc, s.product_id desc",
    "murah": "s.price asc nulls last, s.product_id",
    "mahal": "s.price desc nulls last, s.product_id",
}
CARD = (
    "product_id", "code", "slug", "name", "business_name", "district_name", "category_slug", "price", "unit",
    "minimum_order", "availability", "certificates", "expiring", "matched", "photo",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What is looked for. Prices are whole rupiah, both ends included; `certificates` is a mask, all bits wanted."""

    text: str = ""
    category_path: str = ""
    districts: tuple[str, ...] = ()
    certificates: int = 0
    lowest: int | None = None
    highest: int | None = None
    ready: bool = False
    order: str = "cocok"
    page: int = 1
    any_word: bool = False
    alike: Alike | None = None

    def without(self, **changes: Any) -> "Wish":
        """The same wish from its first page with some parts changed."""
        return replace(self, page=1, **changes)


@dataclass
class Found:
    """The answer. Each count says how many products would show if that filter alone were set to that value."""

    total: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    categories: dict[str, int] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    masks: dict[int, int] = field(default_factory=dict)
    bands: dict[int, int] = field(default_factory=dict)
    ready: int = 0
    is_old: bool = False
    level: int = 1  # 1: the rows have all words; 2 all but one; 3 any (only when the wish allows it)

    def with_certificates(self, mask: int) -> int:
        """How many of the hits (certificates aside) carry all certificates of `mask`."""
        return sum(count for held, count in self.masks.items() if held & mask == mask)


# Counts come from groups of equal rows (m), the hits from the table in the wanted order.
STATEMENT = """
with m as materialized (
    select s.category_path as path, s.district_code as district, s.certificates as mask, s.band,
           s.availability = 'ready' as ready,
           {district} as od, {certificate} as oe, {price} as op, {ready} as oa, count(*) as n
    from catalog_productsearch s where {words} and {category} group by 1, 2, 3, 4, 5, 6, 7, 8, 9),
first as (
    select id, row_number() over () as place from (
        select s.product_id as id from catalog_productsearch s
        where {words} and {category} and {district} and {certificate} and {price} and {ready}
        order by {order} limit %(size)s offset %(skip)s) best)
select 'total', '', coalesce(sum(n), 0)::int, null::jsonb from m where od and oe and op and oa
union all select 'category', left(path, %(depth)s), sum(n)::int, null from m where od and oe and op and oa group by 2
union all select 'district', district, sum(n)::int, null from m where oe and op and oa group by 2
union all select 'mask', mask::text, sum(n)::int, null from m where od and op and oa group by 2
union all select 'band', band::text, sum(n)::int, null from m where od and oe and oa group by 2
union all select 'ready', '', coalesce(sum(n), 0)::int, null from m where od and oe and op and ready
union all select 'level', '', {level}, null
union all select 'old', '', 1, null where exists (
    select from catalog_productsearch where certificates_change_on <= %(today)s)
union all select 'row', '', place, (
    select to_jsonb(card) from (select {card} from catalog_productsearch s where s.product_id = first.id) card)
    from first"""


def _values(wish: Wish, today: date) -> dict[str, Any]:
    return {
        "path": wish.category_path,
        "last": wish.category_path + "Z" * 12,
        "districts": list(wish.districts),
        "mask": wish.certificates,
        "lowest": wish.lowest,
        "highest": wish.highest,
        "size": PAGE_SIZE,
        "skip": (min(max(wish.page, 1), LAST_PAGE) - 1) * PAGE_SIZE,
        "depth": len(wish.category_path) + 4,
        "today": today,
    }


def search(wish: Wish, today: date, steer: Vocabulary | None = None) -> Found:
    """Answer a wish by the state of the rows; `is_old` says that certificates must be refreshed for `today` first.

    `steer`: other words than those in force, for a look ahead.
    """
    values = _values(wish, today)
    match = matching(wish.text, values, any_word=wish.any_word, alike=wish.alike, steer=steer)
    prices = [
        *(["s.price >= %(lowest)s"] if wish.lowest is not None else []),
        *(["s.price <= %(highest)s"] if wish.highest is not None else []),
    ]
    statement = STATEMENT.format(
        words=match.condition,
        level=match.level,
        category="s.category_path between %(path)s and %(last)s" if wish.category_path else "true",
        district="s.district_code = any(%(districts)s)" if wish.districts else "true",
        certificate="s.certificates & %(mask)s = %(mask)s" if wish.certificates else "true",
        price=f"coalesce({' and '.join(prices)}, false)" if prices else "true",
        ready="s.availability = 'ready'" if wish.ready else "true",
        order=ORDERS.get(wish.order, f"{match.rank} desc, {BEST}" if wish.text else BEST),
        card=", ".join(f"s.{name}" for name in CARD),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return _found(cursor.fetchall())


def _found(lines: list[tuple[str, str, int, str]]) -> Found:
    found, placed = Found(), []
    for facet, key, count, row in lines:
        if facet == "total":
            found.total = count
        elif facet == "category":
            found.categories[key] = count
        elif facet == "district":
            found.districts[key] = count
        elif facet == "mask":
            found.masks[int(key)] = count
        elif facet == "band":
            found.bands[int(key)] = count
        elif facet == "ready":
            found.ready = count
        elif facet == "level":
            found.level = count
        elif facet == "old":
            found.is_old = True
        else:
            placed.append((count, json.loads(row)))
    found.rows = [row for _, row in sorted(placed, key=lambda one: one[0])]
    return found


def band_edges(band: int) -> tuple[int | None, int | None]:
    """Lowest and highest whole rupiah of a price band; None for an open end."""
    low = BANDS[band - 1] if band > 0 else None
    return low, BANDS[band] - 1 if band < len(BANDS) else None


SHELF = """
select 'row' as what, 0 as place, to_jsonb(card) as one from (
    select {card} from catalog_productsearch s where {which}
    order by s.quality desc, s.product_id limit %(most)s) card
union all select 'kind', k."order", jsonb_build_array(k.code, k.short_name, k.bit::text)
from certification_kind k where k.is_active order by what desc, place"""


def _shelf(which: str, **values: int | list[int]) -> tuple[list[dict[str, Any]], list[Choice]]:
    with connection.cursor() as cursor:
        cursor.execute(SHELF.format(card=", ".join(f"s.{name}" for name in CARD), which=which), values)
        lines = [(what, json.loads(one)) for what, _, one in cursor.fetchall()]
    return [one for what, one in lines if what == "row"], [Choice(*one) for what, one in lines if what == "kind"]


def alike(product_id: int, most: int = 5) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The best other products of the same category, and the kinds of certificate to name their badges."""
    same = "(select category_path from catalog_productsearch where product_id = %(id)s)"
    return _shelf(f"s.category_path = {same} and s.product_id <> %(id)s", id=product_id, most=most)


def of_businesses(ids: list[int], most: int) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products that several businesses show, the most complete first, and the kinds of certificate."""
    return _shelf("s.business_id = any(%(ids)s)", ids=ids, most=most)


def of_business(business_id: int, most: int = 200) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products a business shows, the most complete first, and the kinds of certificate."""
    return _shelf("s.business_id = %(id)s", id=business_id, most=most)
