"""Questions to the figures: of today, of the snapshots, and of other sources."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, models, transaction
from django.utils import timezone

from certification.queries import live as live_certificates
from figures.counting import sums_of_register
from figures.models import Boundary, ComparedList, ComparedRow, Snapshot, SourcedFigure
from registry.models import Business, BusinessEdition, Region
from registry.queries import districts, registered
from review.models import State, Submission

FRESH, DAY = datetime.timedelta(minutes=15), datetime.timedelta(days=1)
KEY = "figures.today.1"
NOW = "kini"


@dataclass(frozen=True)
class Count:
    """The sums of one day. `snapshot` is None for the register as it stands; `at` says when they were computed."""

    key: str
    label: str
    as_of: datetime.date
    at: datetime.datetime
    totals: dict[str, Any]
    snapshot: Snapshot | None = None

    @property
    def total(self) -> dict[str, int]:
        """The sums over the whole regency."""
        return self.totals["total"]


def today(*, anew: bool = False) -> Count:
    """The sums of the register as it stands, at most FRESH old; all pages within that time show the same.

    When they are older one page counts anew, and whoever comes meanwhile sees those of before, of the same day.
    """
    now = timezone.now()
    kept: Count | None = None if anew else cache.get(KEY)
    if kept and datetime.timedelta(0) <= now - kept.at < FRESH:
        return kept
    with transaction.atomic():
        if kept and kept.as_of == timezone.localdate(now) and not _is_first():
            return kept
        kept = Count(NOW, "hari ini", timezone.localdate(now), now, sums_of_register(now))
        cache.set(KEY, kept, DAY.total_seconds())
    return kept


def _is_first() -> bool:
    """Whether nobody else counts at this moment; the lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [KEY])
        return bool(cursor.fetchone()[0])


def of_snapshot(snapshot: Snapshot) -> Count:
    """The frozen sums of a snapshot."""
    return Count(snapshot.code, snapshot.label, snapshot.as_of, snapshot.taken_at, snapshot.totals, snapshot)


def snapshots() -> list[Snapshot]:
    """All snapshots, the oldest day first."""
    return list(Snapshot.objects.select_related("taken_by"))


def counts() -> list[Count]:
    """Every snapshot as sums, the oldest first."""
    return [of_snapshot(one) for one in snapshots()]


def yearly(counted: list[Count]) -> list[Count]:
    """Only those of a 31 December."""
    return [one for one in counted if one.snapshot and one.snapshot.kind == Snapshot.Kind.YEARLY]


def sourced(figure: str = "") -> list[SourcedFigure]:
    """What other sources say and nobody has corrected or withdrawn; years first, those without a year last."""
    found = SourcedFigure.objects.filter(replaced_by__isnull=True, is_withdrawn=False)
    found = found.select_related("entered_by").order_by("figure", models.F("year").asc(nulls_last=True), "value")
    return list(found.filter(figure=figure) if figure else found)


def history_of(figure: SourcedFigure) -> list[SourcedFigure]:
    """The row and those it replaced, the newest first."""
    chain = [figure]
    while chain[-1].replaces_id:
        chain.append(SourcedFigure.objects.select_related("entered_by").get(pk=chain[-1].replaces_id))
    return chain


def home_districts() -> list[Region]:
    """The kecamatan of this portal, by name."""
    return list(districts())


def boundaries() -> dict[str, Boundary]:
    """Loaded outlines by code of the kecamatan; empty when none were loaded."""
    return {str(one.district_id): one for one in Boundary.objects.all()}


@dataclass(frozen=True)
class Desk:
    """What is under way at the office today."""

    waiting: int
    late: int
    expiring: int


EXPIRES_WITHIN = datetime.timedelta(days=90)


def desk_today() -> Desk:
    """Submissions that wait, those past their promise, and certificates that end soon; two statements."""
    now, day = timezone.now(), timezone.localdate()
    queue = Submission.objects.filter(state=State.SUBMITTED).aggregate(
        waiting=models.Count("id"), late=models.Count("id", filter=models.Q(due_at__lt=now))
    )
    ending = live_certificates().filter(kind__has_expiry=True, expires_on__range=(day, day + EXPIRES_WITHIN))
    return Desk(queue["waiting"], queue["late"], ending.count())


def compared_lists() -> models.QuerySet[ComparedList]:
    """Lists of other offices with the figures of their rows, the newest first."""
    of = {f"n_{state}": models.Count("rows", filter=models.Q(rows__state=state)) for state in ComparedRow.State.values}
    found = ComparedList.objects.select_related("uploaded_by").annotate(n_all=models.Count("rows"), **of)
    return found.order_by("-uploaded_at", "-pk")


def only_here(of_list: ComparedList) -> models.QuerySet[BusinessEdition]:
    """Live editions of active businesses that no row of the list stands for, within the area of the list."""
    mine = ComparedRow.objects.filter(of_list=of_list, business_code=models.OuterRef("business__code"))
    found = registered().exclude(models.Exists(mine))
    return found.filter(village__parent_id=of_list.district_code) if of_list.district_code else found


def count_only_here(of_list: ComparedList, matched: int) -> int:
    """How many they are: all active ones as counted lately (`today`), without those of ours that the list has.

    `matched` is how many of ours its rows stand for, hidden ones too.
    """
    counted, place = today().totals, of_list.district_code
    rows = ComparedRow.objects.filter(of_list=of_list, state=ComparedRow.State.BOTH).order_by().values("business_code")
    ours = Business.objects.filter(code__in=rows)
    if place:
        there = counted["district"].get(place, {}).get("units", 0)
        known = ours.filter(is_shown=True, editions__is_live=True, editions__village__parent_id=place).count()
        return max(0, int(there) - known)
    return max(0, int(counted["total"]["units"]) - matched + ours.filter(is_shown=False).count())
