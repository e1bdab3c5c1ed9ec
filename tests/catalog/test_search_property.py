"""Search: on generated wishes every count and every page is what plain queries on the tables of the rooms give."""

import random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.plain import conditions, counts, everything
from bench.products import GOODS, KINDS, fill_products
from catalog.models import Category, Product, ProductSearch
from catalog.models.search import BANDS, CAPACITIES, DAYS
from catalog.search import counts as counting
from catalog.search.document import rebuild
from catalog.search.query import PAGE_SIZE, search
from catalog.search.wish import ORDERS, Wish, turn
from catalog.unit_price import BASES
from certification.models import Kind
from clusters.models import Cluster
from registry.models import Region

TODAY = timezone.localdate
WISHES = 240


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Some hundred products with everything search can ask for, made once for this file and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        fill_products(500, 60)
        assert rebuild() > 300
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(filled, db):
    """The bits of the kinds of certificate with their codes."""
    return {kind.bit: kind.code for kind in Kind.objects.filter(is_active=True)}


def wishes(kinds, how_many):
    """Wishes of all sorts, the same in every run: most of them ask for few things, some for many."""
    chance = random.Random(4)
    paths = list(Category.objects.values_list("path", flat=True))
    used = list(ProductSearch.objects.values_list("category_path", flat=True))
    districts = list(Region.objects.filter(level="district").values_list("code", flat=True))
    clusters = list(Cluster.objects.values_list("pk", flat=True))
    bits = [
        bit for mask in ProductSearch.objects.values_list("certificates", flat=True) for bit in kinds if mask >> bit & 1
    ]

    def may(chance_of, value, otherwise):
        return value() if chance.random() < chance_of else otherwise

    for _ in range(how_many):
        often = chance.choice((0.05, 0.15, 0.3))
        goods = [word.lower() for word in chance.choice(GOODS).split() + chance.choice(KINDS).split()]
        path = chance.choice(used)[: chance.choice((4, 8, 12))] if chance.random() < 0.8 else chance.choice(paths)
        unit = may(often, lambda: chance.choice(BASES), "")
        yield Wish(
            text=may(0.5, lambda goods=goods: " ".join(goods[: chance.choice((1, 1, 2))]), ""),
            category_path=may(often, lambda path=path: path, ""),
            districts=may(often, lambda: tuple(chance.sample(districts, chance.choice((1, 1, 3)))), ()),
            certificates=may(often, lambda: 1 << chance.choice(bits), 0),
            lowest=may(often, lambda: chance.choice((5_000, *BANDS)), None),
            highest=may(often, lambda: chance.choice((30_000, 90_000, 250_000)), None),
            base=unit,
            unit_lowest=chance.choice((None, 20_000)) if unit else None,
            unit_highest=chance.choice((None, 400_000)) if unit else None,
            capacity=may(often, lambda: chance.choice((*CAPACITIES, 37, 2_500)), None),
            days=may(often, lambda: chance.choice((*DAYS, 5)), None),
            scales=may(often, lambda: tuple(chance.sample((1, 2, 3, 4), chance.choice((1, 2)))), ()),
            flags=may(often, lambda: chance.choice((1, 2, 3, 4, 6)), 0),
            cluster=may(often, lambda: chance.choice(clusters), None),
            ready=may(often, lambda: True, False),
            order=may(0.5, lambda: chance.choice(list(ORDERS)), "cocok"),
        )


def nonzero(counted):
    return {key: n for key, n in counted.items() if n}


def test_every_count_and_every_page_is_what_plain_queries_give(catalogue):
    seen = set()
    for wish in wishes(catalogue, WISHES):
        found, plain = search(wish, TODAY()), counts(wish, TODAY(), catalogue)
        mine = {
            "total": found.total,
            "categories": found.categories,
            "districts": found.districts,
            "bands": found.bands,
            "bases": found.bases,
            "scales": found.scales,
            "clusters": found.clusters,
            "capacities": found.capacities,
            "days": found.days,
            "ready": found.ready,
            "certificates": {bit: found.with_certificates(wish.certificates | 1 << bit) for bit in catalogue},
            "flags": {flag: found.with_flag(flag) for flag in (1, 2, 4)},
        }
        for name, counted in plain.items():
            got = mine[name]
            if isinstance(counted, dict):
                counted, got = nonzero(counted), nonzero(got)
            assert got == counted, (name, wish)
        rows = everything()
        for step in conditions(wish, TODAY(), catalogue).values():
            rows = step(rows)
        ids = set(rows.values_list("product", flat=True))
        assert len(found.rows) == min(len(ids), PAGE_SIZE), wish
        assert {row["product_id"] for row in found.rows} <= ids, wish
        seen.add(min(found.total, 2))
    assert seen == {0, 1, 2}, "the wishes are neither all too narrow nor all too wide"


