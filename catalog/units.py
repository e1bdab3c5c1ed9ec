"""The units a price can be asked for; the words people know, kept as data."""

import csv
from functools import cache
from pathlib import Path


@cache
def units() -> tuple[str, ...]:
    """All units, the most usual first."""
    with open(Path(__file__).parent / "data" / "units.csv", encoding="utf-8") as file:
        return tuple(row["unit"] for row in csv.DictReader(file))
