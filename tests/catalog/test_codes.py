"""Codes and numbers lead to the one thing that carries them; what is hidden answers like what does not exist."""

import datetime

import pytest

from catalog import actions
from catalog.search.codes import place_of
from registry import actions as registry
from tests import build


@pytest.fixture
def shown(sari, rina):
    return build.live_business(sari, rina, nib="0000012345678")


def test_a_product_is_found_by_its_code_in_any_spelling(client, shown, sari, rina):
    edition = build.live_product(shown.business, sari, rina)
    page = f"/produk/{edition.slug}-{edition.product.code}/"
    code = edition.product.code
    for typed in (code, code.upper(), f" {code} ", f"kode {code}", f"{code[:4]}-{code[4:]}"):
        if any(char.isdigit() for char in code):
            assert place_of(typed) == page, typed
    if any(char.isdigit() for char in code):
        assert client.get("/produk/", {"q": code}).headers["Location"] == page


@pytest.mark.parametrize(
    "typed", ["8991234567890", "899 1234 567890", "899-1234-567890", "08991234567890", "barcode 8991234567890"]
)
def test_a_product_is_found_by_its_barcode(shown, sari, rina, typed):
    edition = build.live_product(shown.business, sari, rina, gtin="8991234567890")
    assert place_of(typed) == f"/produk/{edition.slug}-{edition.product.code}/"


def test_two_products_with_one_barcode_are_a_list(client, shown, sari, rina):
    for name in ("Kopi Bubuk", "Kopi Biji"):
        build.live_product(shown.business, sari, rina, name=name, gtin="8991234567890")
    assert place_of("8991234567890") == ""
    page = client.get("/produk/", {"q": "8991234567890"}).content.decode()
    assert "Kopi Bubuk" in page and "Kopi Biji" in page


@pytest.mark.parametrize("typed", ["0000012345678", "00000 1234 5678", "NIB 0000012345678", "nib: 0000012345678"])
def test_a_business_is_found_by_its_nib(client, shown, typed):
    page = f"/usaha/{shown.slug}-{shown.business.code}/"
    assert client.get("/produk/", {"q": typed}).headers["Location"] == page


PIRT = ["2063602990000-29", "206360299000029", "P-IRT No. 2063602990000-29", "PIRT 2063602990000 29"]


@pytest.mark.parametrize("typed", PIRT)
def test_a_certificate_is_found_by_its_number(client, shown, sari, rina, typed):
    paper = build.live_certificate(
        shown.business, sari, rina, number="206360299000029", expires_on=datetime.date(2029, 1, 10)
    )
    build.kind("pirt").__class__.objects.filter(code="pirt").update(number_rule="pirt")
    assert client.get("/produk/", {"q": typed}).headers["Location"] == f"/sertifikat/{paper.code}/"


def test_what_is_hidden_answers_like_what_does_not_exist(client, shown, sari, rina, ratna):
    edition = build.live_product(shown.business, sari, rina, gtin="8991234567890")
    paper = build.live_certificate(shown.business, sari, rina, number="206360299000029")
    numbers = [edition.product.code, shown.business.code, "8991234567890", "0000012345678", paper.number]
    registry.suspend(shown.business, by=ratna, reason="Pindah")
    unknown = ["zzzzzzz2", "zzzzzzz3", "8999999999990", "0000099999999", "206360299000999"]
    for hidden, other in zip(numbers, unknown, strict=True):
        assert place_of(hidden) == ""
        answers = [client.get("/produk/", {"q": one}) for one in (hidden, other)]
        assert [one.status_code for one in answers] == [200, 200]
        said = [one.content.decode().replace(typed, "…") for one, typed in zip(answers, (hidden, other), strict=True)]
        assert said[0] == said[1]


def test_a_draft_is_found_by_nobody(shown, sari):
    draft = build.draft_product(shown.business, sari, gtin="8991234567890")
    assert place_of(draft.product.code) == ""
    assert place_of("8991234567890") == ""


def test_a_product_taken_down_is_unknown(shown, sari, rina):
    product = build.live_product(shown.business, sari, rina, gtin="8991234567890").product
    actions.unpublish(product, by=sari)
    assert place_of("8991234567890") == ""


@pytest.mark.parametrize(
    "typed", ["gula semut 250 g", "keripik", "", "'; drop", "%", "1" * 100, "٠٠٠٠٠١٢٣٤٥٦٧٨", "0" * 13]
)
def test_other_texts_are_no_codes(db, typed):
    assert place_of(typed) == ""


def test_plain_words_cost_no_statement(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert place_of("gula semut 250 g") == ""
