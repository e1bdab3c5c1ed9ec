"""What a kind of list must know to be imported. The register brings one kind, rooms above add theirs at start-up."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404

from accounts.models import User
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


class ImportKind(ABC):
    """One kind of list; `key` is a value of ImportBatch.Kind, `headers` a key of registry.headers.KINDS."""

    key: str
    headers: str
    noun: str
    fields: Mapping[str, str]
    title_fields: tuple[str, ...]
    carried: tuple[str, ...] = ()
    sends = False

    def option_fields(self) -> dict[str, forms.Field]:
        """What the officer may choose for the whole table; the values are JSON."""
        return {
            "tidy": forms.BooleanField(
                label="Rapikan nama yang ditulis HURUF BESAR semua", required=False, initial=True
            )
        }

    def guess_options(self, sheet: Sheet, lines: Sequence[Line]) -> dict[str, Any]:
        """The options to begin with."""
        return {name: field.initial for name, field in self.option_fields().items()}

    @abstractmethod
    def check(self, sheet: Sheet) -> Check:
        """A maker of checks: reads its lists once, then gives for some rows the function that reads each of them."""

    @abstractmethod
    def create(self, readings: Sequence[Reading], *, by: User, hands: Sequence[int]) -> list[Made]:
        """Make one draft for each reading, in order; called inside a transaction."""

    @abstractmethod
    def remove(self, made: Sequence[Made], *, by: User) -> dict[str, str]:
        """Remove the drafts that nobody touched; returns code -> why for those that stay. Inside a transaction."""

    @abstractmethod
    def drafts(self, codes: Sequence[str]) -> dict[str, Draft]:
        """How the drafts with these codes stand now."""

    def send(self, code: str, *, by: User) -> None:
        """Send one complete draft to the queue; kinds that leave this to the owner refuse. Raises Refused."""
        raise Refused("Draf jenis ini dikirim oleh pemiliknya sendiri.")


KINDS: dict[str, ImportKind] = {}


def add(kind: ImportKind) -> None:
    """Make a kind known; called once for each when Django starts."""
    KINDS[kind.key] = kind


def kind_of(key: str) -> ImportKind:
    """The kind of a batch; Http404 for one whose room is switched off."""
    if key not in KINDS:
        raise Http404
    return KINDS[key]
