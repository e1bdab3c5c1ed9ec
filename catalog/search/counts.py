"""The counts of lists without words: read in one go, folded by a job, made anew with the rows.

A trigger of ProductSearch adds a line for every number that a statement changed (`FacetCount`): lines are only ever
inserted, so two owners who save at once never wait for each other, and the sum is exact in every transaction.
"""

from django.db import connection, transaction

from catalog.models.search import COUNTED, FacetCount

MOST = 5_000  # lines beyond the folded ones before a fold is worth it

# One line for each facet: all values, then the number of each. Hundreds of lines would cost more to read than to sum.
READ = """
select {which}, null::bigint, null::text, array_agg(value) || array_agg(n), 0::bigint, null::text from (
    select f.facet, f.value, sum(f.n)::bigint as n from catalog_facetcount f
    where f.path = %(path)s and {facets} group by f.facet, f.value having sum(f.n) <> 0) f group by f.facet"""
READ_CATEGORIES = """
select 1, null, c.path, null, sum(f.n)::bigint, null from catalog_facetcount f join catalog_category c on c.id = f.value
where f.path = %(path)s and f.facet = 1 group by c.path having sum(f.n) <> 0"""

# Counted where the products are, then added up the tree: each product is looked at once, not once for each level.
ALL = f"""
select left(there.path, level) as path, there.facet, there.value, sum(there.n)::bigint as n
from (select r.category_path as path, f.facet, f.value, count(*) as n
    from (select {COUNTED} from catalog_productsearch) r
    cross join lateral (values (1, r.category_id), (2, r.district::bigint), (3, r.certificates::bigint),
        (4, r.traits::bigint), (5, r.steps::bigint)) f (facet, value)
    where f.value is not null group by 1, 2, 3
    union all
    select r.category_path, 6, one, count(*) from catalog_productsearch r
    cross join lateral unnest(r.clusters) one group by 1, 3) there
cross join lateral generate_series(0, length(there.path), 4) level
group by 1, 2, 3"""  # noqa: S608  # all of it is our own text

FOLD = """
with double as (select path, facet, value from catalog_facetcount group by 1, 2, 3 having count(*) > 1
        or sum(n) = 0 limit %(most)s),
    held as (select f.id from catalog_facetcount f join double using (path, facet, value)
        order by f.id for update of f skip locked),
    gone as (delete from catalog_facetcount f using held where f.id = held.id
        returning f.path, f.facet, f.value, f.n)
insert into catalog_facetcount (path, facet, value, n)
select path, facet, value, sum(n) from gone group by 1, 2, 3 having sum(n) <> 0"""


@transaction.atomic
def rebuild() -> int:
    """Count all rows anew; returns how many lines that makes. Nobody may write rows meanwhile: document.rebuild."""
    with connection.cursor() as cursor:
        cursor.execute("delete from catalog_facetcount")
        cursor.execute(f"insert into catalog_facetcount (path, facet, value, n) {ALL}")
        return cursor.rowcount


def fold(most: int = 20_000) -> int:
    """Make one line of all lines of a value, at most `most` values at a time; returns how many lines went.

    Lines another fold holds are left to it. Readers see the same sums before and after.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        before = FacetCount.objects.count()
        cursor.execute("set local statement_timeout to 0")
        cursor.execute(FOLD, {"most": most})
        return before - FacetCount.objects.count()


def is_long() -> bool:
    """Whether so many lines were added that reading them costs more than it must."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) - count(distinct (path, facet, value)) > %s from catalog_facetcount", [MOST])
        return bool(cursor.fetchone()[0])


def drift() -> int:
    """How many counts differ from the rows themselves; 0 when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from (select path, facet, value, sum(n) as n from catalog_facetcount"  # noqa: S608  # our own text
            f" group by 1, 2, 3 having sum(n) <> 0) kept full join ({ALL}) counted using (path, facet, value)"
            " where kept.n is distinct from counted.n"
        )
        return int(cursor.fetchone()[0])
