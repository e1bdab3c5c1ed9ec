"""Numbers of people, businesses and places, by the vectors of tests/data/identifiers.json."""

import pytest

from registry import identifiers, places
from review.checked import Invalid
from tests.vectors import broken_texts, cases, messages

RULES = ["nik", "npwp", "nitku", "nib", "kbli", "phone", "whatsapp", "postal_code"]


@pytest.mark.parametrize(("rule", "text"), cases(RULES, "valid"))
def test_a_right_number_passes(rule, text):
    identifiers.CHECKS[rule](text)


@pytest.mark.parametrize(("rule", "text", "stored"), cases(RULES, "normalise"))
def test_a_number_is_stored_in_one_form(rule, text, stored):
    assert identifiers.CHECKS[rule](text).value == stored


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(RULES, "invalid"))
def test_a_wrong_number_is_refused_with_its_words(rule, text, code, message):
    with pytest.raises(Invalid) as refused:
        identifiers.CHECKS[rule](text)
    assert (refused.value.code, refused.value.message) == (code, message)


@pytest.mark.parametrize(("rule", "text", "code", "message"), cases(RULES, "warn"))
def test_a_strange_number_passes_with_a_hint(rule, text, code, message):
    hint = identifiers.CHECKS[rule](text).hint(code)
    assert hint is not None
    assert hint.message == message


@pytest.mark.parametrize("rule", identifiers.CHECKS)
@pytest.mark.parametrize("text", broken_texts())
def test_nonsense_is_refused_and_never_breaks(rule, text):
    with pytest.raises(Invalid) as refused:
        identifiers.CHECKS[rule](text)
    assert refused.value.message.endswith((".", "…"))


def test_full_width_digits_and_long_dashes_are_read_as_plain_ones():
    assert identifiers.check_nib("９９９９９９０００００１７").value == "9999990000017"
    assert identifiers.check_npwp("99.999.999.8\u2013999.000").value == "0999999998999000"


def test_every_message_of_the_vectors_is_ours():
    assert messages("nik")["length"] == identifiers.NIK.messages["length"]


def test_a_masked_nik_keeps_four_digits_on_each_side():
    assert identifiers.mask_nik("3602991708450001") == "3602••••••••0001"


def test_hints_follow_the_regency_of_the_portal(settings):
    settings.REGION_CODE = "3601"
    hint = identifiers.check_nik("3602991708450001").hint("region_outside_lebak")
    assert hint.message == "NIK ini terdaftar di luar Kabupaten Pandeglang. Boleh dilanjutkan."
    assert identifiers.check_postal_code("42211").hints == ()


def test_a_kbli_code_outside_the_table_gets_a_hint():
    assert identifiers.check_kbli("10794", known={"10794"}).hints == ()
    assert identifiers.check_kbli("10795", known={"10794"}).hint("unknown") is not None


def test_a_fictional_demo_number_counts_as_mobile():
    assert identifiers.check_whatsapp("0860 1234 5678").value == "+6286012345678"
    assert identifiers.whatsapp_link("+6286012345678") == "https://wa.me/6286012345678"


@pytest.mark.parametrize(("text", "stored"), [("36.02.14.2001", "3602142001"), ("3602", "3602"), ("96", "96")])
def test_region_codes_of_every_level_are_stored_without_dots(text, stored):
    assert identifiers.check_region_code(text).value == stored


def test_the_country_has_38_provinces_and_514_regencies():
    codes = places.national()
    assert len(places.province_codes()) == 38
    assert sum(len(code) == 4 for code in codes) == 514
    assert all(code[:2] in codes for code in codes)


@pytest.mark.parametrize(("code", "kind"), [("3602141001", "kelurahan"), ("3602142001", "desa")])
def test_the_kind_of_a_village_is_in_its_code(code, kind):
    assert places.village_kind(code) == kind
