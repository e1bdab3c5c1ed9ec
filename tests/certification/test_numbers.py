"""Numbers printed on certificates, by the vectors of tests/data/identifiers.json."""

from datetime import date

import pytest
from django.utils import timezone

from certification import numbers
from review.checked import Invalid
from tests.vectors import broken_texts, cases

RULES = [
    "halal_certificate",
    "bpom_food",
    "pirt",
    "bpom_cosmetic",
    "bpom_traditional",
    "kemenkes_permit",
    "sni",
    "trademark",
    "tkdn_percent",
    "bmp_percent",
    "organic_body_id",
    "organic_body_eu",
]
SHAPED = [rule for rule in numbers.CHECKS if rule not in ("free", "halal_decision")]


@pytest.fixture(autouse=True)
def day_of_the_vectors(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 21))


@pytest.mark.parametrize(("rule", "text"), cases(RULES, "valid"))
def test_a_right_number_passes(rule, text):
    numbers.check_number(rule, text)


@pytest.mark.parametrize(("rule", "text", "stored"), cases(RULES, "normalise"))
def test_a_number_is_stored_in_one_form(rule, text, stored):
    assert numbers.check_number(rule, text).value == stored


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(RULES, "invalid"))
def test_a_wrong_number_is_refused_with_its_words(rule, text, code, message):
    with pytest.raises(Invalid) as refused:
        numbers.check_number(rule, text)
    assert (refused.value.code, refused.value.message) == (code, message)


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(RULES, "warn"))
def test_a_strange_number_passes_with_a_hint(rule, text, code, message):
    hint = numbers.check_number(rule, text).hint(code)
    assert hint is not None
    assert hint.message == message


@pytest.mark.parametrize("rule", SHAPED)
@pytest.mark.parametrize("text", broken_texts())
def test_nonsense_is_refused_and_never_breaks(rule, text):
    with pytest.raises(Invalid) as refused:
        numbers.check_number(rule, text)
    assert refused.value.message.endswith((".", "…"))


@pytest.mark.parametrize("text", [None, "", "a\x00b", "\ud800", "x" * 81, "1" * 10_000_000, 12])
def test_a_free_number_is_one_short_clean_line(text):
    with pytest.raises(Invalid):
        numbers.check_number("free", text)


def test_a_free_number_keeps_its_own_spelling():
    assert numbers.check_number("free", " 021/LSPr\u200bo - a/IX ").value == "021/LSPro - a/IX"


def test_a_certificate_number_is_refused_as_halal_decision():
    assert numbers.check_number("halal_decision", "kh-00-99999-09-26").value == "KH-00-99999-09-26"
    with pytest.raises(Invalid, match="Ini nomor sertifikat halal"):
        numbers.check_number("halal_decision", "ID36110000000000926")


def test_an_application_is_no_registered_trademark():
    assert numbers.check_number("trademark", "DID2026000000").hint("application") is not None
    assert numbers.check_number("trademark", "IDM000000000").hints == ()


def test_pirt_words_follow_the_regency_of_the_portal(settings):
    settings.REGION_CODE = "3601"
    assert numbers.check_number("pirt", "2063601990000-29").hints == ()
    with pytest.raises(Invalid, match="Kode Kabupaten Pandeglang 3601"):
        numbers.check_number("pirt", "2069902990000-29")


def test_pirt_is_shown_as_printed():
    assert numbers.show_pirt("206360299000029") == "2063602990000-29"
