"""Writes the search rows, for one product or for all, by one statement on the tables of the rooms."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extensions import AsIs

from catalog import unit_price, vat
from catalog.models import ProductSearch
from catalog.models.search import BANDS
from catalog.prepared import Statement
from catalog.search import counts
from catalog.search.words import stop_words, whole_words
from certification.numbers import IMPORTED, IMPORTED_RULES
from registry.models import LegalForm
from registry.scale import is_umkk, scale_table
from review.in_force import in_force

SCALES = {"micro": 1, "small": 2, "medium": 3, "large": 4}  # ProductSearch.Scale

# The words of a text as a vector: no accents, letters and digits only; stop words out, and a 0 before those that the
# stemmer must leave alone, which makes them numbers to the parser. Word by word, as a question is read too; one
# expression of sixty words cost more than all the rest of a row.
WORDS = (
    "strip(to_tsvector('indonesian', coalesce((select string_agg("
    "case when word = any(%(whole)s) then '0' || word else word end, ' ')"
    " from string_to_table(regexp_replace(lower(unaccent({text})), '[^[:alnum:] ]+', ' ', 'g'), ' ') word"
    " where word <> all(%(stop)s)), '')))"
)
NAME = "e.name || ' ' || e.brand"
REST = "concat_ws(' ', kinds.names, e.materials, e.packaging, be.name, v.name, d.name, e.description)"

# Masks of the certificates a product claims: approved and in force on `today`; of these ending soon, and matched.
# A claim follows its certificate to the paper that replaced it, so a renewal needs no new edition.
MASKS = """
with recursive line as (
    select ec.edition_id, ec.certificate_id as id from catalog_editioncertificate ec
    join catalog_productedition e on e.id = ec.edition_id and e.is_live {only}
    union select line.edition_id, n.id from line join certification_certificate n on n.replaces_id = line.id),
masks as (
    select line.edition_id, bit_or(1 << k.bit) as valid,
           bool_or(k.number_rule = any(%(imported_rules)s) and c.number ~ %(imported)s) as imported,
           bit_or(1 << k.bit) filter (where not soon.it) as lasting,
           bit_or(1 << k.bit) filter (where seen.result = 'matches') as matched,
           min(case when c.expires_on is null then null when k.expiring_days > 0 and not soon.it
               then c.expires_on - k.expiring_days else c.expires_on + 1 end) as change_on
    from line
    join certification_certificate c on c.id = line.id and c.is_live
        and (c.expires_on is null or c.expires_on >= %(today)s)
    join certification_kind k on k.code = c.kind_id
    cross join lateral (select k.expiring_days > 0 and c.expires_on is not null
        and c.expires_on <= %(today)s + k.expiring_days as it) soon
    left join lateral (select result from certification_portalcheck p where p.certificate_id = c.id
        and p.result <> 'unavailable' order by p.checked_at desc, p.id desc limit 1) seen on true
    group by line.edition_id)"""
# What all products of a category share: the names above it, and the words of its own name.
KINDS = f""",
kinds as materialized (
    select cat.id, cat.path, cat.slug, above.names,
        replace(' ' || vec.kind::text, ' ''', ' ''k_')::tsvector as tsv
    from catalog_category cat
    cross join lateral (select string_agg(a.name, ' ') as names from catalog_category a
        where a.path in (left(cat.path, 4), left(cat.path, 8), left(cat.path, 12))) above
    cross join lateral (select {WORDS.format(text="cat.name")} as kind offset 0) vec
    where cat.id in (select e.category_id from catalog_productedition e where e.is_live {{only}}))"""  # noqa: S608

ROWS = f"""
select p.id, p.code,
       coalesce(nullif(trim(both '-' from left(trim(both '-_' from regexp_replace(regexp_replace(
           lower(unaccent(e.name)), '[^a-z0-9_\\s-]', '', 'g'), '[-\\s]+', '-', 'g')), 60)), ''), 'produk'),
       e.name, b.id, be.name, d.code, d.name, kinds.id, kinds.path, kinds.slug, total.price,
       case when total.price is null then -1 else width_bucket(total.price, %(bands)s::bigint[]) end,
       e.unit, per.amount, coalesce(per.base, ''), e.minimum_order, e.capacity_per_month,
       case p.availability when 'ready' then case when p.stock = 0 then e.lead_time_days else 0 end
           when 'made_to_order' then e.lead_time_days end,
       size.scale,
       case when size.scale = any(%(umkk)s) or be.legal_form = any(%(umkk_forms)s) then {ProductSearch.UMKK} else 0 end
           | case when e.is_made_here and e.has_local_workers and e.has_local_material and e.origin = 'domestic'
               and not mask.imported then {ProductSearch.DOMESTIC} else 0 end
           | case when exists (select from catalog_inaproclisting i where i.product_id = p.id and i.state = 'live')
               then {ProductSearch.IN_V6} else 0 end
           | case when e.is_made_here and e.origin = 'domestic' and d.parent_id = %(region)s
               then {ProductSearch.MADE_HERE} else 0 end,
       array(select m.cluster_id from clusters_membership m join clusters_cluster k on k.id = m.cluster_id
           where m.business_id = b.id and m.joined_at is not null and m.ended_at is null and k.ended_at is null
           order by 1),
       p.availability,
       mask.valid, mask.valid & ~mask.lasting, mask.matched & mask.valid, mask.change_on,
       least(shots.n, 4) * 8 + least(length(e.description) / 10, 20) + least(bit_count(mask.valid::bit(32)), 3) * 6
           + case when e.materials <> '' then 5 else 0 end + case when e.specification <> '[]' then 5 else 0 end
           + case when e.brand <> '' then 3 else 0 end + case when e.packaging <> '' then 3 else 0 end
           + case when e.net_weight_grams is not null then 3 else 0 end
           + case when e.shelf_life_days is not null then 3 else 0 end
           + case p.availability when 'ready' then 8 when 'paused' then -40 else 0 end,
       shots.first, s.decided_at,
       vec.name || vec.rest || kinds.tsv
           || replace(' ' || vec.name::text, ' ''', ' ''n_')::tsvector
           || array_to_tsvector(array_remove(array['c_' || p.code, 'c_' || b.code,
               'g_' || lpad(nullif(e.gtin, ''), 14, '0')], null))
