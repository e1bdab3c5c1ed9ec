"""The order in which government buys domestic products."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.domestic_preference import preference_tier, reaches_40
from tests.vectors import table

ON = date(2026, 11, 21)


def percent(value):
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("row", table("reaches_40"))
def test_tkdn_and_bmp_are_added(row):
    assert reaches_40(percent(row["tkdn"]), percent(row["bmp"]), on=ON) is row["tkdn_plus_bmp_at_least_40"]


@pytest.mark.parametrize("row", table("domestic_preference_tier"))
def test_the_tier_follows_the_table(row):
    comparable = row["a_comparable_product_reaches_40"]
    tier = preference_tier(
        percent(row["tkdn"]),
        listed_in_siinas=row["listed_in_siinas"],
        a_comparable_product_reaches_40=comparable,
        on=ON,
    )
    assert tier == row["tier"]


def test_without_a_certificate_nothing_reaches_40():
    assert not reaches_40(None, Decimal(15), on=ON)
