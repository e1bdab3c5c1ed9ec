"""What the desk must know of a room whose things it decides. Rooms above bring theirs at start-up (apps.ready)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from review.automatic import Check
from review.models import Submission


class Approve(Protocol):
    """The verb of a room that approves one submission; raises Refused and AlreadyDecided."""

    def __call__(self, submission: Submission, *, by: User) -> None:
        """Approve it."""


@dataclass(frozen=True)
class Room:
    """A reviewing room as the desk sees it."""

    kind: str  # value of review.models.Kind
    permission: str  # who may decide, "room.codename"
    fields: Sequence[tuple[str, str]]  # (name, label) of what a reviewer can mark
    approve: Approve
    checks: Callable[[Submission], list[Check]]
    things: Callable[[User], QuerySet]  # what a person may act for; rows with a `code`
    people: Callable[[str], list[User]]  # who is told about the thing with this code
    in_batches: bool = True  # whether many may be approved at once after a sample


ROOMS: dict[str, Room] = {}


def add(name: str, room: Room) -> None:
    """Make a room known by its app label; called once for each when Django starts."""
    ROOMS[name] = room


def room_of(submission: Submission) -> Room:
    """The room of a submission; Http404 when it is switched off."""
    if submission.room not in ROOMS:
        raise Http404
    return ROOMS[submission.room]


def fields_of(kind: str) -> list[tuple[str, str]]:
    """(name, label) of what can be marked in a kind of submission; those of every kind for an empty text."""
    rooms = [room for room in ROOMS.values() if not kind or room.kind == kind]
    return list(dict.fromkeys(pair for room in rooms for pair in room.fields))
