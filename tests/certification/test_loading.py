"""The kinds of certificate from our list."""

import pytest

from certification.loading import load_kinds
from certification.models import Kind
from certification.numbers import CHECKS

GLOSSARY = {
    "halal",
    "pirt",
    "bpom_food",
    "bpom_cosmetic",
    "bpom_traditional",
    "kemenkes",
    "sni",
    "organic",
    "tkdn",
    "trademark",
    "haccp",
    "iso",
    "gmp",
}
pytestmark = pytest.mark.django_db


def test_every_kind_of_the_glossary_is_there():
    assert load_kinds() == load_kinds() == Kind.objects.count()
    assert set(Kind.objects.values_list("code", flat=True)) >= GLOSSARY


def test_every_kind_names_a_rule_that_exists():
    load_kinds()
    assert {kind.number_rule for kind in Kind.objects.all()} - {""} <= set(CHECKS)


def test_halal_has_no_expiry():
    load_kinds()
    halal = Kind.objects.get(code="halal")
    assert not halal.has_expiry
    assert halal.validity_years is None


def test_a_kind_that_was_switched_off_stays_off():
    load_kinds()
    Kind.objects.filter(code="iso").update(is_active=False, name="Lain")
    load_kinds()
    iso = Kind.objects.get(code="iso")
    assert (iso.name, iso.is_active) == ("Sertifikat ISO", False)
