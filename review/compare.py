"""Shows only what changed between two editions, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """A field a reviewer reads: its name, its label, and how an edition's value is put into words."""

    name: str
    label: str
    show: Callable[[Any], str]


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `change` is changed, added, removed or same."""

    name: str
    label: str
    old: str
    new: str
    change: str


def compare(old: Any | None, new: Any, fields: Sequence[Field]) -> list[Row]:
    """One row for each field of `new` against `old` (None: nothing was live, so every filled field is added)."""
    rows = []
    for field in fields:
        before, after = (field.show(old) if old is not None else ""), field.show(new)
        if before == after:
            change = "same"
        elif not before:
            change = "added"
        elif not after:
            change = "removed"
        else:
            change = "changed"
        rows.append(Row(field.name, field.label, before, after, change))
    return rows
