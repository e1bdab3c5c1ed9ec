"""Writes the search rows, for one product or for all, by one statement on the tables of the rooms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalog import vat
from catalog.search.words import stop_words, whole_words
from review.in_force import in_force

BANDS = (10_000, 25_000, 50_000, 100_000, 500_000)  # where price bands begin, whole rupiah

# The words of a text: no accents, letters and digits only, words the stemmer must leave alone marked with a 0.
WORDS = (
    "to_tsvector('indonesian', regexp_replace(regexp_replace(lower(unaccent({text})), '[^[:alnum:]]+', ' ', 'g'),"
    " %(whole)s, '0\\1', 'g'))"
)
NAME = WORDS.format(text="e.name || ' ' || e.brand")
KIND = WORDS.format(text="cat.name")
ALL = WORDS.format(
    text="concat_ws(' ', e.name, e.brand, above.names, e.materials, e.packaging, be.name, v.name, d.name,"
    " e.description)"
)

# Masks of the certificates a product claims: approved and in force on `today`; of these ending soon, and matched.
# A claim follows its certificate to the paper that replaced it, so a renewal needs no new edition.
MASKS = """
    select coalesce(bit_or(1 << k.bit), 0) as valid,
           coalesce(bit_or(1 << k.bit) filter (where not soon.it), 0) as lasting,
           coalesce(bit_or(1 << k.bit) filter (where seen.result = 'matches'), 0) as matched,
           min(case when c.expires_on is null then null when k.expiring_days > 0 and not soon.it
               then c.expires_on - k.expiring_days else c.expires_on + 1 end) as change_on
    from catalog_editioncertificate ec
    cross join lateral (with recursive line as (select ec.certificate_id as id union select n.id
        from certification_certificate n join line on n.replaces_id = line.id) select id from line) renewed
    join certification_certificate c on c.id = renewed.id and c.is_live
        and (c.expires_on is null or c.expires_on >= %(today)s)
    join certification_kind k on k.code = c.kind_id
    cross join lateral (select k.expiring_days > 0 and c.expires_on is not null
        and c.expires_on <= %(today)s + k.expiring_days as it) soon
    left join lateral (select result from certification_portalcheck p where p.certificate_id = c.id
        and p.result <> 'unavailable' order by p.checked_at desc, p.id desc limit 1) seen on true
    where ec.edition_id = e.id"""

ROWS = f"""
select p.id, p.code,
       coalesce(nullif(trim(both '-' from left(trim(both '-_' from regexp_replace(regexp_replace(
           lower(unaccent(e.name)), '[^a-z0-9_\\s-]', '', 'g'), '[-\\s]+', '-', 'g')), 60)), ''), 'produk'),
       e.name, b.id, be.name, d.code, d.name, cat.path, cat.slug, total.price,
       case when total.price is null then -1 else width_bucket(total.price, %(bands)s::bigint[]) end,
       e.unit, e.minimum_order, p.availability,
       mask.valid, mask.valid & ~mask.lasting, mask.matched & mask.valid, mask.change_on,
       least(shots.n, 4) * 8 + least(length(e.description) / 10, 20) + least(bit_count(mask.valid::bit(32)), 3) * 6
           + case when e.materials <> '' then 5 else 0 end + case when e.specification <> '[]' then 5 else 0 end
           + case when e.brand <> '' then 3 else 0 end + case when e.packaging <> '' then 3 else 0 end
           + case when e.net_weight_grams is not null then 3 else 0 end
           + case when e.shelf_life_days is not null then 3 else 0 end
           + case p.availability when 'ready' then 8 when 'paused' then -40 else 0 end,
       shots.first, s.decided_at,
       strip(ts_delete({ALL}, stop.words)) || array_to_tsvector(array(
           select 'n_' || word from unnest(tsvector_to_array(ts_delete({NAME}, stop.words))) word))
           || array_to_tsvector(array(select 'k_' || word from unnest(tsvector_to_array({KIND})) word))
           || array_to_tsvector(array_remove(array['c_' || p.code, 'c_' || b.code,
               'g_' || lpad(nullif(e.gtin, ''), 14, '0')], null))
