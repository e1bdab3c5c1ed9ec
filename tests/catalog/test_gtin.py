"""Barcodes, by the vectors of tests/data/identifiers.json."""

import pytest

from catalog.gtin import check_gtin, padded
from review.checked import Invalid
from tests.vectors import broken_texts, cases


@pytest.mark.parametrize(("rule", "text"), cases(["gtin"], "valid"))
def test_a_right_barcode_passes(rule, text):
    assert check_gtin(text).value == text


@pytest.mark.parametrize(("rule", "text", "stored"), cases(["gtin"], "normalise"))
def test_a_barcode_is_stored_as_digits(rule, text, stored):
    assert check_gtin(text).value == stored


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(["gtin"], "invalid"))
def test_a_wrong_barcode_is_refused_with_its_words(rule, text, code, message):
    with pytest.raises(Invalid) as refused:
        check_gtin(text)
    assert (refused.value.code, refused.value.message) == (code, message)


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(["gtin"], "warn"))
def test_a_foreign_barcode_passes_with_a_hint(rule, text, code, message):
    assert check_gtin(text).hint(code).message == message


def test_a_barcode_of_gs1_indonesia_has_no_hint():
    assert check_gtin("8990000000006").hints == ()


@pytest.mark.parametrize("text", broken_texts())
def test_nonsense_is_refused_and_never_breaks(text):
    with pytest.raises(Invalid):
        check_gtin(text)


def test_one_article_has_one_key():
    assert padded("089686010947") == padded("0089686010947") == "00089686010947"
