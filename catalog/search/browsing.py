"""The first page of a list without words and filters, by far the most asked: planned once in a connection.

A plan made once cannot know whether a category is large, so the statement does: it reads the number from the counts and
then either walks down all products by quality until the page is full, or sorts the few there are.
"""

from datetime import date
from typing import Any

from catalog.prepared import Asked
from catalog.search.counts import READ, READ_CATEGORIES
from catalog.search.statement import CARD, CUBE_LINE, LINES, OLD_LINE, ROW_LINE
from catalog.search.wish import PAGE_SIZE, TURN, Wish, seed_of

MANY = 1_500  # walking past the others costs less than sorting so many

BEST = f"""
    select s.product_id as id, s.quality, {TURN.format(id="s.product_id")} as turn from catalog_productsearch s
    where {{path}} between %(path)s and %(last)s and (select n from size) {{are}} order by 2 desc, 3, 1
    limit {PAGE_SIZE}"""  # noqa: S608  # our own text
LISTS = """
with size as materialized (
    select coalesce(sum(n), 0) as n from catalog_facetcount where path = %(path)s and facet = 1),
walked as ({walked}),
sorted as ({sorted}),
first as (select id, null::text as key, row_number() over (order by quality desc, turn, id) as place
    from (select * from walked union all select * from sorted) one_of_them)"""


def asked(many: int) -> Asked:
    """The statement that walks for more than `many` products and sorts for others."""
    lists = LISTS.format(
        # an expression is in no index: this one walks by quality, and the index has the path in its leaves
        walked=BEST.format(path="s.category_path || ''", are=f"> {many}"),
        sorted=BEST.format(path="s.category_path", are=f"<= {many}"),
    )
    lines = (
        LINES.format(row_line=ROW_LINE, old_line=OLD_LINE, card=", ".join(f"s.{name}" for name in CARD)),
        READ.format(which=f"{CUBE_LINE} + f.facet", facets="f.facet <> 1"),
        READ_CATEGORIES,
    )
    return Asked(lists + " union all ".join(lines), "path", "last", "today", "seed")


FIRST_PAGE = asked(MANY)


def is_browsing(wish: Wish) -> bool:
    """Whether nothing but a category is asked for, from the beginning, in the usual order."""
    return Wish(category_path=wish.category_path) == wish


def first_page(path: str, today: date) -> list[tuple[Any, ...]]:
    """The lines of `catalog.search.statement` for the category at `path`, "" for all."""
    return FIRST_PAGE(path=path, last=path + "Z" * 12, today=today.isoformat(), seed=seed_of(today))
