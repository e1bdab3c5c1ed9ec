"""Dated rules: one entry a day, and every rules file of the house can be read."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from review.in_force import NoRuleInForce, entries, in_force

HOUSE = Path(__file__).resolve().parents[2]
FILES = sorted(HOUSE.glob("*/rules/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_names_its_source_and_ends_after_it_begins(path):
    for row in entries(path):
        assert row["source"]
        assert row["until"] is None or row["until"] >= row["from"]


def test_the_first_and_the_last_day_count(tmp_path):
    path = tmp_path / "rule.json"
    path.write_text('[{"from": "2020-01-01", "until": "2020-12-31", "source": "s", "value": 1}]')
    assert in_force(path, date(2020, 1, 1))["value"] == in_force(path, date(2020, 12, 31))["value"] == 1
    for day in (date(2020, 1, 1) - timedelta(days=1), date(2021, 1, 1)):
        with pytest.raises(NoRuleInForce):
            in_force(path, day)
