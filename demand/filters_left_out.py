"""For a search: which products fit its words and all its filters but one, and by which filter they were left out.

Asked when the counts are written down, never while a page is made.
"""

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

from django.db import connection

from catalog.search.export import conditions
from catalog.search.query import Wish
from certification.models import Kind

MOST_PRODUCTS = 2_000  # of one search; of more, so many by lot, each counting for several
BASES = ("kategori", "kecamatan")  # what a list without words is about, so no filter of it
LEFT_OUT = """
select product_id, place, count(*) over () from (
    select s.product_id, case {cases} end as place from catalog_productsearch s
    where {base} and {failed} = 1) one
order by random() limit %(most)s"""


def question(wish: Wish) -> tuple[str, dict[str, str], dict[str, Any]] | None:
    """What a search is about, the filters on it, and their values; None when nothing was filtered or looked for."""
    asked = conditions(wish)
    filters, base = dict(asked.filters), asked.words
    if not wish.text:
        about = next((key for key in BASES if key in filters), None)
        if about is None:
            return None
        base = filters.pop(about)
    return (base, filters, asked.values) if filters and base != "false" else None


def left_out(wish: Wish) -> list[tuple[int, str, float]]:
    """(product, key of the filter, weight); a weight above 1 stands for products that were not drawn."""
    asked = question(wish)
    if asked is None:
        return []
    base, filters, values = asked
    keys = list(filters)
    statement = LEFT_OUT.format(
        base=base,
        cases=" ".join(f"when not ({one}) then {place}" for place, one in enumerate(filters.values())),
        failed=" + ".join(f"(not ({one}))::int" for one in filters.values()),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"most": MOST_PRODUCTS})
        rows = cursor.fetchall()
    weight = rows[0][2] / len(rows) if rows else 1.0
    return [(product, keys[place], weight) for product, place, _ in rows]


def named(key: str, kinds: Mapping[int, str]) -> str:
    """The key as it is kept: a bit of the mask becomes the kind of certificate."""
    return f"sertifikat:{kinds.get(int(key[4:]), 'lain')}" if key.startswith("bit:") else key


def sums(wishes: Mapping[Wish, int], most: int, lot: Random) -> Counter[tuple[int, str]]:
    """How often each product was left out by which filter, over all `wishes` (with how often each was asked).

    At most `most` different wishes are looked at; of more a lot decides, and the drawn ones count for all.
    """
    asked = [wish for wish in wishes if question(wish) is not None]
    drawn = lot.sample(asked, most) if len(asked) > most else asked
    whole, part = sum(wishes[one] for one in asked), sum(wishes[one] for one in drawn)
    kinds = dict(Kind.objects.values_list("bit", "code")) if drawn else {}
    found: Counter[tuple[int, str]] = Counter()
    exact: dict[tuple[int, str], float] = {}
    for wish in drawn:
        for product, key, weight in left_out(wish):
            place = (product, named(key, kinds))
            exact[place] = exact.get(place, 0.0) + weight * wishes[wish] * whole / part
    for place, amount in exact.items():  # 2.4 becomes 3 four times of ten, so that sums over many days are right
        rounded = int(amount + lot.random())
        if rounded:
            found[place] = rounded
    return found
