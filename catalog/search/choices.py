"""The values one may filter by, in one statement: categories, kecamatan, kinds of certificate, sentra and groups.

They are kept in the process for as long as the database says that their rows are the same ones.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings

from catalog.prepared import Asked
from catalog.search.vocabulary import heard

# xmin and cmin name the transaction that wrote a row and the step in it: any change of any row changes the sums.
# What is known already is not read again.
CHOICES = Asked(
    """
with written as materialized (
    select concat_ws(' ', count(*), sum(xmin::text::bigint), sum(cmin::text::bigint)) as mark from (
        select xmin, cmin from catalog_category
        union all select xmin, cmin from registry_region where level = 'district' and parent_id = %(region)s
        union all select xmin, cmin from certification_kind
        union all select xmin, cmin from clusters_cluster) rows),
news as materialized (select mark <> %(known)s as are from written)
select 'mark' as what, (select coalesce(max(version), '') from catalog_wordlist), '', mark, 0 from written
union all select 'category', slug, name, path, numchild from catalog_category where is_active and (select are from news)
union all select 'district', slug, name, code, 0 from registry_region
    where level = 'district' and parent_id = %(region)s and (select are from news)
union all select 'kind', code, short_name, bit::text, 0 from (
    select code, short_name, bit from certification_kind where is_active and (select are from news)
    order by "order", code) kind
union all select 'cluster', code, name, id::text, 0 from (
    select code, name, id from clusters_cluster where ended_at is null and (select are from news)
    order by name, code) cluster""",
    "region",
    "known",
)


@dataclass(frozen=True)
class Choice:
    """One value: what stands in the address, what people read, what the search row holds (path, code, bit, id)."""

    slug: str
    name: str
    key: str
    is_leaf: bool = True
    number: int = 0  # the key of a kind or cluster


@dataclass(frozen=True)
class Choices:
    """All values by the text that stands in the address."""

    categories: dict[str, Choice] = field(default_factory=dict)
    districts: dict[str, Choice] = field(default_factory=dict)
    kinds: dict[str, Choice] = field(default_factory=dict)
    clusters: dict[str, Choice] = field(default_factory=dict)
    mark: str = ""  # changes with any of them

    @cached_property
    def tree(self) -> dict[str, list[Choice]]:
        """The categories one level below each path, in the order of the tree."""
        below: dict[str, list[Choice]] = {}
        for one in sorted(self.categories.values(), key=lambda one: one.key):
            below.setdefault(one.key[:-4], []).append(one)
        return below

    @cached_property
    def pairs(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Of each shelf, what stands in the address and what people read."""
        shelves = ("categories", "districts", "kinds", "clusters")
        return {shelf: tuple((one.slug, one.name) for one in getattr(self, shelf).values()) for shelf in shelves}

    @cached_property
    def by_path(self) -> dict[str, Choice]:
        """The categories by their path."""
        return {one.key: one for one in self.categories.values()}

    def below(self, path: str) -> list[Choice]:
        """Categories one level below the node at `path` ("" for the roots), in the order of the tree."""
        return list(self.tree.get(path, ()))

    def above(self, path: str) -> list[Choice]:
        """The categories on the way to the node at `path`, the root first, without itself."""
        return [self.by_path[path[:end]] for end in range(4, len(path), 4) if path[:end] in self.by_path]


_kept = Choices()


def load() -> Choices:
    """All choices as they are now, districts by name; one statement. Nobody may change what is given out."""
    global _kept
    kept, region = _kept, settings.REGION_CODE
    of, _, known = kept.mark.partition(" ")
    rows = CHOICES(region=region, known=known if of == region else "")
    version, mark = next((version, f"{region} {mark}") for what, version, _, mark, _ in rows if what == "mark")
    heard(version)
    if mark != kept.mark:
        kept = _kept = _made(rows, mark)
    return kept


def _made(rows: list[tuple[Any, ...]], mark: str) -> Choices:
    choices = Choices(mark=mark)
    shelves = {
        "category": choices.categories,
        "district": choices.districts,
        "kind": choices.kinds,
        "cluster": choices.clusters,
    }
    for what, slug, name, key, children in rows:
        if what in shelves:
            number = int(key) if what in ("kind", "cluster") else 0
            shelves[what][slug] = Choice(slug, name, key, not children, number)
    return choices
