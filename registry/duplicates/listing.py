"""The work list of suspected pairs: what an officer narrows it down to, the figures beside the choices, its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict

from registry.models import BusinessEdition, DuplicatePair
from registry.queries import districts

State, Reason = DuplicatePair.State, DuplicatePair.Reason
TABS = {"perlu": State.OPEN, "bukan": State.DIFFERENT, "gabung": State.MERGED}
STRENGTHS = {"kuat": (70, 100), "sedang": (40, 69), "lemah": (1, 39)}
STRENGTH_WORDS = {"kuat": "Kuat", "sedang": "Sedang", "lemah": "Lemah"}
REASONS = {
    "nib": Reason.NIB,
    "nik": Reason.NIK,
    "telepon": Reason.PHONE,
    "nama": Reason.NAME,
    "petugas": Reason.OFFICER,
}

# every figure of the page: one reading of the table into a few groups, and those added up in four ways
FIGURES = """with g as materialized (
    select state, reasons, districts,
        case when score >= 70 then 'kuat' when score >= 40 then 'sedang' else 'lemah' end as strength, count(*) as n
    from registry_duplicatepair group by 1, 2, 3, 4)
select kind, key, sum(n)::int from (
    select 'state' as kind, state::text as key, n from g
    union all select 'reason', unnest(reasons), n from g where state = %(state)s
    union all select 'district', unnest(districts), n from g where state = %(state)s
    union all select 'strength', strength, n from g where state = %(state)s) as each group by kind, key"""


@dataclass(frozen=True)
class Wanted:
    """What was chosen in the address; a nonsense value is no choice."""

    tab: str
    reason: str = ""
    strength: str = ""
    district: str = ""

    @property
    def state(self) -> str:
        """The state of the pairs of this tab."""
        return TABS[self.tab].value

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab was chosen."""
        return bool(self.reason or self.strength or self.district)

    def pairs(self) -> QuerySet[DuplicatePair]:
        """The pairs: the strongest suspicion first, of decided ones the newest decision."""
        found = DuplicatePair.objects.filter(state=self.state)
        if self.reason:
            found = found.filter(reasons__contains=[REASONS[self.reason]])
        if self.strength:
            found = found.filter(score__range=STRENGTHS[self.strength])
        if self.district:
            found = found.filter(districts__contains=[self.district])
        return found.order_by("-score", "id") if self.tab == "perlu" else found.order_by("-decided_at", "id")


def wanted(data: QueryDict) -> Wanted:
    """Read the choices out of an address."""

    def one_of(name: str, known: Iterable[str], default: str = "") -> str:
        value = data.get(name, "")[:20]
        return value if value in known else default

    return Wanted(
        tab=one_of("keadaan", TABS, "perlu"),
        reason=one_of("alasan", REASONS),
        strength=one_of("kekuatan", STRENGTHS),
        district=one_of("kecamatan", {one.code for one in districts()}) if "kecamatan" in data else "",
    )


@dataclass(frozen=True)
class Figures:
    """How many pairs there are by what they are: key -> count."""

    state: dict[str, int] = field(default_factory=dict)
    reason: dict[str, int] = field(default_factory=dict)
    strength: dict[str, int] = field(default_factory=dict)
    district: dict[str, int] = field(default_factory=dict)


def figures(of: Wanted) -> Figures:
    """The figures beside tabs and choices, all of them without the choices applied."""
    found = Figures()
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"state": of.state})
        for kind, key, count in cursor.fetchall():
            getattr(found, kind)[key] = count
    return found


@dataclass(frozen=True)
class Row:
    """A pair with what is shown of its two businesses; None for a plate without any edition."""

    pair: DuplicatePair
    a: BusinessEdition | None
    b: BusinessEdition | None

    @property
    def key(self) -> tuple[object, ...]:
        """What a drawn row depends on (accounts.templatetags.keep)."""
        pair = self.pair
        decided = (pair.decided_at, str(pair.decided_by)) if pair.decided_by_id else pair.found_at
        seen = pair.code, pair.state, pair.score, *pair.reasons, bool(pair.said_at), decided
        return *seen, *(self._side(one) for one in (self.a, self.b))

    @staticmethod
    def _side(one: BusinessEdition | None) -> tuple[object, ...]:
        return (one.name, one.village_id, one.is_live, bool(one.business.owner.user_id)) if one else ()


def rows_of(pairs: Iterable[DuplicatePair]) -> list[Row]:
    """The pairs with what is shown of both sides, else their newest editions: one statement for all of them."""
    pairs = list(pairs)
    ids = {pk for pair in pairs for pk in (pair.a_id, pair.b_id)}
    editions = (
        BusinessEdition.objects.filter(business__in=ids)
        .order_by("business", "-is_live", "-number")
        .distinct("business")
        .select_related("business__owner", "village__parent")
    )
    of = {edition.business_id: edition for edition in editions}
    return [Row(pair, of.get(pair.a_id), of.get(pair.b_id)) for pair in pairs]


def all_rows(pairs: QuerySet[DuplicatePair], chunk: int = 500) -> Iterator[Row]:
    """Every row of a list, some at a time, for a file."""
    ids = list(pairs.values_list("pk", flat=True))
    for begin in range(0, len(ids), chunk):
        found = DuplicatePair.objects.select_related("decided_by").in_bulk(ids[begin : begin + chunk])
        yield from rows_of(found[pk] for pk in ids[begin : begin + chunk] if pk in found)
