"""Suggestions while typing: words, phrases, categories, businesses, kecamatan; quick, cacheable, never an error."""

import pytest

from catalog.search.suggest import suggestions
from catalog.search.typo import rebuild_lexicon
from registry import actions as registry
from tests import build


@pytest.fixture
def shelf(sari, rina):
    business = build.live_business(sari, rina, name="Keripik Bu Enok").business
    build.category("keripik-pisang", "Keripik Pisang")
    for name in ("Keripik Talas", "Keripik Tempe", "Kerupuk Ikan"):
        build.live_product(business, sari, rina, name=name)
    rebuild_lexicon()
    return business


def told(typed):
    return [(one.kind, one.words) for one in suggestions(typed)]


def test_words_categories_and_businesses_are_offered(shelf):
    lines = told("kerip")
    assert ("kata", "keripik") in lines
    assert ("kategori", "Keripik Pisang") in lines
    assert ("usaha", "Keripik Bu Enok") in lines


def test_the_last_word_is_completed_and_the_ones_before_stay(shelf):
    assert ("kata", "keripik talas") in told("keripik tal")


def test_known_phrases_and_kecamatan_are_offered(shelf):
    assert ("kata", "gula kawung") in told("gula kaw")
    assert ("kecamatan", "Rangkasbitung") in told("rangk")


def test_pages_are_named_for_what_is_one_thing(shelf):
    by_kind = {one.kind: one.address for one in suggestions("kerip")}
    assert by_kind["kata"] == ""
    assert by_kind["kategori"] == "/kategori/keripik-pisang/"
    assert by_kind["usaha"] == f"/usaha/keripik-bu-enok-{shelf.code}/"


def test_it_is_one_statement_and_may_be_kept_for_a_minute(shelf, client, django_assert_num_queries):
    suggestions("kerip")
    with django_assert_num_queries(1):
        answer = client.get("/produk/saran/?q=kerip")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert {"jenis": "kata", "kata": "keripik", "alamat": ""} in answer.json()["saran"]


NONSENSE = ["", "k", " ", "\x00", "%%%", "__", "'", "\\", "(((", "a" * 5000, "🍌", "[a-z", ".*.*.*", "kéripik", "9"]


@pytest.mark.parametrize("typed", NONSENSE)
def test_no_text_breaks_it(db, client, typed):
    answer = client.get("/produk/saran/", {"q": typed})
    assert answer.status_code == 200
    assert isinstance(answer.json()["saran"], list)


def test_nothing_hidden_is_offered(shelf, ratna):
    registry.suspend(shelf, by=ratna, reason="Pindah")
    assert "usaha" not in {one.kind for one in suggestions("keripik")}


def test_every_search_field_of_the_public_pages_offers_them(shelf, client):
    for address in ("/", "/produk/"):
        page = client.get(address).content.decode()
        assert page.count("data-suggest") == page.count("js/suggest") == 1
