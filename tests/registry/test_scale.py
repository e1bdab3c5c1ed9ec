"""Scale of a business and class of an industry, by the tables of tests/data/identifiers.json."""

from datetime import date

import pytest

from registry.scale import business_scale, industry_class, is_ikm, is_manufacturing, is_umkk, is_umkm
from tests.vectors import table

ON = date(2026, 11, 21)


@pytest.mark.parametrize("row", table("business_scale_by_capital"))
def test_capital_decides_for_a_young_business(row):
    found = business_scale(row["capital_idr"], None, date(2021, 2, 2), on=ON)
    assert (found.scale, found.criterion) == (row["scale"], "capital")


@pytest.mark.parametrize("row", table("business_scale_by_annual_sales"))
def test_sales_decide_for_an_old_business(row):
    found = business_scale(None, row["sales_idr"], date(2021, 2, 1), on=ON)
    assert (found.scale, found.criterion) == (row["scale"], "sales")


@pytest.mark.parametrize(
    ("founded_on", "scale"), [(date(2021, 2, 2), "micro"), (date(2021, 2, 1), "medium"), (None, "medium")]
)
def test_the_founding_day_chooses_between_two_figures(founded_on, scale):
    found = business_scale(10**9, 20 * 10**9, founded_on, on=ON)
    assert found.scale == scale
    assert found.disagrees


def test_the_only_known_figure_decides_alone():
    assert business_scale(6 * 10**9, None, date(1999, 1, 1), on=ON).scale == "medium"
    assert business_scale(None, None, on=ON).scale is None


def test_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="negative"):
        business_scale(-1, None, on=ON)


def test_the_rule_of_the_day_is_used():
    assert business_scale(10**9, None, date(2019, 1, 1), on=date(2020, 1, 1)).scale == "medium"


@pytest.mark.parametrize("row", table("industry_class"))
def test_workers_and_investment_give_the_industry_class(row):
    assert industry_class(row["workers"], row["investment_idr"], on=ON) == row["class"]


def test_an_unknown_figure_gives_no_industry_class():
    assert industry_class(None, 1, on=ON) is None


def test_ikm_umkm_and_umkk_are_three_things():
    assert [is_ikm(name) for name in ("small", "medium", "large", None)] == [True, True, False, False]
    assert [is_umkm(name) for name in ("micro", "medium", "large", None)] == [True, True, False, False]
    assert [is_umkk(*args) for args in (("small",), ("medium",), ("medium", "coop"))] == [True, False, True]


@pytest.mark.parametrize(("code", "yes"), [("10794", True), ("33122", True), ("09900", False), ("47111", False)])
def test_manufacturing_is_division_10_to_33(code, yes):
    assert is_manufacturing(code, on=ON) is yes
