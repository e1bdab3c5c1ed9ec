"""The countries of the world by their ISO 3166-1 code, with the names people here use."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "countries.csv"
HOME = "ID"


@cache
def countries() -> Mapping[str, str]:
    """Code (two capitals) -> Indonesian name, by name."""
    with DATA.open(encoding="utf-8", newline="") as lines:
        found = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@cache
def abroad() -> tuple[tuple[str, str], ...]:
    """(code, name) of every country but this one, for a list to choose from."""
    return tuple((code, name) for code, name in countries().items() if code != HOME)


def country_name(code: str) -> str:
    """The name of a country; the code itself when it is none of ours."""
    return countries().get(code, code)
