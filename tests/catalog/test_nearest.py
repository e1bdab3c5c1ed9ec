"""No dead end: few or no hits are followed by what is near, by better words, or by what is there without filters."""

import pytest
from django.http import QueryDict

from catalog.search.choices import load
from catalog.search.typo import rebuild_lexicon
from catalog.search.vocabulary import vocabulary
from catalog.views.listing import Listing
from tests import build


@pytest.fixture
def shelf(sari, rina):
    business = build.live_business(sari, rina, name="Dapur Ambu", village=build.village("Hariang", "Sobang")).business
    chips, sweets = build.category("keripik-pisang", "Keripik Pisang"), build.category("gula-aren", "Gula Aren")
    for name, category in (
        ("Keripik Pisang Cokelat", chips), ("Keripik Pisang Asin", chips), ("Keripik Nangka", chips),
        ("Gula Aren Cetak", sweets), ("Gula Semut", sweets),
    ):  # fmt: skip
        build.live_product(business, sari, rina, name=name, category=category, description="Buatan sendiri.")
    rebuild_lexicon()
    vocabulary()


def listing(**query):
    given = QueryDict(mutable=True)
    given.update(query)
    return Listing(given, load())


def names(found):
    return [row["name"] for row in found.rows] if found else []


def test_few_hits_are_followed_by_their_kind_and_by_parts(shelf):
    shown = listing(q="keripik cokelat")
    assert names(shown.found) == ["Keripik Pisang Cokelat"]
    assert set(names(shown.near)) == {"Keripik Pisang Asin", "Keripik Nangka"}
    assert shown.is_met


def test_one_word_is_followed_by_its_kind(shelf):
    shown = listing(q="semut")
    assert (names(shown.found), names(shown.near)) == (["Gula Semut"], ["Gula Aren Cetak"])


def test_misspelt_words_are_put_right_and_told(shelf):
    shown = listing(q="kripk pisng")
    assert shown.found.total == 0
    assert shown.better == "kripik pisang"
    assert set(names(shown.near)[:2]) == {"Keripik Pisang Asin", "Keripik Pisang Cokelat"}
    assert shown.is_met


def test_when_no_row_has_all_words_those_with_most_of_them_show(shelf):
    shown = listing(q="keripik pisang stroberi")
    assert shown.found.total == 0
    assert set(names(shown.near)[:2]) == {"Keripik Pisang Cokelat", "Keripik Pisang Asin"}
    assert names(shown.near)[2:] == ["Keripik Nangka"], "of the kind of that name"
    assert shown.near.level == 2
    assert not shown.is_met


def test_filters_that_keep_everything_away_are_named_with_what_is_there_without(shelf, client):
    shown = listing(q="gula", harga_min="9000000", siap="1")
    assert shown.found.total == 0
    assert shown.is_wider
    assert shown.near.total == 2
    assert shown.without == {"harga": 2}
    page = client.get("/produk/?q=gula&harga_min=9000000").content.decode()
    assert "Tanpa saringan harga ada 2 produk." in page
    assert "Tanpa saringan ada" in page


def test_nothing_near_still_leads_on(shelf, client):
    page = client.get("/produk/?q=xylofon").content.decode()
    assert "Lihat semua produk" in page
    assert 'href="/kategori/' in page


@pytest.mark.parametrize(
    "query",
    [{"q": "keripik cokelat"}, {"q": "kripk pisng"}, {"q": "keripik stroberi"}, {"q": "xylofon jaya"},
     {"q": "gula", "harga_min": "9000000"}, {"q": "kerip"}, {}],
)  # fmt: skip
def test_no_question_costs_more_than_four_statements(shelf, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        listing(**query)
