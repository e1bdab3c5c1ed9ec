"""Ready sentences for answers, as data: an officer picks one and changes what she likes."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "ready_answers.csv"


@dataclass(frozen=True)
class Ready:
    """One sentence: for which outcome (a Report.State value), for which kinds (none: all), its name and its words."""

    outcome: str
    kinds: tuple[str, ...]
    label: str
    sentence: str


@cache
def _all() -> tuple[Ready, ...]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Ready(row["outcome"], tuple(row["kinds"].split()), row["label"], row["sentence"])
            for row in csv.DictReader(lines)
        )


def ready_answers(kind: str) -> list[Ready]:
    """The sentences that fit a report of this kind."""
    return [one for one in _all() if not one.kinds or kind in one.kinds]
