"""Where a price lies among its kind: exact, never of fewer than five, calm about what lies far out."""

import re
import statistics

import pytest

from catalog import actions as catalog
from catalog.price_place import LEAST, PricePlace, place_in
from catalog.product_page import read
from tests import build


@pytest.fixture
def shop(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def shelf(shop, sari, rina):
    """Puts products with these prices per 250 grams on display; the first one's page is looked at."""

    def fill(*prices, **values):
        return [
            build.live_product(shop, sari, rina, name=f"Gula {n}", price=price, net_weight_grams=250, **values)
            for n, price in enumerate(prices)
        ]

    return fill


def place_of(edition):
    return read(edition.product.code).place


def test_the_figures_are_those_of_a_plain_count(shelf):
    prices = [20_000, 22_000, 23_500, 25_000, 25_000, 31_000, 60_000]
    made = shelf(*prices)
    per_kilo = [price * 4 for price in prices]
    quarter, middle, three_quarters = statistics.quantiles(per_kilo, n=4, method="inclusive")
    place = place_of(made[2])
    assert (place.lowest, place.quarter, place.middle, place.three_quarters, place.highest) == (
        min(per_kilo), quarter, middle, three_quarters, max(per_kilo),
    )  # fmt: skip
    assert (place.mine, place.base, place.count, place.cheaper, place.dearer) == (94_000, "kg", 7, 2, 4)


def test_nothing_is_said_of_fewer_than_five(client, shelf, sari):
    made = shelf(*[20_000 + n for n in range(LEAST)])
    address = f"/produk/x-{made[0].product.code}/"
    assert "Letak harga" in client.get(address, follow=True).content.decode()
    catalog.unpublish(made[-1].product, by=sari)
    assert place_of(made[0]) is None
    assert "Letak harga" not in client.get(address, follow=True).content.decode()


def test_only_the_same_base_and_the_same_kind_count(shelf, shop, sari, rina):
    made = shelf(*[20_000] * LEAST)
    build.live_product(shop, sari, rina, name="Gula cair", price=9_000, net_weight_grams=None, net_volume_ml=500)
    other = build.category("gula-cetak", "Gula Cetak")
    build.live_product(shop, sari, rina, name="Gula cetak", price=9_000, net_weight_grams=500, category=other)
    assert (place_of(made[0]).count, place_of(made[0]).lowest) == (LEAST, 80_000)


def test_a_product_without_a_price_has_no_place(shelf, shop, sari, rina):
    shelf(*[20_000] * LEAST)
    asked = build.draft_product(shop, sari, name="Gula tanya", net_weight_grams=250)
    catalog.approve(catalog.submit(asked, by=sari), by=rina)
    asked.product.__class__.objects.filter(pk=asked.product.pk).update(price_before_vat=None)
    catalog.set_availability(asked.product, "paused", None, by=sari)
    assert place_of(asked) is None


def line(mine, marks, below=0, above=0):
    return {
        "mine": mine,
        "base": "kg",
        "n": 5,
        "marks": [[mark, mark] for mark in marks],
        "below": below,
        "above": above,
    }


@pytest.mark.parametrize(
    ("mine", "marks", "words"),
    [
        (300_000, [80_000, 90_000, 100_000, 110_000, 300_000], "jauh di atas"),
        (40_000, [40_000, 90_000, 100_000, 110_000, 120_000], "jauh di bawah"),
        (125_000, [80_000, 90_000, 100_000, 110_000, 125_000], ""),
        (101_000, [100_000, 100_000, 100_000, 100_000, 101_000], ""),  # a rupiah beside equal prices is nothing
        (100_000, [100_000] * 5, ""),
    ],
)
def test_only_a_price_far_away_gets_words_and_they_accuse_nobody(mine, marks, words):
    place = place_in(line(mine, marks))
    assert (words in place.note) if words else place.note == ""
    assert not re.search("tidak wajar|curang|kemahalan|markup", place.note, re.I)


def test_the_drawing_stays_on_its_line_whatever_the_numbers():
    for marks in ([1, 1, 1, 1, 1], [1, 2, 3, 4, 10**12], [5, 5, 5, 5, 6]):
        drawing = place_in(line(marks[-1], marks)).drawing
        assert all(0 <= int(value) <= 300 for value in drawing.values()), marks


def test_nothing_read_means_nothing_shown():
    assert place_in(None) is None
    assert isinstance(place_in(line(1, [1, 1, 1, 1, 1])), PricePlace)
