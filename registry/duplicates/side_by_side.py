"""The two records of a pair next to each other: what differs, what each holds, and what a merge would mean."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from audit.models import Event
from audit.queries import history_of
from registry.comparison import FIELDS
from registry.duplicates import holdings
from registry.duplicates.merging import TAKEABLE, obstacle
from registry.models import Business, BusinessEdition, DuplicatePair, Member, Merge, Owner
from review.compare import Row, compare
from review.models import Submission
from review.queries import rounds_of


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    letter: str
    business: Business
    edition: BusinessEdition | None
    holds: list[tuple[str, int]]
    rounds: list[Submission]
    diary: list[Event]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.edition) if self.edition else f"Usaha {self.business.code}"

    @property
    def owner(self) -> Owner:
        """The person behind it."""
        return self.business.owner

    @property
    def rank(self) -> tuple[Any, ...]:
        """How much speaks for keeping this one: on display, with an account, with more to it, older."""
        shown = bool(self.edition and self.edition.is_live and self.business.is_shown)
        return (shown, self.owner.user_id is not None, sum(n for _, n in self.holds), -self.business.pk)


@dataclass(frozen=True)
class Plan:
    """What merging `gone` into `kept` means, before anybody presses: an obstacle in words, or fields to take over."""

    kept: Side
    gone: Side
    obstacle: str
    fields: list[tuple[str, str, str, str]]  # name, label, value of the survivor, value that could be taken
    resting: int = 0  # members of `gone`, who act for it no more while it is merged

    @property
    def owners_differ(self) -> bool:
        """Whether somebody loses what she could change."""
        return self.kept.business.owner_id != self.gone.business.owner_id

    @property
    def moves(self) -> list[tuple[str, int]]:
        """What changes hands."""
        return [(words, count) for words, count in self.gone.holds if count]


@dataclass(frozen=True)
class Comparison:
    """Everything the page of a pair shows."""

    pair: DuplicatePair
    a: Side
    b: Side
    differing: list[Row]
    same: list[Row]
    merges: list[Merge]

    @property
    def merge(self) -> Merge | None:
        """The merge of these two that is in force."""
        return next((one for one in self.merges if one.undone_at is None), None)


def _editions(*businesses: Business) -> dict[int, BusinessEdition]:
    found = (
        BusinessEdition.objects.filter(business__in=businesses)
        .order_by("business", "-is_live", "-number")
        .distinct("business")
        .select_related("business__owner", "village__parent", "activity", "submission")
    )
    return {one.business_id: one for one in found}


def merges_of(*businesses: Business) -> QuerySet[Merge]:
    """Every merge among these businesses, the newest first."""
    return Merge.objects.filter(survivor__in=businesses, loser__in=businesses).select_related(
        "survivor", "loser", "merged_by", "undone_by"
    )


def read(pair: DuplicatePair) -> Comparison:
    """Both sides of a pair (fetched with both businesses and their owners)."""
    editions, held = _editions(pair.a, pair.b), holdings.counted(pair.a, pair.b)
    sides = [
        Side(
            letter,
            business,
            editions.get(business.pk),
            held[business.pk],
            list(rounds_of("registry", business.code)[:5]),
            list(history_of(business, 12)),
        )
        for letter, business in (("A", pair.a), ("B", pair.b))
    ]
    rows = compare(sides[0].edition, sides[1].edition, FIELDS) if all(side.edition for side in sides) else []
    return Comparison(
        pair,
        sides[0],
        sides[1],
        [row for row in rows if row.change != "same"],
        [row for row in rows if row.change == "same" and row.new],
        list(merges_of(pair.a, pair.b)),
    )


def plan(of: Comparison, keep: str = "") -> Plan:
    """The merge that keeps the business with the code `keep`; without it the one for which more speaks."""
    by_rank = sorted((of.a, of.b), key=lambda side: side.rank, reverse=True)
    kept = next((side for side in by_rank if side.business.code == keep), by_rank[0])
    gone = of.b if kept is of.a else of.a
    fields = []
    for row in of.differing:
        mine, other = (row.old, row.new) if kept is of.a else (row.new, row.old)
        if row.name == "nib" and gone.edition is not None and not gone.edition.nib:
            continue  # "has none yet" replaces no number
        if other and row.name in TAKEABLE:
            fields.append((row.name, row.label, mine, other))
    members = Member.objects.filter(business=gone.business, accepted_at__isnull=False, ended_at__isnull=True)
    return Plan(kept, gone, obstacle(kept.business, gone.business), fields, resting=members.count())


@dataclass(frozen=True)
class Trace:
    """What the office's page about one business says of doubles and merges."""

    suspected: list[tuple[DuplicatePair, str]]  # the pair and the name of the other
    into: Merge | None
    pair_into: DuplicatePair | None
    taken: list[tuple[Merge, str, list[Event]]]  # the merge, the name of the loser, its history


def _name(business: Business, editions: dict[int, BusinessEdition]) -> str:
    edition = editions.get(business.pk)
    return str(edition) if edition else f"Usaha {business.code}"


def trace_of(business: Business) -> Trace:
    """Open suspicions, the merge it went into, and the records it took in with their history."""
    pairs = [
        pair
        for side in ("a", "b")
        for pair in DuplicatePair.objects.filter(**{side: business}, state=DuplicatePair.State.OPEN)
        .select_related("a", "b")
        .order_by("-score", "id")[:5]
    ]
    merges = Merge.objects.select_related("survivor", "loser", "merged_by")
    into = merges.filter(loser=business, undone_at=None).first()
    taken = list(merges.filter(survivor=business, undone_at=None)[:10])
    others = [pair.b if pair.a_id == business.pk else pair.a for pair in pairs]
    editions = _editions(*others, *(merge.loser for merge in taken)) if others or taken else {}
    ids = (min(into.survivor_id, into.loser_id), max(into.survivor_id, into.loser_id)) if into else (0, 0)
    return Trace(
        [(pair, _name(other, editions)) for pair, other in zip(pairs, others, strict=True)],
        into,
        DuplicatePair.objects.filter(a=ids[0], b=ids[1]).first() if into else None,
        [(merge, _name(merge.loser, editions), list(history_of(merge.loser, 20))) for merge in taken],
    )
