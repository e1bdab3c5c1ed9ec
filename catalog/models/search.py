"""What search reads: one row for each product on display, counts of them, and the words that occur in them."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from catalog.models.category import Category
from catalog.models.product import Product
from catalog.unit_price import BASES
from registry.models import Business

BANDS = (10_000, 25_000, 50_000, 100_000, 500_000)  # where price bands begin, whole rupiah
CAPACITIES = (100, 500, 1_000, 5_000, 10_000)  # units a month: steps of "at least so many"
DAYS = (0, 1, 3, 7, 14, 30)  # steps of "ready within so many days"


def _steps(numbers: tuple[int, ...]) -> str:
    return f"array[{','.join(map(str, numbers))}]"


# Small facts packed into one number, so that one hash table counts them all; `catalog.search.facets` unpacks.
# bits 0-2 scale, 3-6 flags, 7 ready, 8-10 place of the days in DAYS (6: more, 7: unknown or paused)
TRAITS = (
    "(scale | (flags << 3) | case when availability = 'ready' then 128 else 0 end | (coalesce(width_bucket("
    f"lead_time_days::int, {_steps(tuple(day + 1 for day in DAYS))}), 7) << 8))::smallint"
)
# bits 0-2 price band + 1, 3-5 place of the base in BASES + 1, 6-8 how many of CAPACITIES are reached
STEPS = (
    f"((band + 1) | (coalesce(array_position(array{list(BASES)}, unit_base::text), 0) << 3)"
    f" | (coalesce(width_bucket(capacity_per_month, {_steps(CAPACITIES)}), 0) << 6))::smallint"
)


def _packed(sql: str, field: type[models.Field], comment: str) -> models.GeneratedField:
    expression = Func(template=sql, output_field=field())
    return models.GeneratedField(expression=expression, output_field=field(), db_persist=True, db_comment=comment)


# What the counts table gains and loses with a statement that writes rows: for each level of the tree of categories.
COUNT_CHANGES = """
    if current_setting('catalog.counting', true) = 'off' then return null; end if;
    insert into catalog_facetcount (path, facet, value, n)
    select left(r.category_path, level), f.facet, f.value, sum(r.sign) from ({rows}) r
    cross join lateral generate_series(0, length(r.category_path), 4) level
    cross join lateral (values (1, r.category_id), (2, r.district::bigint), (3, r.certificates::bigint),
        (4, r.traits::bigint), (5, r.steps::bigint)) f (facet, value)
    where f.value is not null group by 1, 2, 3 having sum(r.sign) <> 0
    union all
    select left(r.category_path, level), 6, one, sum(r.sign) from ({rows}) r
    cross join lateral generate_series(0, length(r.category_path), 4) level
    cross join lateral unnest(r.clusters) one
    group by 1, 2, 3 having sum(r.sign) <> 0;
    return null;
