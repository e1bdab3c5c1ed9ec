"""How the work of the desk lies on its people, and what is late: the figures of the supervisor's page. Five statements,
whatever the number of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from accounts.models import User
from review.facets import KINDS, LATE, NEARLY, Group, groups_of
from review.queries import decided, officers, own_days, waiting
from review.workdays import days_back

# working days a submission has waited, from and to; the promise is three
STEPS = ((0, 1), (2, 3), (4, 5), (6, 10), (11, 20), (21, None))


class Median(Aggregate):
    """The middle value."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass
class OfficerLoad:
    """What one officer holds and has decided; `officer` None stands for what nobody has taken."""

    officer: User | None
    waiting: int = 0
    overdue: int = 0
    oldest: datetime | None = None
    week: int = 0
    month: int = 0
    late: int = 0
    median: timedelta | None = None


@dataclass
class Lateness:
    """Waiting ones of a kind or a kecamatan."""

    key: str
    name: str
    waiting: int = 0
    nearly: int = 0
    overdue: int = 0
    free: int = 0

    @property
    def percent(self) -> int:
        """Late ones of a hundred."""
        return round(self.overdue * 100 / self.waiting) if self.waiting else 0


@dataclass
class AgeStep:
    """How many have waited from `first` to `last` working days (None: longer); sent between two days."""

    first: int
    last: int | None
    count: int = 0
    since: date | None = None
    until: date | None = None
    percent: int = 0  # of the longest bar

    @property
    def words(self) -> str:
        """0–1 hari kerja; lebih dari 20 hari kerja."""
        return (
            f"{self.first}–{self.last} hari kerja"
            if self.last is not None
            else f"Lebih dari {self.first - 1} hari kerja"
        )

    @property
    def is_late(self) -> bool:
        """Whether the promise of three working days is over."""
        return self.first > 3


@dataclass
class Load:
    """All figures of the page."""

    officers: list[OfficerLoad] = field(default_factory=list)
    kinds: list[Lateness] = field(default_factory=list)
    districts: list[Lateness] = field(default_factory=list)
    ages: list[AgeStep] = field(default_factory=list)
    waiting: int = 0
    overdue: int = 0
    free: int = 0
    people: list[User] = field(default_factory=list)  # who may take submissions, by name


def load_of_the_desk(now: datetime) -> Load:
    """The figures at `now`."""
    groups, people = groups_of(waiting(), now, _edges(timezone.localdate(now))), list(officers())
    kinds = {kind.value: (word, str(kind.label)) for word, kind in KINDS.items()}
    return Load(
        officers=_officers(groups, people, now),
        kinds=_lateness(groups, lambda group: kinds[group.kind]),
        districts=_lateness(groups, lambda group: (group.region_code, group.region_name or "Tanpa kecamatan")),
        ages=_ages(groups),
        waiting=sum(group.size for group in groups),
        overdue=sum(group.size for group in groups if group.age == LATE),
        free=sum(group.size for group in groups if group.officer is None),
        people=people,
    )


def _lateness(groups: list[Group], key: Callable[[Group], tuple[str, str]]) -> list[Lateness]:
    """By whatever `key` gives as (value of the address, name); the latest first."""
    found: dict[str, Lateness] = {}
    for group in groups:
        value, name = key(group)
        row = found.setdefault(value, Lateness(value, name))
        row.waiting += group.size
        row.overdue += group.size if group.age == LATE else 0
        row.nearly += group.size if group.age == NEARLY else 0
        row.free += group.size if group.officer is None else 0
    return sorted(found.values(), key=lambda row: (-row.overdue, -row.waiting, row.name))


def _officers(groups: list[Group], may: list[User], now: datetime) -> list[OfficerLoad]:
    held: dict[int | None, OfficerLoad] = {}
    for group in groups:
        load = held.setdefault(group.officer, OfficerLoad(None))
        load.waiting += group.size
        load.overdue += group.size if group.age == LATE else 0
        load.oldest = min(group.oldest, load.oldest or group.oldest)
    took = ExpressionWrapper(F("decided_at") - F("submitted_at"), output_field=DurationField())
    month, week = now - timedelta(days=30), now - timedelta(days=7)
    done = {
        row["decided_by"]: row
        for row in decided()
        .filter(decided_at__gte=month)
        .order_by()
        .values("decided_by")
        .annotate(
            month=Count("*"),
            week=Count(Value(1), filter=Q(decided_at__gte=week)),
            late=Count(Value(1), filter=Q(decided_at__gt=F("due_at"))),
            median=Median(took),
        )
    }
    people = {one.pk: one for one in may}
    people |= User.objects.in_bulk([pk for pk in {*held, *done} if pk and pk not in people])
    rows = [OfficerLoad(person) for person in sorted(people.values(), key=lambda one: str(one).casefold())]
    for row in [*rows, nobody := OfficerLoad(None)]:
        pk = row.officer.pk if row.officer else None
        if pk in held:
            row.waiting, row.overdue, row.oldest = held[pk].waiting, held[pk].overdue, held[pk].oldest
        if pk in done:
            row.week, row.month, row.late, row.median = (done[pk][name] for name in ("week", "month", "late", "median"))
    return [*rows, *([nobody] if nobody.waiting else [])]


def _edges(today: date) -> list[datetime]:
    """The mornings between two steps of STEPS, the earliest first: who was sent before one has waited that long."""
    own = own_days()
    days = [days_back(today, first, own) for first, _ in reversed(STEPS[1:])]
    return [timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) for day in days]


def _ages(groups: list[Group]) -> list[AgeStep]:
    """How long what waits has waited, in working days; `groups` are parted by `_edges`."""
    parted: dict[int, list[Group]] = {}
    for group in groups:
        parted.setdefault(len(STEPS) - 1 - group.span, []).append(group)
    steps = [AgeStep(first, last) for first, last in STEPS]
    for place, alike in parted.items():
        steps[place].count = sum(group.size for group in alike)
        steps[place].since = timezone.localdate(min(group.oldest for group in alike))
        steps[place].until = timezone.localdate(max(group.newest for group in alike))
    most = max((step.count for step in steps), default=0)
    for step in steps:
        step.percent = round(step.count * 100 / most) if most else 0
    return steps
