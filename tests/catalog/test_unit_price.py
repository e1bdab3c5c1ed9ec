"""Prices of different packings, brought to one measure."""

import pytest

from catalog.unit_price import unit_price


@pytest.mark.parametrize(
    ("price", "unit", "grams", "ml", "pieces", "expected"),
    [
        (25_000, "bungkus", 250, None, None, (100_000, "kg")),
        (10_000, "bungkus", 300, None, None, (33_333, "kg")),
        (5, "bungkus", 2_000, None, None, (3, "kg")),  # half up
        (40_000, "kilogram", None, None, None, (40_000, "kg")),
        (40, "gram", None, None, None, (40_000, "kg")),
        (95_000, "botol", None, 350, None, (271_429, "liter")),
        (18_000, "liter", None, None, None, (18_000, "liter")),
        (60_000, "lusin", None, None, None, (5_000, "buah")),
        (60_000, "kodi", None, None, None, (3_000, "buah")),
        (60_000, "pak", None, None, 24, (2_500, "buah")),
        (1_500, "buah", None, None, None, (1_500, "buah")),
        (75_000, "meter", None, None, None, (75_000, "meter")),
        (120_000, "meter persegi", None, None, None, (120_000, "m2")),
        (9_000, "kilogram", 500, None, None, (9_000, "kg")),  # the unit itself counts first
        (9_000, "bungkus", None, None, None, None),
        (None, "kilogram", None, None, None, None),
        (0, "kilogram", None, None, None, None),
        (9_000, "bungkus", 0, 0, 0, None),
    ],
)
def test_a_price_is_told_for_one_measure(price, unit, grams, ml, pieces, expected):
    assert unit_price(price, unit, grams, ml, pieces) == expected
