"""A page asks the database as often for 24 things as for one, and never more often than written down."""

import json
from pathlib import Path

from tests.budgets.shelf import PAGES

BUDGETS = json.loads((Path(__file__).parent / "budgets.json").read_text())["statements"]


def test_every_measured_page_has_a_budget():
    assert BUDGETS.keys() == {name for _, name, _, _ in PAGES}


def test_no_page_asks_more_often_when_there_is_more_to_show(filled):
    one = filled(1)
    few = {name: one.statements(who, address) for _, name, who, address in PAGES}
    more = filled(24)
    many = {name: more.statements(who, address) for _, name, who, address in PAGES}
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: count for name, count in many.items() if count > BUDGETS[name]} == {}