from catalog_productedition e
join catalog_product p on p.id = e.product_id and p.withdrawn_at is null
join registry_business b on b.id = p.business_id and b.is_shown
join registry_businessedition be on be.business_id = b.id and be.is_live and be.nib_status = 'has'
join registry_region v on v.code = be.village_id
join registry_region d on d.code = v.parent_id
join kinds on kinds.id = e.category_id
join review_submission s on s.id = e.submission_id
cross join lateral (select case when be.is_vat_registered
    then (2 * p.price_before_vat * %(vat_above)s + %(vat_below)s) / (2 * %(vat_below)s) + p.price_before_vat
    else p.price_before_vat end as price) total
cross join lateral ({
    unit_price.sql("total.price", "e.unit", "e.net_weight_grams", "e.net_volume_ml", "e.pieces_per_unit")
}) per
cross join lateral (select coalesce((%(scales)s::jsonb ->> (be.capital_range || '|' || be.sales_range || '|'
    || case when be.founded_year >= %(young)s then 1 else 0 end))::int, 0) as scale) size
left join masks on masks.edition_id = e.id
cross join lateral (select coalesce(masks.valid, 0) as valid, coalesce(masks.lasting, 0) as lasting,
    coalesce(masks.matched, 0) as matched, coalesce(masks.imported, false) as imported, masks.change_on) mask
cross join lateral (select {WORDS.format(text=NAME)} as name, {WORDS.format(text=REST)} as rest offset 0) vec
cross join lateral (select count(*) as n, (array_agg(jsonb_build_object('folder', f.folder, 'sizes', f.sizes,
    'width', f.width, 'height', f.height) order by ep.position, ep.id))[1] as first
    from catalog_editionphoto ep join catalog_productphoto f on f.id = ep.photo_id where ep.edition_id = e.id) shots
