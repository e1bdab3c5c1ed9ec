"""The same wish without pages: every product that a list counts, one after the other, for files, the open data and the
figures of owners.

`conditions` says what each filter means as a condition on `catalog_productsearch s`; a filter that a wish gains is
added there, and tests/catalog/test_export.py holds that as many rows come as the page counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from catalog.search.document import refresh_certificates
from catalog.search.match import matching
from catalog.search.statement import between, own_filters
from catalog.search.wish import FLAGS, Wish

CHUNK = 2_000


@dataclass(frozen=True)
class Conditions:
    """A wish taken apart: the words, each filter by its key, and the values of them all."""

    words: str
    filters: dict[str, str]
    values: dict[str, Any]

    @property
    def whole(self) -> str:
        """All of them together."""
        return " and ".join([self.words, *self.filters.values()])


# The filters of one value each (catalog.search.statement.own_filters) by their names in the address.
NAMED = {
    "district": "kecamatan", "price": "harga", "base": "basis", "capacity": "kapasitas", "days": "siap_dalam",
    "scale": "skala", "cluster": "sentra",
}  # fmt: skip


def conditions(wish: Wish) -> Conditions:
    """The conditions of a wish on the rows of search. Each kind of certificate is a filter of its own: `bit:<n>`."""
    values: dict[str, Any] = {"today": timezone.localdate()}
    words, filters = "true", {}
    if wish.text:
        words = matching(wish.text, values, alike=wish.alike).condition
    if wish.category_path:
        values |= {"path": wish.category_path, "last": wish.category_path + "Z" * 12}
        filters["kategori"] = "s.category_path between %(path)s and %(last)s"
    for name, condition in own_filters(wish, values).items():
        filters[NAMED[name]] = f"coalesce({condition}, false)"
    for bit in range(31):
        if wish.certificates >> bit & 1:
            filters[f"bit:{bit}"] = f"s.certificates & {1 << bit} <> 0"
    for name, flag in FLAGS.items():
        if wish.flags & flag:
            filters[name] = f"s.flags & {flag:d} <> 0"
    if amounts := between("s.unit_price", "unit_low", wish.unit_lowest, "unit_high", wish.unit_highest, values):
        filters["satuan"] = f"coalesce({' and '.join(amounts)}, false)"
    if wish.ready:
        filters["siap"] = "s.availability = 'ready'"
    return Conditions(words, filters, values)


# What everybody may see of a product, without its pictures; the newest change is its approval or its newest price. The
# ids of a piece come first, so that a piece far down the list costs no more than the first one.
ROWS = """
with piece as materialized (
    select s.product_id from catalog_productsearch s
    where s.product_id > %(after)s and {whole} {more} order by s.product_id limit %(most)s),
named as materialized (
    select mask, array(select k.code from certification_kind k
        where mask & (1 << k.bit) <> 0 order by k."order", k.code) as codes
    from (select distinct certificates as mask from piece join catalog_productsearch using (product_id)) one)
select s.product_id as id, s.code, s.slug, s.name, s.price, s.unit, s.minimum_order, s.availability, s.shown_since,
       s.business_name, b.code as business_code, s.district_code, s.district_name, s.category_slug,
       cat.name as category_name, named.codes as certificates,
       e.description, e.brand, e.gtin, e.materials, e.packaging, e.origin, e.net_weight_grams, e.net_volume_ml,
       e.pieces_per_unit, e.capacity_per_month, e.lead_time_days, e.shelf_life_days, e.halal_status,
       greatest(s.shown_since, changed.at) as changed_at, exists (
           select from catalog_productsearch where certificates_change_on <= %(today)s) as is_old
from piece join catalog_productsearch s using (product_id)
join named on named.mask = s.certificates
join registry_business b on b.id = s.business_id
cross join lateral (select * from catalog_productedition live
    where live.product_id = s.product_id and live.is_live offset 0) e  -- by its index: a join would read all editions
join catalog_category cat on cat.path = s.category_path
left join lateral (select max(c.changed_at) as at from catalog_pricechange c
    where c.product_id = s.product_id) changed on true
order by s.product_id"""
CHANGED = """
    and (s.shown_since >= %(since)s or exists (
        select from catalog_pricechange c where c.product_id = s.product_id and c.changed_at >= %(since)s))"""


def up_to_date(today: date | None = None) -> None:
    """Take claims out of the rows whose certificates ended meanwhile, also when no job ran."""
    refresh_certificates(today=today or timezone.localdate())


def chunk(
    wish: Wish,
    *,
    after: int = 0,
    after_code: str = "",
    most: int = CHUNK,
    since: datetime | None = None,
    code: str = "",
) -> list[dict[str, Any]]:
    """The next products of a wish by their id, all that the public sees of them; one statement.

    `after` or `after_code`: the last one had; `since`: only those approved or priced anew since then; `code`: only this
    one. `is_old` in the rows: certificates ended meanwhile, so `up_to_date` must be asked first.
    """
    asked = conditions(wish)
    more = CHANGED if since else ""
    more += " and s.code = %(code)s" if code else ""
    more += " and s.product_id > (select id from catalog_product where code = %(after_code)s)" if after_code else ""
    values = asked.values | {"after": after, "most": most, "since": since, "code": code, "after_code": after_code}
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(whole=asked.whole, more=more), values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def products(wish: Wish, *, most: int = CHUNK) -> Iterator[dict[str, Any]]:
    """Every product of a wish, fetched piece by piece, so that a hundred thousand cost no more memory than a page."""
    up_to_date()
    last = 0
    while rows := chunk(wish, after=last, most=most):
        yield from rows
        last = rows[-1]["id"]
