"""What a kind of list must know to be imported. The register brings one kind, rooms above add theirs at start-up."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from registry.importing.columns import Column, labels
from registry.importing.reading import Line, Reading, Sheet
from review.actions import Refused

Check = Callable[[Sequence[Line]], Callable[[Line], Reading]]


@dataclass(frozen=True)
class Made:
    """The code of the draft a row became, and of another name plate made along with it."""

    code: str
    along: str = ""


@dataclass(frozen=True)
class Draft:
    """How a draft stands now: its state, what is missing before it can be sent, and its page for the office."""

    state: str
    missing: tuple[str, ...] = ()
    address: str = ""

    @property
    def can_be_sent(self) -> bool:
        """Whether it is a draft with nothing missing."""
        return self.state == "draft" and not self.missing


@dataclass(frozen=True)
class Standing:
    """How the drafts of a table stand as a whole: how many are complete, wait, are approved, and what others lack."""

    complete: int = 0
    waiting: int = 0
    approved: int = 0
    returned: int = 0
    lacking: tuple[tuple[str, int], ...] = ()

    @property
    def sent(self) -> int:
        """Those that left the state of a draft."""
        return self.waiting + self.approved + self.returned


class ImportKind(ABC):
    """One kind of list; `key` is a value of ListKind, `headers` a key of registry.headers.KINDS."""

    key: str
    headers: str
    noun: str
    columns: tuple[Column, ...]
    title_fields: tuple[str, ...]
    carried: tuple[str, ...] = ()
    sends = False  # whether the office sends its drafts to the queue
    waits_for = "Draf dilengkapi dan dikirim oleh pemiliknya."

    @property
    def fields(self) -> Mapping[str, str]:
        """Our field -> its words."""
        return labels(self.columns)

    def option_fields(self) -> dict[str, forms.Field]:
        """What the officer may choose for the whole table; the values are JSON."""
        return {
            "tidy": forms.BooleanField(
                label="Rapikan nama yang ditulis HURUF BESAR semua", required=False, initial=True
            )
        }

    def guess_options(self, sheet: Sheet, lines: Sequence[Line]) -> dict[str, Any]:
        """The options to begin with, from the first rows of the table."""
        return {name: field.initial for name, field in self.option_fields().items()}

    @abstractmethod
    def check(self, sheet: Sheet) -> Check:
        """A maker of checks for one pass through a table: reads its lists once and remembers the rows it has seen.

        For some rows at a time, in the order of the file, it gives the function that reads each of them.
        """

    @abstractmethod
    def create(self, readings: Sequence[Reading], *, by: User, hands: Sequence[int]) -> list[Made]:
        """Make one draft for each reading, in order; called inside a transaction."""

    @abstractmethod
    def remove(self, made: Sequence[Made], *, by: User) -> dict[str, str]:
        """Remove the drafts that nobody touched; returns code -> why for those that stay. Inside a transaction."""

    @abstractmethod
    def drafts(self, codes: Sequence[str]) -> dict[str, Draft]:
        """How the drafts with these codes stand now."""

    @abstractmethod
    def still_there(self, codes: Sequence[str]) -> set[str]:
        """Those of `codes` that are a draft, wait, or count: a row that says the same would be a double."""

    @abstractmethod
    def standing(self, codes: QuerySet[Any]) -> Standing:
        """The drafts with the codes of this one-column query, counted by the database."""

    def ready(self, codes: QuerySet[Any]) -> list[str]:
        """The codes of complete drafts that can be sent."""
        return []

    def send(self, codes: Sequence[str], *, by: User) -> dict[str, str]:
        """Send complete drafts to the queue; code -> why for those that stay. Inside a transaction. Raises Refused."""
        raise Refused(self.waits_for)


KINDS: dict[str, ImportKind] = {}


def add(kind: ImportKind) -> None:
    """Make a kind known; called once for each when Django starts."""
    KINDS[kind.key] = kind


def kind_of(key: str) -> ImportKind:
    """The kind of a batch; Http404 for one whose room is switched off."""
    if key not in KINDS:
        raise Http404
    return KINDS[key]