from (select tsvector_to_array(to_tsvector('indonesian', %(stop)s)) as words offset 0) stop
cross join catalog_productedition e
join catalog_product p on p.id = e.product_id and p.withdrawn_at is null
join registry_business b on b.id = p.business_id and b.is_shown
join registry_businessedition be on be.business_id = b.id and be.is_live and be.nib_status = 'has'
join registry_region v on v.code = be.village_id
join registry_region d on d.code = v.parent_id
join catalog_category cat on cat.id = e.category_id
join review_submission s on s.id = e.submission_id
cross join lateral (select case when be.is_vat_registered
    then (2 * p.price_before_vat * %(vat_above)s + %(vat_below)s) / (2 * %(vat_below)s) + p.price_before_vat
    else p.price_before_vat end as price) total
cross join lateral (select string_agg(a.name, ' ') as names from catalog_category a
    where a.path in (left(cat.path, 4), left(cat.path, 8), left(cat.path, 12))) above
cross join lateral ({MASKS}) mask
cross join lateral (select count(*) as n, (array_agg(jsonb_build_object('folder', f.folder, 'sizes', f.sizes,
    'width', f.width, 'height', f.height) order by ep.position, ep.id))[1] as first
    from catalog_editionphoto ep join catalog_productphoto f on f.id = ep.photo_id where ep.edition_id = e.id) shots
where e.is_live"""  # noqa: S608  # all of it is our own text, values are parameters

COLUMNS = (
    "product_id", "code", "slug", "name", "business_id", "business_name", "district_code", "district_name",
    "category_path", "category_slug", "price", "band", "unit", "minimum_order", "availability", "certificates",
    "expiring", "matched", "certificates_change_on", "quality", "photo", "shown_since", "tsv",
)  # fmt: skip
INSERT = f"insert into catalog_productsearch ({', '.join(COLUMNS)}) {ROWS}"
UPSERT = " on conflict (product_id) do update set " + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])

# New words of changed products; their true frequency comes with the nightly rebuild.
LEARN = """
insert into catalog_lexicon (word, frequency)
select distinct word, 1 from catalog_productsearch s
cross join lateral regexp_split_to_table(lower(unaccent(s.name || ' ' || s.business_name)), '[^a-z]+') word
where s.product_id = any(%(ids)s) and length(word) between 3 and 40
order by word on conflict do nothing"""


def _values(today: date | None) -> dict[str, Any]:
    today = today or timezone.localdate()
    rule = in_force(vat.RULES, today)
    return {
        "today": today,
        "bands": list(BANDS),
        "whole": r"\m(" + "|".join(sorted(whole_words())) + r")\M",
        "stop": " ".join(sorted(stop_words())),
        "vat_above": rule["base"][0] * rule["rate_percent"],
        "vat_below": rule["base"][1] * 100,
    }


@transaction.atomic
def refresh(product_ids: Iterable[int], *, today: date | None = None) -> None:
    """Bring the rows of these products up to date; those no longer on display lose theirs."""
    ids = sorted(set(product_ids))
    if not ids:
        return
    values = _values(today) | {"ids": ids}
    with connection.cursor() as cursor:
        cursor.execute(f"{INSERT} and p.id = any(%(ids)s) order by p.id{UPSERT} returning product_id", values)
        shown = [row[0] for row in cursor.fetchall()]
        gone = sorted(set(ids) - set(shown))
        if gone:
            cursor.execute("delete from catalog_productsearch where product_id = any(%s)", [gone])
        if shown:
            cursor.execute(LEARN, {"ids": shown})


@transaction.atomic
def rebuild(*, today: date | None = None) -> int:
    """Write all rows anew, those of a category side by side and the best first; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to 0")  # minutes at a million products
        cursor.execute("delete from catalog_productsearch")
        cursor.execute(f"{INSERT} order by cat.path, 20 desc, p.id", _values(today))
        return cursor.rowcount


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
