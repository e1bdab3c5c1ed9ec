"""PPN on a price."""

from datetime import date

import pytest

from catalog.vat import Price, price_with_vat
from review.in_force import NoRuleInForce
from tests.vectors import table

ON = date(2026, 11, 21)


@pytest.mark.parametrize("row", table("vat"))
def test_vat_follows_the_table(row):
    price = price_with_vat(row["price_before_vat_idr"], row["vat_registered"], on=ON)
    assert (price.vat, price.total) == (row["vat_idr"], row["total_idr"])


def test_half_a_rupiah_is_rounded_up():
    assert price_with_vat(50, True, on=ON) == Price(50, 6, 56)


def test_the_rule_of_the_day_is_used():
    assert price_with_vat(12345, True, on=date(2024, 12, 31)).vat == 1358
    with pytest.raises(NoRuleInForce):
        price_with_vat(1, True, on=date(2000, 1, 1))


def test_a_negative_price_is_refused():
    with pytest.raises(ValueError, match="negative"):
        price_with_vat(-1, False)
