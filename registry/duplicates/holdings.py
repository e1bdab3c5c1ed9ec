"""What a business has in the rooms above: what would move along with a merge, and what comes back when it is undone.

A room adds its rows when Django starts: `holdings.add(Holding("catalog.product", "produk", Product))`. One whose rows
cannot simply change hands says so with `holdings.hinder`, or overrides `move` and `give_back`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count

from accounts.models import User
from registry.models import Business

Moved = dict[str, list[int]]  # key of a holding -> ids of the rows that changed hands


def never(moved: Moved, loser: Business, survivor: Business) -> str:
    """Nothing that happened to these rows keeps them from going back."""
    return ""


@dataclass(frozen=True)
class Holding:
    """Rows of one table that belong to a business.

    `contradicts(moved, loser, survivor)` gives the Indonesian sentence that says why the rows cannot go back any more
    and what to do first; empty when they can.
    """

    key: str
    words: str
    model: type[models.Model]
    field: str = "business"
    contradicts: Callable[[Moved, Business, Business], str] = never

    def count(self, *businesses: Business) -> dict[int, int]:
        """How many rows each has, by the id of the business."""
        rows = self.model._default_manager.filter(**{f"{self.field}__in": businesses})
        return dict(rows.order_by().values_list(self.field).annotate(n=Count("pk")))

    def move(self, loser: Business, survivor: Business, *, by: User) -> list[int]:
        """Give every row of `loser` to `survivor`; the ids of the rows."""
        rows = self.model._default_manager.filter(**{self.field: loser})
        ids = sorted(rows.order_by().values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=ids).update(**{self.field: survivor})
        return ids

    def give_back(self, ids: list[int], loser: Business, survivor: Business) -> None:
        """Give exactly these rows back; one that was thrown away since does not come back."""
        self.model._default_manager.filter(pk__in=ids, **{self.field: survivor}).update(**{self.field: loser})


HOLDINGS: dict[str, Holding] = {}
HINDRANCES: dict[str, Callable[[Business, Business], str]] = {}


def add(holding: Holding) -> None:
    """Make the rows of a room known; called when Django starts."""
    HOLDINGS[holding.key] = holding


def hinder(key: str, asked: Callable[[Business, Business], str]) -> None:
    """Let a room say why two businesses cannot be merged yet: `asked(survivor, loser)` gives a sentence or nothing."""
    HINDRANCES[key] = asked


def hindrance(survivor: Business, loser: Business) -> str:
    """The first sentence of a room above against this merge; empty when none has one."""
    return next(filter(None, (asked(survivor, loser) for asked in HINDRANCES.values())), "")


def counted(*businesses: Business) -> dict[int, list[tuple[str, int]]]:
    """What each business holds, as (words, how many), by its id."""
    counts = [(holding.words, holding.count(*businesses)) for holding in HOLDINGS.values()]
    return {one.pk: [(words, found.get(one.pk, 0)) for words, found in counts] for one in businesses}


def move_all(loser: Business, survivor: Business, *, by: User) -> Moved:
    """Move everything; the ids by holding, without the holdings that had nothing."""
    moved = {key: holding.move(loser, survivor, by=by) for key, holding in HOLDINGS.items()}
    return {key: ids for key, ids in moved.items() if ids}


def contradictions(moved: Moved, loser: Business, survivor: Business) -> str:
    """Why the moved rows cannot go back; empty when they can."""
    found = (HOLDINGS[key].contradicts(moved, loser, survivor) for key in moved if key in HOLDINGS)
    return next(filter(None, found), "")


def give_back(moved: Moved, loser: Business, survivor: Business) -> None:
    """Give the moved rows back."""
    for key, ids in moved.items():
        if key in HOLDINGS:
            HOLDINGS[key].give_back(ids, loser, survivor)