where e.is_live {{only}}"""  # noqa: S608  # all of it is our own text, values are parameters

COLUMNS = (
    "product_id", "code", "slug", "name", "business_id", "business_name", "district_code", "district_name",
    "category_id", "category_path", "category_slug", "price", "band", "unit", "unit_price", "unit_base",
    "minimum_order", "capacity_per_month", "lead_time_days", "scale", "flags", "clusters", "availability",
    "certificates", "expiring", "matched", "certificates_change_on", "quality", "photo", "shown_since", "tsv",
)  # fmt: skip
INTO = f"insert into catalog_productsearch ({', '.join(COLUMNS)})"
THESE = "and e.product_id = any(%(ids)s)"
READ = MASKS + KINDS + ROWS
INSERT = f"{INTO} {READ.format(only='')}"
INSERT_THESE = f"{INTO} {READ.format(only=THESE)} order by p.id"
UPSERT = " on conflict (product_id) do update set " + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
UPSERT += " returning product_id"
ONE = "and e.product_id = %(id)s"
INSERT_ONE = f"{INTO} {READ.format(only=ONE)} {UPSERT}"

# New words of changed products; their true frequency comes with the nightly rebuild.
LEARN = """
insert into catalog_lexicon (word, frequency)
select distinct word, 1 from catalog_productsearch s
cross join lateral regexp_split_to_table(lower(unaccent(s.name || ' ' || s.business_name)), '[^a-z]+') word
where s.product_id = any(%(ids)s) and length(word) between 3 and 40
order by word on conflict do nothing"""


@cache
def _scales(today: date) -> tuple[int, str]:
    """The rule of registry.scale as JSON: a key of `scale_table` -> number of ProductSearch.Scale."""
    young, table = scale_table(today)
    return young, json.dumps({key: SCALES[name] for key, name in table.items() if name})


def _values(today: date | None) -> dict[str, Any]:
    today = today or timezone.localdate()
    rule = in_force(vat.RULES, today)
    young, scales = _scales(today)
    return {
        "today": today,
        "bands": list(BANDS),
        "whole": sorted(whole_words()),
        "stop": sorted(stop_words()),
        "imported": f"^({'|'.join(IMPORTED)})",
        "imported_rules": list(IMPORTED_RULES),
        "young": young,
        "scales": scales,
        "umkk": [number for name, number in SCALES.items() if is_umkk(name)],
        "umkk_forms": [form for form in LegalForm.values if is_umkk(None, form)],
        "region": settings.REGION_CODE,
        "vat_above": rule["base"][0] * rule["rate_percent"],
        "vat_below": rule["base"][1] * 100,
    }


@lru_cache(maxsize=4)  # the rules and words of so many days
def _planned(sql: str) -> Statement:
    """The statement for one product, planned once: an owner who changes a price waited longer for that than for all
    the rest."""
    return Statement(sql, 1)


@transaction.atomic
def refresh(product_ids: Iterable[int], *, today: date | None = None) -> None:
    """Bring the rows of these products up to date; those no longer on display lose theirs."""
    ids = sorted(set(product_ids))
    if not ids:
        return
    values = _values(today)
    with connection.cursor() as cursor:
        if len(ids) == 1:
            _planned(cursor.mogrify(INSERT_ONE, values | {"id": AsIs("$1")}).decode()).execute(cursor, (ids[0],))
        else:
            cursor.execute(f"{INSERT_THESE}{UPSERT}", values | {"ids": ids})
        shown = [row[0] for row in cursor.fetchall()]
        gone = sorted(set(ids) - set(shown))
        if gone:
            cursor.execute("delete from catalog_productsearch where product_id = any(%s)", [gone])
        if shown:
            cursor.execute(LEARN, {"ids": shown})


@transaction.atomic
def rebuild(*, today: date | None = None) -> int:
    """Write all rows and counts anew, those of a category side by side and the best first; returns how many.

    Whoever writes a row meanwhile waits; readers go on with what was.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to 0")  # minutes at a million products
        cursor.execute("lock table catalog_productsearch in share row exclusive mode")
        cursor.execute("set local catalog.counting to 'off'")
        cursor.execute("delete from catalog_productsearch")
        cursor.execute(f"{INSERT} order by kinds.path, {COLUMNS.index('quality') + 1} desc, p.id", _values(today))
        written = cursor.rowcount
        cursor.execute("set local catalog.counting to 'on'")
    counts.rebuild()
    return written


def repair(size: int = 500) -> int:
    """Bring every row up to date in small transactions, so that nobody waits; returns how many rows there are then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select product_id from catalog_productedition where is_live union"
            " select product_id from catalog_productsearch order by 1"
        )
        ids = [product for (product,) in cursor.fetchall()]
    for start in range(0, len(ids), size):
        refresh(ids[start : start + size])
    return ProductSearch.objects.count()


@transaction.atomic
def refresh_certificates(*, today: date | None = None) -> int:
    """Take claims out of rows whose certificates ended or end soon by now; returns how many rows changed."""
    today = today or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            "select product_id from catalog_productsearch where certificates_change_on <= %s order by product_id"
            " for update skip locked",
            [today],
        )
        ids = [row[0] for row in cursor.fetchall()]
    refresh(ids, today=today)
    return len(ids)
