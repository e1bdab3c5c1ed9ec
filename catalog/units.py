"""The units a price can be asked for; the words people know and how lists abbreviate them, kept as data."""

import csv
import re
from functools import cache
from pathlib import Path


@cache
def _spellings() -> dict[str, str]:
    """Every spelling and the unit it means; a spelling that two units share belongs to the more usual one."""
    found: dict[str, str] = {}
    with open(Path(__file__).parent / "data" / "units.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        found[row["unit"]] = row["unit"]
    for row in rows:
        for word in row["spellings"].split("|"):
            if word:
                found.setdefault(word, row["unit"])
    return found


@cache
def units() -> tuple[str, ...]:
    """All units, the most usual first."""
    return tuple(dict.fromkeys(_spellings().values()))


def unit_of(text: str) -> str:
    """The unit that a cell of an old list means ("Pcs", "kg."); empty for one we do not know."""
    word = re.sub(r"\s+", " ", text.casefold()).strip(" .")
    return _spellings().get(re.sub(r"^(per |/)\s*", "", word), "")