"""
COUNTED = "category_path, category_id, district, certificates, traits, steps, clusters"


def _counting(name: str, operation: pgtrigger.Operation, old: bool, new: bool) -> pgtrigger.Trigger:
    gone, come = f"select {COUNTED}, -1 as sign from old_rows", f"select {COUNTED}, 1 as sign from new_rows"  # noqa: S608
    rows = " union all ".join([*([gone] if old else []), *([come] if new else [])])
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(old="old_rows" if old else None, new="new_rows" if new else None),
        func=COUNT_CHANGES.format(rows=rows),
    )


class ProductSearch(models.Model):
    """A product on display, as lists and search need it. Written by `catalog.search.document` alone.

    The row is made in the transaction that changes the product, so it is never old; dates alone can outrun it, and
    `certificates_change_on` says when.
    """

    class Scale(models.IntegerChoices):
        UNKNOWN = 0, "Belum diketahui"
        MICRO = 1, "Usaha mikro"
        SMALL = 2, "Usaha kecil"
        MEDIUM = 3, "Usaha menengah"
        LARGE = 4, "Usaha besar"

    UMKK, DOMESTIC, IN_V6, MADE_HERE = 1, 2, 4, 8  # bits of `flags`

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    code = models.CharField(max_length=16)
    slug = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    business_name = models.CharField(max_length=150)
    district_code = models.CharField(max_length=6, db_comment="Kemendagri code without dots")
    district_name = models.CharField(max_length=80)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    category_path = models.CharField(max_length=32, db_comment="of the tree: four letters a level")
    category_slug = models.CharField(max_length=80)
    price = models.BigIntegerField(null=True, db_comment="what the buyer pays: whole rupiah, PPN included")
    band = models.SmallIntegerField(db_comment="place of the price in catalog.models.search.BANDS; -1 without price")
    unit = models.CharField(max_length=30)
    unit_price = models.BigIntegerField(null=True, db_comment="what one kg, liter, buah ... costs: whole rupiah")
    unit_base = models.CharField(
        max_length=5, default="", db_default="", db_comment="of unit_price: catalog.unit_price.BASES, or empty"
    )
    minimum_order = models.PositiveIntegerField()
    capacity_per_month = models.PositiveIntegerField(null=True, db_comment="units of the product")
    lead_time_days = models.PositiveSmallIntegerField(
        null=True, db_comment="until it can be sent: 0 when ready and in stock, null while paused"
    )
    scale = models.PositiveSmallIntegerField(
        choices=Scale, default=Scale.UNKNOWN, db_default=0, db_comment="of the business, by registry.scale"
    )
    flags = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        db_comment="mask: 1 UMKK, 2 domestic product, 4 live in Katalog V6, 8 made in this regency",
    )
    clusters = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], db_comment="sentra and groups of the business"
    )
    availability = models.CharField(max_length=14)
    certificates = models.IntegerField(default=0, db_comment="mask of kind.bit: approved and in force today")
    expiring = models.IntegerField(default=0, db_comment="of these: inside the reminder window")
    matched = models.IntegerField(default=0, db_comment="of these: the last look-up at the issuer matched")
    certificates_change_on = models.DateField(null=True, db_comment="first day on which these masks are old")
    quality = models.SmallIntegerField(default=0, db_comment="0 to 100: how complete the page is")
    photo = models.JSONField(null=True, db_comment="folder, sizes, width, height of the first photo")
    shown_since = models.DateTimeField(db_comment="day of the approval that is on display")
    tsv = SearchVectorField()
    district = _packed("district_code::int", models.IntegerField, "the code as a number: quick to count")
    traits = _packed(TRAITS, models.SmallIntegerField, "packed: scale, flags, ready, days")
    steps = _packed(STEPS, models.SmallIntegerField, "packed: price band, unit base, capacity")

    class Meta:
        triggers: ClassVar = [
            _counting("count_new", pgtrigger.Insert, old=False, new=True),
            _counting("count_changed", pgtrigger.Update, old=True, new=True),
            _counting("count_gone", pgtrigger.Delete, old=True, new=False),
        ]
        indexes = [
            # new rows wait in a short list, so that many rows are written six times faster; a search reads the list too
            GinIndex(fields=["tsv"], fastupdate=True, gin_pending_list_limit=256, name="product_search_words"),
            models.Index(F("category_path"), F("quality").desc(), F("product"), name="product_search_category"),
            # lists of a category walk down it (catalog.search.browsing) without a look at the rows they pass by
            models.Index(fields=["-quality", "product"], include=["category_path"], name="product_search_best"),
            models.Index(F("shown_since").desc(), F("product").desc(), name="product_search_newest"),
            models.Index(fields=["price", "product"], name="product_search_price"),
            models.Index(fields=["unit_base", "unit_price", "product"], name="product_search_unit_price"),
            # how prices of one kind lie (catalog.price_place): read from the index alone
            models.Index(
                fields=["category_path", "unit_base", "unit_price"],
                condition=Q(unit_price__isnull=False),
                name="product_search_price_place",
            ),
            models.Index(fields=["capacity_per_month", "product"], name="product_search_capacity"),
            models.Index(fields=["district"], name="product_search_district"),
            GinIndex(fields=["clusters"], fastupdate=False, name="product_search_clusters"),
            models.Index(
                fields=["certificates_change_on"],
                condition=Q(certificates_change_on__isnull=False),
                name="product_search_ending",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FacetCount(models.Model):
    """How many products on display have a value, below a category: the sum of `n` over equal rows.

    A trigger of `ProductSearch` adds what each statement changed, so writers never wait for each other; a job folds.
    """

    class Facet(models.IntegerChoices):
        CATEGORY = 1, "category (id)"
        DISTRICT = 2, "kecamatan (code as a number)"
        CERTIFICATES = 3, "mask of certificates"
        TRAITS = 4, "ProductSearch.traits"
        STEPS = 5, "ProductSearch.steps"
        CLUSTER = 6, "sentra or group (id)"

    path = models.CharField(max_length=32, db_comment="of a category of any level; empty: all")
    facet = models.PositiveSmallIntegerField(choices=Facet)
    value = models.BigIntegerField()
    n = models.IntegerField(db_comment="products, or a change of their number")

    class Meta:
        indexes = [
            models.Index(fields=["path", "facet", "value"], include=["n"], name="facet_count_read"),
        ]

    def __str__(self) -> str:
        return f"{self.path}/{self.facet}/{self.value}: {self.n}"


class Lexicon(models.Model):
    """A word of the catalogue with the number of products it occurs in, to put misspellings right."""

    word = models.CharField(max_length=40, primary_key=True)
    frequency = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexicon_trigram")]

    def __str__(self) -> str:
        return self.word
