"""Shows only what changed between two editions, in words."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 4000  # letters; a longer pair is shown whole, since finding its words would take too long


@dataclass(frozen=True)
class Field:
    """A field a reviewer reads: its name, its label, and how an edition's value is put into words."""

    name: str
    label: str
    show: Callable[[Any], str]


@dataclass(frozen=True)
class Piece:
    """A run of words: same, removed (old side only) or added (new side only)."""

    text: str
    change: str


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `change` is changed, added, removed or same."""

    name: str
    label: str
    old: str
    new: str
    change: str

    @property
    def old_pieces(self) -> list[Piece]:
        """The old words, those that went away marked."""
        return [piece for piece in pieces(self.old, self.new) if piece.change != "added"]

    @property
    def new_pieces(self) -> list[Piece]:
        """The new words, those that came marked."""
        return [piece for piece in pieces(self.old, self.new) if piece.change != "removed"]


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


def pieces(old: str, new: str) -> list[Piece]:
    """Both texts as one run of words, with what went away and what came, word by word."""
    if old == new:
        return [Piece(new, "same")] if new else []
    if len(old) > LONGEST or len(new) > LONGEST:
        return [Piece(old, "removed"), Piece(new, "added")]
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    found: list[Piece] = []
    gone = come = ""
    for step, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = "".join(after[j1:j2])
        if step == "equal" and (kept.strip() or not (gone or come)):
            found += [*_change(gone, come), Piece(kept, "same")]
            gone = come = ""
        else:  # a gap between two changed words belongs to the change
            gone, come = gone + "".join(before[i1:i2]), come + kept
    return [*found, *_change(gone, come)]


def _change(gone: str, come: str) -> list[Piece]:
    return [Piece(text, change) for text, change in ((gone, "removed"), (come, "added")) if text]
