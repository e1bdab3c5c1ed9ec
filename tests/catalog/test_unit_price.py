"""Unit prices: the same goods in any packing can be compared, and PostgreSQL computes what the rule says."""

import itertools

import pytest
from django.db import connection

from catalog.unit_price import BASES, COUNTED, MEASURED, sql, unit_price
from catalog.units import units


@pytest.mark.parametrize(
    ("told", "per"),
    [
        ((22_500, "bungkus", 250, None, None), (90_000, "kg")),
        ((10_000, "botol", None, 150, None), (66_667, "liter")),
        ((48_000, "boks", None, None, 24), (2_000, "buah")),
        ((60_000, "lusin", None, None, None), (5_000, "buah")),
        ((60_000, "lusin", None, None, 24), (2_500, "buah")),
        ((15_000, "kilogram", 250, None, None), (15_000, "kg")),
        ((18, "gram", None, None, None), (18_000, "kg")),
        ((75_000, "meter", None, None, 3), (75_000, "meter")),
        ((5_000, "meter persegi", None, None, None), (5_000, "m2")),
        ((1_001, "botol", None, 2_000, None), (501, "liter")),
        ((9_000, "bungkus", None, None, None), None),
        ((None, "buah", None, None, None), None),
        ((0, "buah", None, None, None), None),
        ((1, "set", None, None, 1_000), None),
    ],
)
def test_a_price_is_for_one_of_a_base(told, per):
    assert unit_price(*told) == per


def test_the_tables_know_units_and_bases_of_the_portal_only():
    assert {base for base, _ in MEASURED.values()} <= set(BASES)
    assert {*MEASURED, *COUNTED} <= set(units())


def test_postgresql_says_the_same(db):
    prices = (None, 0, 1, 999, 22_500, 10**12)
    told = list(itertools.product(prices, units(), (None, 0, 250), (None, 330), (None, 1, 7)))
    statement = sql("t.price::bigint", "t.unit", "t.grams::int", "t.ml::int", "t.pieces::int")
    with connection.cursor() as cursor:
        cursor.execute(
            "select per.amount, per.base from unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[])"
            f" with ordinality as t(price, unit, grams, ml, pieces, place) cross join lateral ({statement}) per"
            " order by t.place",
            [list(column) for column in zip(*told, strict=True)],
        )
        found = cursor.fetchall()
    assert [None if amount is None else (amount, base) for amount, base in found] == [unit_price(*one) for one in told]