def walk(wish, forward=True):
    """The ids on every page, one page after the other."""
    pages, found = [], search(wish, TODAY())
    while found.rows:
        pages.append([row["product_id"] for row in found.rows])
        place = found.after if forward else found.before
        if not place:
            break
        found = search(wish.without(**{"after" if forward else "before": place}), TODAY())
    return pages, found


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "keripik"])
def test_a_sorted_list_shows_everything_once_in_both_directions(catalogue, order, text):
    wish = Wish(text=text, order=order)
    pages, last = walk(wish)
    assert sum(map(len, pages)) == len({one for page in pages for one in page}) == last.total
    back, first = walk(wish.without(before=last.before), forward=False)
    assert [*reversed(back), pages[-1]] == pages
    assert (first.before, bool(first.after)) == ("", True)


def test_pages_by_match_show_everything_once_and_names_first(catalogue):
    for text in ("", "keripik", "kebun"):
        wish = Wish(text=text)
        total = search(wish, TODAY()).total
        pages = [search(wish.without(page=number), TODAY()).rows for number in range(1, -(-total // PAGE_SIZE) + 1)]
        ids = [row["product_id"] for page in pages for row in page]
        assert len(ids) == len(set(ids)) == total
    names = ["keripik" in row["name"].lower() for row in search(Wish(text="keripik"), TODAY()).rows]
    assert names == sorted(names, reverse=True)


def test_equals_take_turns_every_day_and_keep_their_place_within_a_day(catalogue):
    today = TODAY()
    ProductSearch.objects.update(quality=50)
    one = [row["product_id"] for row in search(Wish(), today).rows]
    everyone = ProductSearch.objects.values_list("pk", flat=True)
    assert one == sorted(everyone, key=lambda pk: (turn(pk, today), pk))[:PAGE_SIZE]
    assert one == [row["product_id"] for row in search(Wish(), today).rows]
    other = [row["product_id"] for row in search(Wish(), today + timezone.timedelta(days=1)).rows]
    assert one != other


def test_the_better_page_goes_first_whoever_has_the_turn(catalogue):
    best = ProductSearch.objects.order_by("pk").last()
    ProductSearch.objects.filter(pk=best.pk).update(quality=101)
    for day in range(5):
        assert search(Wish(), TODAY() + timezone.timedelta(days=day)).rows[0]["product_id"] == best.pk


def test_counts_of_lists_equal_the_rows_after_random_writes_and_a_fold(catalogue):
    chance = random.Random(7)
    ids = list(Product.objects.values_list("pk", flat=True))
    from_paths = [
        "",
        *{path[:n] for path in ProductSearch.objects.values_list("category_path", flat=True) for n in (4, 8)},
    ]
    for turn_of in range(30):
        some = ProductSearch.objects.filter(pk__in=chance.sample(ids, 9))
        match turn_of % 3:
            case 0:
                some.update(price=chance.randrange(10**6), band=chance.randrange(6), flags=chance.randrange(16))
            case 1:
                some.delete()
            case _:
                some.update(clusters=[1, chance.randrange(9)], certificates=chance.randrange(64), scale=2)
        if turn_of == 20:
            assert counting.fold() > 0
    assert counting.drift() == 0
    for path in from_paths:
        cube = search(Wish(category_path=path), TODAY())
        live = ProductSearch.objects.filter(category_path__startswith=path)
        assert cube.total == live.count()
        assert sum(cube.categories.values()) == sum(cube.bands.values()) == cube.total
        assert cube.ready == live.filter(availability="ready").count()
    assert counting.fold() > 0
    assert (counting.drift(), counting.fold()) == (0, 0)


def test_a_planted_wrong_count_is_found_and_put_right(catalogue):
    with connection.cursor() as cursor:
        cursor.execute("update catalog_facetcount set n = n + 1 where id = (select min(id) from catalog_facetcount)")
    assert counting.drift() == 1
    rebuild()
    assert counting.drift() == 0
