"""The values one may filter by, in one statement: categories, kecamatan, kinds of certificate, sentra and groups."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from catalog.search.vocabulary import heard

CHOICES = """
select 'category', slug, name, path, numchild from catalog_category where is_active
union all select 'district', slug, name, code, 0 from registry_region where level = 'district' and parent_id = %s
union all select 'kind', code, short_name, bit::text, 0 from (
    select code, short_name, bit from certification_kind where is_active order by "order", code) kind
union all select 'cluster', code, name, id::text, 0 from (
    select code, name, id from clusters_cluster where ended_at is null order by name, code) cluster
union all select 'words', '', coalesce((select version from catalog_wordlist), ''), '', 0"""


@dataclass(frozen=True)
class Choice:
    """One value: what stands in the address, what people read, what the search row holds (path, code, bit, id)."""

    slug: str
    name: str
    key: str
    is_leaf: bool = True


@dataclass(frozen=True)
class Choices:
    """All values by the text that stands in the address."""

    categories: dict[str, Choice] = field(default_factory=dict)
    districts: dict[str, Choice] = field(default_factory=dict)
    kinds: dict[str, Choice] = field(default_factory=dict)
    clusters: dict[str, Choice] = field(default_factory=dict)

    def below(self, path: str) -> list[Choice]:
        """Categories one level below the node at `path` ("" for the roots), in the order of the tree."""
        wanted = len(path) + 4
        found = (one for one in self.categories.values() if len(one.key) == wanted and one.key.startswith(path))
        return sorted(found, key=lambda one: one.key)

    def above(self, path: str) -> list[Choice]:
        """The categories on the way to the node at `path`, the root first, without itself."""
        by_path = {one.key: one for one in self.categories.values()}
        return [by_path[path[:end]] for end in range(4, len(path), 4) if path[:end] in by_path]


def load() -> Choices:
    """Read all choices, districts by name."""
    choices = Choices()
    shelves = {
        "category": choices.categories,
        "district": choices.districts,
        "kind": choices.kinds,
        "cluster": choices.clusters,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, [settings.REGION_CODE])
        for shelf, slug, name, key, children in cursor.fetchall():
            if shelf == "words":
                heard(name)
                continue
            shelves[shelf][slug] = Choice(slug, name, key, not children)
    return choices
