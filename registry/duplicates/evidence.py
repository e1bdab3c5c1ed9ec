"""What speaks for two records being one business, and how much. Pure: it asks no database.

The signs are those of the work list: the same NIB, the same owner, the same telephone, a similar name in the same
village. One owner may have many businesses and one telephone may serve a family, so these two count only together
with a second sign.
"""

from dataclasses import dataclass

from registry.models import DuplicatePair

Reason = DuplicatePair.Reason
ALIKE = 0.45  # of two names that another sign already brings together (pg_trgm similarity, 0 to 1)
SIMILAR = 0.7  # of two names in one village, and nothing else
SAME_NAME = 0.9  # so alike that the names of the owners do not matter
SAME_PERSON = 0.5  # of the names of two owners
CROWD = 5  # a telephone that more businesses have than this tells nothing by itself
NAMESAKES = 3  # nor does a name that more businesses of one village have, when their owners differ


@dataclass(frozen=True)
class Facts:
    """What two records have in common. `likeness` and `persons` are similarities of names from 0 to 1."""

    a: int
    b: int
    same_nib: bool
    same_owner: bool
    same_phone: bool
    same_village: bool
    same_activity: bool
    likeness: float
    persons: float | None  # None: one of the owners has no name
    districts: tuple[str, ...]
    crowd: int = 0  # how many businesses of the village have exactly this name
    phone_crowd: int = 0  # how many businesses have this telephone


@dataclass(frozen=True)
class Suspicion:
    """Two businesses (a < b), what speaks for them being one, and a score from 1 to 100."""

    a: int
    b: int
    reasons: tuple[str, ...]
    score: int
    likeness: int
    districts: tuple[str, ...]


def judge(facts: Facts) -> Suspicion | None:
    """The suspicion that follows from the facts; None when they are too weak."""
    reasons = _reasons(facts)
    if not reasons:
        return None
    points = {Reason.NIB: 60.0, Reason.NIK: 30.0, Reason.PHONE: 20.0, Reason.NAME: 35.0 * facts.likeness}
    score = sum(points[reason] for reason in reasons)
    if not facts.same_owner and facts.persons is not None and facts.persons >= SAME_PERSON:
        score += 25
    return Suspicion(
        facts.a,
        facts.b,
        tuple(reason.value for reason in reasons),
        min(100, max(1, round(score))),
        round(facts.likeness * 100),
        tuple(sorted(set(facts.districts))),
    )


def _reasons(facts: Facts) -> list[Reason]:
    alike = facts.likeness >= ALIKE
    found = [Reason.NIB] if facts.same_nib else []
    if facts.same_owner and (alike or (facts.same_activity and facts.same_village)):
        found.append(Reason.NIK)
    second_sign = alike or bool(found) or (not facts.same_owner and facts.phone_crowd <= CROWD)
    if facts.same_phone and second_sign:
        found.append(Reason.PHONE)
    if facts.same_village and _same_name(facts, bool(found)):
        found.append(Reason.NAME)
    return found


def _same_name(facts: Facts, backed: bool) -> bool:
    if backed:
        return facts.likeness >= ALIKE
    one_person = facts.persons is None or facts.persons >= SAME_PERSON
    return facts.likeness >= SIMILAR and (one_person or (facts.likeness >= SAME_NAME and facts.crowd <= NAMESAKES))
