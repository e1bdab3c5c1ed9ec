"""The question to the search rows: hits in order, and an exact count beside every filter, in one statement."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from catalog.models import FacetCount
from catalog.models.search import BANDS
from catalog.prepared import Asked
from catalog.price_place import SPREAD, PricePlace, place_in
from catalog.search.browsing import first_page, is_browsing
from catalog.search.choices import Choice
from catalog.search.facets import Found
from catalog.search.statement import (
    CARD,
    CUBE_LINE,
    GROUPING,
    LEVEL_LINE,
    MANY_LINE,
    OLD_LINE,
    OWN_LINE,
    OWN_NAMES,
    ROW_LINE,
    WHOLE_LINE,
    write,
)
from catalog.search.vocabulary import Vocabulary
from catalog.search.wish import LAST_PAGE, PAGE_SIZE, Wish, place_of

__all__ = [
    "LAST_PAGE",
    "PAGE_SIZE",
    "Found",
    "Wish",
    "alike",
    "band_edges",
    "in_collection",
    "of_business",
    "of_businesses",
    "of_exporters",
    "search",
]


def search(wish: Wish, today: date, steer: Vocabulary | None = None) -> Found:
    """Answer a wish by the state of the rows; `is_old` says that certificates must be refreshed for `today` first.

    `steer`: other words than those in force, for a look ahead.
    """
    if is_browsing(wish):
        lines, is_backwards = first_page(wish.category_path, today), False
    else:
        statement, values, is_backwards = write(wish, today, steer)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            lines = cursor.fetchall()
    found, placed = Found(depth=len(wish.category_path) + 4), []
    for which, value, path, listed, n, line in lines:
        if which >= CUBE_LINE:
            found.add_many(which - CUBE_LINE, listed)
        elif which >= MANY_LINE:
            found.add_many(GROUPING[which - MANY_LINE], listed)
        elif which == ROW_LINE:
            placed.append((value, {**_row(line), "key": path} if wish.is_sorted else _row(line)))
        elif which == OLD_LINE:
            found.is_old = True
        elif which == LEVEL_LINE:
            found.level = value
        elif which >= WHOLE_LINE:
            found.add_whole(OWN_NAMES[which - WHOLE_LINE], listed)
        elif which >= OWN_LINE:
            found.add_own(OWN_NAMES[which - OWN_LINE], value, listed, n)
        else:
            facet = GROUPING.get(which, which)
            found.add(facet, listed if facet == FacetCount.Facet.CLUSTER else None, path, n)
    rows = [row for _, row in sorted(placed, key=lambda one: one[0])]
    _page(found, wish, rows, is_backwards)
    return found


@lru_cache(maxsize=1024)
def _row(line: str) -> dict[str, Any]:
    """A row of search, with its text: who draws the same text twice may take what was drawn. Nobody may change it."""
    return {**json.loads(line), "line": line}


def _page(found: Found, wish: Wish, rows: list[dict[str, Any]], is_backwards: bool) -> None:
    """Rows of the page, and for a sorted list the places to go on from; one row more than a page tells of the next."""
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    if is_backwards:
        rows.reverse()
    found.rows = rows
    if not wish.is_sorted or not rows:
        return
    first, last = (place_of(row["key"], row["product_id"]) for row in (rows[0], rows[-1]))
    found.after = last if more or is_backwards else ""
    found.before = first if (more if is_backwards else wish.after) else ""


def band_edges(band: int) -> tuple[int | None, int | None]:
    """Lowest and highest whole rupiah of a price band; None for an open end."""
    low = BANDS[band - 1] if band > 0 else None
    return low, BANDS[band] - 1 if band < len(BANDS) else None


# all rows as one line and all kinds of certificate as another: a line for each cost more to take over than to find
SHELF = """
select 'rows' as what, (select json_agg((select to_json(one)::text from (select {card}) one) order by s.place) from (
    select {card}, row_number() over (order by {order}) as place from catalog_productsearch s {more}
    where {which} order by {order} limit {most}) s) as one
union all select 'kinds', (select json_agg(json_build_array(k.code, k.short_name, k.bit::text) order by k."order")
    from certification_kind k where k.is_active)"""


BEST = "s.quality desc, s.product_id"
Shelf = tuple[list[dict[str, Any]], list[Choice]]


def _shelf(which: str, *, order: str = BEST, more: str = "", **values: int | list[int]) -> Shelf:
    with connection.cursor() as cursor:
        cursor.execute(SHELF.format(card=_CARD, which=which, order=order, more=more, most="%(most)s"), values)
        return _taken(dict(cursor.fetchall()))


_CARD = ", ".join(f"s.{name}" for name in CARD)


def _taken(lines: dict[str, Any]) -> Shelf:
    return [_row(line) for line in lines.get("rows") or ()], [Choice(*one) for one in lines.get("kinds") or ()]


SHOWN_ALIKE = 5
# Of a product (%(about)s): its price beside those of its kind, and the best others of the kind. How many is part of the
# text: as a value it would keep PostgreSQL from planning once for all.
ALIKE_LINES = f"{SPREAD} union all " + SHELF.format(  # noqa: S608  # our own text
    card=_CARD,
    which="s.category_path = (select category_path from catalog_productsearch where product_id = %(about)s)"
    " and s.product_id <> %(about)s",
    order=BEST,
    more="",
    most=SHOWN_ALIKE,
)
ALIKE = Asked(ALIKE_LINES, "about")


def alike(product_id: int) -> tuple[list[dict[str, Any]], list[Choice], PricePlace | None]:
    """The best other products of the same category, the kinds of certificate to name their badges, and where the price
    of this one lies among them all; one statement."""
    return alike_of(dict(ALIKE(about=product_id)))


def alike_of(lines: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Choice], PricePlace | None]:
    """The same from the lines of `ALIKE_LINES`, which another statement read."""
    return *_taken(lines), place_in(lines.get("spread"))


def in_collection(collection_id: int, most: int = 60) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products of a collection that are on display, in its order, and the kinds of certificate."""
    items = "join catalog_collectionitem i on i.product_id = s.product_id"
    return _shelf("i.collection_id = %(id)s", order="i.position, i.id", more=items, id=collection_id, most=most)


def of_exporters(most: int) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products of businesses that say they sold abroad, the most complete first, and the kinds of certificate."""
    return _shelf(EXPORTING, most=most)


EXPORTING = """s.business_id in (select be.business_id from registry_businessedition be
    join registry_exportcountry x on x.edition_id = be.id where be.is_live)"""


def of_businesses(ids: list[int], most: int) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products that several businesses show, the most complete first, and the kinds of certificate."""
    return _shelf("s.business_id = any(%(ids)s)", ids=ids, most=most)


def of_business(business_id: int, most: int = 200) -> tuple[list[dict[str, Any]], list[Choice]]:
    """The products a business shows, the most complete first, and the kinds of certificate."""
    return _shelf("s.business_id = %(id)s", id=business_id, most=most)
