"""Finds suspected pairs: all of them at night, those of one business as soon as it was sent, approved or typed into.

Work goes in small transactions of its own, outside the verb that rang: a pair refers to two businesses, and two
officers who approve both at once would otherwise wait for each other.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, models, transaction

from jobs.models import Job
from jobs.work import Progress
from registry.duplicates import signs
from registry.duplicates.evidence import Facts, Suspicion, judge
from registry.models import Business, BusinessEdition, DuplicatePair
from registry.queries import districts

log = logging.getLogger(__name__)
JOB = "registry.find-duplicates"
State = DuplicatePair.State
CHUNK = 500


def find_all(job: Job, progress: Progress) -> dict[str, Any]:
    """The nightly search through the whole register; what is no longer suspected and nobody spoke about goes away."""
    places = list(districts())
    progress.tell(0, len(places) + 1, "Mencari NIB, pemilik, dan telepon yang sama")
    found = _judged(signs.by_number())
    for count, place in enumerate(places, 1):
        progress.tell(count, words=f"Mencari nama yang mirip di {place.label}")
        found = _judged(signs.by_name(place.code)) | found
    known = {(pair.a_id, pair.b_id): pair for pair in DuplicatePair.objects.all()}
    new = 0
    for some in _chunks(list(found.values())):
        new += keep(some, known)
        progress.tell(len(places), words="Menyimpan pasangan yang ditemukan")
    gone = [pair.pk for key, pair in known.items() if key not in found and pair.state == State.OPEN]
    for pks in _chunks(gone):
        _unsuspected(DuplicatePair.objects.filter(pk__in=pks, state=State.OPEN)).delete()
    waiting = DuplicatePair.objects.filter(state=State.OPEN).count()
    progress.tell(len(places) + 1, words=f"{new} pasangan baru, {waiting} menunggu diperiksa")
    return {"new": new, "open": waiting}


def find_of(business: Business) -> None:
    """Look for the doubles of one business and bring its pairs up to date.

    While its draft is typed the pairs are only asked about (`asked`); once it was sent they are on the work list.
    """
    found = {key: one for key, one in _judged(signs.of_one(business.pk)).items() if business.pk in key}
    pairs = DuplicatePair.objects.filter(models.Q(a=business) | models.Q(b=business))
    known = {(pair.a_id, pair.b_id): pair for pair in pairs}
    keep(found.values(), known, State.ASKED if is_own_draft(business) else State.OPEN)
    gone = [pair.pk for key, pair in known.items() if key not in found and pair.is_open]
    if gone:
        _unsuspected(pairs.filter(pk__in=gone, state__in=[State.ASKED, State.OPEN])).delete()


def is_own_draft(business: Business) -> bool:
    """Whether all there is of it is a draft that its owner types and has not sent: hers alone."""
    sent = BusinessEdition.objects.filter(models.Q(is_live=True) | models.Q(is_open=True), submission__isnull=False)
    return business.owner.user_id is not None and not sent.filter(business=business).exists()


_HELD: ContextVar[bool] = ContextVar("finding_held", default=False)


@contextmanager
def left_to_the_night() -> Iterator[None]:
    """Verbs inside ring as ever, but nothing is looked for: for acts on thousands, which the nightly search follows."""
    token = _HELD.set(True)
    try:
        yield
    finally:
        _HELD.reset(token)


def find_after_commit(business: Business) -> None:
    """`find_of` once the verb that rang is through; the night finds what fails here."""
    if _HELD.get():
        return

    def look() -> None:
        try:
            find_of(business)
        except DatabaseError:
            log.exception("doubles of %s could not be looked for", business.code)

    transaction.on_commit(look)


def _chunks(of: list[Any]) -> Iterator[list[Any]]:
    return (of[begin : begin + CHUNK] for begin in range(0, len(of), CHUNK))


def _judged(facts: Iterable[Facts]) -> dict[tuple[int, int], Suspicion]:
    return {(one.a, one.b): one for fact in facts if (one := judge(fact))}


@transaction.atomic
def keep(found: Iterable[Suspicion], known: dict[tuple[int, int], DuplicatePair], state: str = State.OPEN) -> int:
    """Store what was found, except about pairs that were decided; returns how many are new."""
    new, changed = [], []
    for one in found:
        values = {
            "reasons": list(one.reasons),
            "score": one.score,
            "likeness": one.likeness,
            "districts": list(one.districts),
        }
        pair = known.get((one.a, one.b))
        if pair is None:
            new.append(DuplicatePair(a_id=one.a, b_id=one.b, state=state, **values))
        elif pair.is_open and _differs(pair, values, state):
            changed.append(pair)
    DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
    DuplicatePair.objects.filter(state__in=[State.ASKED, State.OPEN]).bulk_update(
        changed, ["reasons", "score", "likeness", "districts", "state"]
    )
    return len(new)


def _differs(pair: DuplicatePair, values: dict[str, Any], state: str) -> bool:
    """Put `values` on the pair; whether anything changed. What an officer pointed out, or an owner answered, stays."""
    if DuplicatePair.Reason.OFFICER in pair.reasons:
        values["reasons"] = [*values["reasons"], DuplicatePair.Reason.OFFICER.value]
        values["score"] = max(values["score"], pair.score)
    if pair.state == State.ASKED and state == State.OPEN:
        values["state"] = State.OPEN
    before = {name: getattr(pair, name) for name in values}
    for name, value in values.items():
        setattr(pair, name, value)
    return before != values


def _unsuspected(pairs: models.QuerySet[DuplicatePair]) -> models.QuerySet[DuplicatePair]:
    """Of these, the pairs that the machine alone suspected: nobody answered, nobody pointed them out.

    A NIK that belongs to another owner is never stored, so what it showed stays until the draft has a NIK.
    """
    typed = models.Q(reasons__contains=["nik"], state=State.ASKED) & (
        models.Q(a__owner__nik_hash=None) | models.Q(b__owner__nik_hash=None)
    )
    return pairs.filter(said_at=None).exclude(reasons__contains=["officer"]).exclude(typed)
