"""What is read from one row: the texts of our fields going in; values, problems and a state coming out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import ImportRow

ERROR, DUPLICATE, SKIP, WARNING, NOTE = "error", "duplicate", "skip", "warning", "note"


@dataclass(frozen=True)
class Sheet:
    """The table as a whole: titles of the columns, our field -> column, and what the officer chose for all rows."""

    header: list[str]
    mapping: Mapping[str, int]
    options: Mapping[str, Any]

    def title(self, name: str) -> str:
        """The title of the column that holds one of our fields; empty when none does."""
        return self.header[self.mapping[name]] if name in self.mapping else ""


@dataclass(frozen=True)
class Found:
    """Something the reader of the file noticed at a field of ours; `field` is None for the row as a whole."""

    field: str | None
    code: str
    message: str
    blocks: bool


@dataclass(frozen=True)
class Line:
    """One row as our fields see it. `numeric` are fields whose cell was a number, `carried` those filled from above."""

    number: int
    texts: Mapping[str, str]
    found: tuple[Found, ...] = ()
    numeric: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    accepted: bool = False
    _flat: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # texts asked for before

    def text(self, name: str) -> str:
        """The text of one of our fields in single spaces; empty when the table has no such column."""
        try:
            return self._flat[name]
        except KeyError:
            return self._flat.setdefault(name, " ".join(self.texts.get(name, "").split()))


@dataclass
class Reading:
    """The result of checking a row: `values` make the draft, `problems` are sentences at their cells."""

    line: Line
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)

    def say(self, level: str, name: str | None, message: str) -> None:
        """Add a sentence at the cell of a field, or (None) for the row."""
        self.problems.append({"field": name or "", "level": level, "message": message})

    def error(self, name: str | None, message: str) -> None:
        """The row cannot become a draft."""
        self.say(ERROR, name, message)

    def warn(self, name: str | None, message: str) -> None:
        """The row becomes a draft, but somebody should look."""
        self.say(WARNING, name, message)

    def note(self, name: str | None, message: str) -> None:
        """Something was read in another way than it is written; nothing to do."""
        self.say(NOTE, name, message)

    def skip(self, name: str | None, message: str) -> None:
        """Nothing is wrong, but there is nothing to make of the row either."""
        self.say(SKIP, name, message)

    def duplicate(self, name: str | None, message: str, *, certain: bool = False, code: str = "") -> None:
        """It is there already, under `code`. An officer may say that it is another one, unless it is `certain`."""
        self.say(DUPLICATE, name, message)
        self.problems[-1] |= {"certain": "ya" if certain else "", "code": code}

    @property
    def is_duplicate(self) -> bool:
        """Whether something said so already."""
        return any(problem["level"] == DUPLICATE for problem in self.problems)

    def take_found(self, *, known: Mapping[str, str]) -> None:
        """Pass on what the reader of the file noticed; `known` replaces its words, an empty text drops it."""
        for one in self.line.found:
            words = known.get(f"{one.field}:{one.code}", one.message)
            if words:
                self.say(ERROR if one.blocks else WARNING, one.field, words)

    @property
    def state(self) -> str:
        """Where the row stands."""
        return state_of(self.problems, accepted=self.line.accepted)


def state_of(problems: list[dict[str, str]], *, accepted: bool) -> str:
    """Where a row with these problems stands, the worst first; an `accepted` likely duplicate goes in."""
    levels = {
        WARNING if one["level"] == DUPLICATE and accepted and not one.get("certain") else one["level"]
        for one in problems
    }
    for level, state in (
        (ERROR, ImportRow.State.ERROR),
        (DUPLICATE, ImportRow.State.DUPLICATE),
        (SKIP, ImportRow.State.SKIPPED),
        (WARNING, ImportRow.State.WARNING),
    ):
        if level in levels:
            return state
    return ImportRow.State.READY
