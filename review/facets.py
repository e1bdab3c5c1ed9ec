"""How many of the waiting submissions stand behind each choice of the queue: one statement, then plain counting."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Count, ExpressionWrapper, F, Func, Max, Min, QuerySet, Value, When
from django.db.models.fields import CharField, DateTimeField, DurationField, IntegerField

from review.models import Kind, Submission
from review.queries import SOON

LATE, NEARLY = "lewat", "hampir"
KINDS = {"usaha": Kind.BUSINESS, "produk": Kind.PRODUCT, "sertifikat": Kind.CERTIFICATE, "klaim": Kind.CLAIM}
STAGES = {"baru": True, "ubah": False}
EDGES = ArrayField(DateTimeField())
MINE, NOBODY, OTHERS = "saya", "belum", "lain"


class Group(NamedTuple):
    """Waiting submissions that are alike in all that the queue is narrowed by."""

    kind: str
    region_code: str
    region_name: str
    officer: int | None
    is_first: bool
    age: str
    size: int
    oldest: datetime  # when the one that waits longest was sent
    newest: datetime
    span: int  # how many of the `edges` lie before or at the moment it was sent


def groups_of(waiting: QuerySet[Submission], now: datetime, edges: Sequence[datetime] = ()) -> list[Group]:
    """Those of `waiting`, grouped; some thousand groups at most, whatever the number of rows.

    `edges`, moments in rising order, part them also by when they were sent.
    """
    promised = ExpressionWrapper((F("due_at") - F("submitted_at")) * SOON, output_field=DurationField())
    soon = ExpressionWrapper(F("submitted_at") + promised, output_field=DateTimeField())
    age = Case(
        When(due_at__lt=now, then=Value(LATE)),
        When(soon_at__lte=now, then=Value(NEARLY)),
        default=Value(""),
        output_field=CharField(),
    )
    rows = waiting.order_by().select_related(None).annotate(soon_at=soon, age_is=age)
    names = ["kind", "region_code", "region_name", "assigned_to_id", "is_first", "age_is"]
    if edges:
        span = Func(F("submitted_at"), Value(list(edges), EDGES), function="width_bucket", output_field=IntegerField())
        rows, names = rows.annotate(span=span), [*names, "span"]
    sent = F("submitted_at")
    found = rows.values_list(*names).annotate(n=Count("*"), oldest=Min(sent), newest=Max(sent))
    return [Group._make((*row[:6], *row[-3:], row[6] if edges else 0)) for row in found]


@dataclass(frozen=True)
class Facets:
    """Figures beside the choices. `chosen` is what narrows the list; each figure keeps all other choices."""

    groups: list[Group]
    chosen: Mapping[str, str]
    me: int
    codes: Mapping[str, int] = field(default_factory=dict)  # code of an officer -> her id

    def _tests(self) -> dict[str, Callable[[Group], bool]]:
        value, tests = self.chosen.get, dict[str, Callable[[Group], bool]]()
        if kind := KINDS.get(value("jenis", "")):
            tests["jenis"] = lambda group: group.kind == kind
        if place := value("kecamatan"):
            tests["kecamatan"] = lambda group: group.region_code == place
        if age := value("umur"):
            tests["umur"] = lambda group: group.age == LATE or group.age == age
        if stage := value("tahap"):
            tests["tahap"] = lambda group: group.is_first is STAGES[stage]
        if officer := value("petugas"):
            tests["petugas"] = lambda group: self.holds(group.officer, officer)
        return tests

    def holds(self, officer: int | None, choice: str) -> bool:
        """Whether a submission of `officer` (None: nobody's) is behind the choice of the address."""
        if choice == NOBODY:
            return officer is None
        if choice == MINE:
            return officer == self.me
        if choice == OTHERS:
            return officer not in (None, self.me)
        return officer is not None and officer == self.codes.get(choice)

    def _within(self, free: str) -> list[Group]:
        """The groups that fit every choice but the one named `free`."""
        tests = [test for name, test in self._tests().items() if name != free]
        return [group for group in self.groups if all(test(group) for test in tests)]

    @cached_property
    def all(self) -> int:
        """Without any choice."""
        return sum(group.size for group in self.groups)

    @cached_property
    def overdue(self) -> int:
        """Late ones, without any choice."""
        return sum(group.size for group in self.groups if group.age == LATE)

    @cached_property
    def found(self) -> int:
        """With all choices: how long the list is."""
        return sum(group.size for group in self._within(""))

    def _count(self, name: str, key: Callable[[Group], object]) -> Counter[object]:
        found: Counter[object] = Counter()
        for group in self._within(name):
            found[key(group)] += group.size
        return found

    @cached_property
    def kinds(self) -> dict[str, int]:
        """By the words of the address: usaha, produk, sertifikat; empty for all."""
        by = self._count("jenis", lambda group: group.kind)
        return {"": by.total(), **{word: by[kind.value] for word, kind in KINDS.items()}}

    @cached_property
    def ages(self) -> dict[str, int]:
        """Late, and nearly late (the late ones included)."""
        by = self._count("umur", lambda group: group.age)
        return {LATE: by[LATE], NEARLY: by[LATE] + by[NEARLY]}

    @cached_property
    def stages(self) -> dict[str, int]:
        """New things, and changes."""
        by = self._count("tahap", lambda group: group.is_first)
        return {word: by[is_first] for word, is_first in STAGES.items()}

    @cached_property
    def officers(self) -> dict[int | None, int]:
        """By id of the officer; None for nobody."""
        return dict(self._count("petugas", lambda group: group.officer))  # type: ignore[arg-type]

    @cached_property
    def holders(self) -> dict[str, int]:
        """Mine, nobody's, others'."""
        return {
            choice: sum(count for officer, count in self.officers.items() if self.holds(officer, choice))
            for choice in (MINE, NOBODY, OTHERS)
        }

    @cached_property
    def districts(self) -> list[tuple[str, str, int]]:
        """(code, name, figure) by name; the chosen one is there even with nothing behind it."""
        names = {group.region_code: group.region_name for group in self.groups if group.region_code}
        by = self._count("kecamatan", lambda group: group.region_code)
        shown = [(code, name or code, by[code]) for code, name in names.items()]
        return sorted(
            (one for one in shown if one[2] or one[0] == self.chosen.get("kecamatan")), key=lambda one: one[1]
        )
