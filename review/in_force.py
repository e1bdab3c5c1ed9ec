"""Rules of law as dated data: picks the entry of a rules file that is in force on a day.

A rules file is a JSON list; each entry has `from`, `until` (null while it holds), `source`, and its own values.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


class NoRuleInForce(LookupError):
    """No entry of the file covers that day."""


@cache
def entries(path: Path) -> tuple[dict[str, Any], ...]:
    """All entries of a rules file, oldest first, with dates as dates."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        row["from"] = date.fromisoformat(row["from"])
        row["until"] = date.fromisoformat(row["until"]) if row["until"] else None
    return tuple(sorted(rows, key=lambda row: row["from"]))


def all_in_force(path: Path, on: date) -> list[dict[str, Any]]:
    """Every entry in force on that day; the first and the last day both count."""
    return [row for row in entries(path) if row["from"] <= on and (row["until"] is None or on <= row["until"])]


def in_force(path: Path, on: date) -> dict[str, Any]:
    """The one entry in force on that day (the youngest, should two hold); raises NoRuleInForce."""
    found = all_in_force(path, on)
    if not found:
        raise NoRuleInForce(f"{path.name} has no entry for {on.isoformat()}")
    return found[-1]
