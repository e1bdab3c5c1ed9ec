"""Search: every count beside a filter is exactly what one gets by choosing it."""

import itertools

import pytest
from django.utils import timezone

from catalog import actions
from catalog.models import Category
from catalog.search.choices import load
from catalog.search.query import Wish, search
from tests import build

TODAY = timezone.localdate


@pytest.fixture
def shelf(sari, rina, dede):
    """A small catalogue over two kecamatan, a tree of categories, prices and certificates."""
    root = Category.objects.add_root(create_kwargs={"code": "91", "slug": "makanan", "name": "Makanan"})
    leaves = [
        Category.objects.add_child(root, create_kwargs={"code": f"91.{n}", "slug": f"daun-{n}", "name": f"Daun {n}"})
        for n in range(3)
    ]
    other = Category.objects.add_root(create_kwargs={"code": "92", "slug": "kerajinan", "name": "Kerajinan"})
    kinds = itertools.cycle([[], ["pirt"], ["pirt", "halal"], ["halal"]])
    rows = itertools.product(((sari, "Rangkasbitung"), (dede, "Sobang")), [*leaves, other], (4_000, 30_000))
    makers = {}
    for number, ((owner, district), category, price) in enumerate(rows):
        if owner not in makers:
            village = build.village(district, district)
            maker = build.live_business(owner, rina, village=village).business
            makers[owner] = maker, {k: build.live_certificate(maker, owner, rina, code=k) for k in ("pirt", "halal")}
        maker, papers = makers[owner]
        name = "Keripik" if number % 3 else "Dodol Keripik"
        edition = build.draft_product(maker, owner, name=name, category=category, price=price)
        actions.save_draft(edition, {}, by=owner, certificates=[papers[kind] for kind in next(kinds)])
        actions.approve(actions.submit(edition, by=owner), by=rina)
        if number % 5 == 0:
            actions.set_availability(edition.product, "made_to_order", None, by=owner)
    return load()


def test_every_count_is_what_one_gets_by_choosing_it(shelf):
    districts, bits = [one.key for one in shelf.districts.values()], [1 << int(one.key) for one in shelf.kinds.values()]
    for text, path, places, mask, low, ready in itertools.product(
        ("", "dodol"), ("", shelf.categories["makanan"].key), ((), (districts[0],)), (0, bits[0]), (None, 10_000),
        (False, True),
    ):  # fmt: skip
        wish = Wish(text=text, category_path=path, districts=places, certificates=mask, lowest=low, ready=ready)
        found = search(wish, TODAY())
        assert found.total == len(found.rows)
        assert found.ready == search(wish.without(ready=True), TODAY()).total
        for key, count in found.categories.items():
            assert count == search(wish.without(category_path=key), TODAY()).total
        for key in districts:
            assert found.districts.get(key, 0) == search(wish.without(districts=(key,)), TODAY()).total
        for bit in bits:
            assert found.with_certificates(mask | bit) == search(wish.without(certificates=mask | bit), TODAY()).total
        assert sum(found.bands.values()) == search(wish.without(lowest=None), TODAY()).total
