"""Every working morning: nothing is silently old. Officers are told once of what became late, and what an officer took
and left lying goes back to everybody.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from jobs.models import Job
from jobs.work import Progress
from review.batches import end
from review.models import Batch, Message, State, Submission
from review.notices import tell_late, tell_late_to_supervisor
from review.queries import own_days, people_who_may
from review.workdays import days_back, is_working

KIND = "review.overdue"
HELD_DAYS = 5  # working days; see docs/decisions/0018-desk.md
AT_ONCE = 500


def run(job: Job, progress: Progress) -> dict[str, Any]:
    """What the calendar orders. A second run on the same morning finds nothing left to say."""
    now = timezone.now()
    if not is_working(timezone.localdate(now), own_days()):
        return {"late": 0, "released": 0}
    released = release_forgotten(now)
    cancel_forgotten(now)
    progress.tell(words="Melepas pengajuan yang tidak dilanjutkan")
    late = note_late(now, progress)
    progress.tell(words="Memberi tahu petugas")
    tell(late, released)
    return {"late": late.total(), "released": released.total()}


def note_late(now: datetime, progress: Progress | None = None) -> Counter[int | None]:
    """Mark what became late as told, and count it by the id of its officer (None: nobody has it)."""
    found: Counter[int | None] = Counter()
    while True:
        with transaction.atomic():
            rows = list(
                Submission.objects.filter(state=State.SUBMITTED, due_at__lt=now, late_told_at=None)
                .order_by("due_at", "id")
                .select_for_update(skip_locked=True)[:AT_ONCE]
            )
            Submission.objects.filter(pk__in=[row.pk for row in rows]).update(late_told_at=now)
        found.update(row.assigned_to_id for row in rows)
        if progress:
            progress.tell()
        if len(rows) < AT_ONCE:
            return found


@transaction.atomic
def release_forgotten(now: datetime) -> Counter[int]:
    """Give back what was taken more than HELD_DAYS working days ago and nobody wrote about since; counts by officer."""
    edge = _edge(now)
    written = Message.objects.filter(submission=OuterRef("pk"), at__gte=edge)
    rows = list(
        Submission.objects.filter(state=State.SUBMITTED, assigned_at__lt=edge)
        .exclude(Exists(written))
        .order_by("id")
        .select_for_update(skip_locked=True)
    )
    officers = Counter(row.assigned_to_id for row in rows if row.assigned_to_id is not None)
    Submission.objects.filter(pk__in=[row.pk for row in rows]).update(
        assigned_to=None, assigned_at=None, assignment_note=""
    )
    record_many(Verb.RELEASED, rows, by=None, to="", after_days=HELD_DAYS)
    return officers


def _edge(now: datetime) -> datetime:
    """What happened before this moment has had HELD_DAYS whole working days since; today is only beginning."""
    day = days_back(timezone.localdate(now), HELD_DAYS + 1, own_days())
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(days=1)


@transaction.atomic
def cancel_forgotten(now: datetime) -> int:
    """Give up approvals of many at once whose sample nobody finished in HELD_DAYS working days; returns how many."""
    unfinished = [Batch.State.CHECKING, Batch.State.SAMPLING]
    old = list(
        Batch.objects.filter(state__in=unfinished, made_at__lt=_edge(now))
        .select_related("made_by")
        .select_for_update(of=("self",), skip_locked=True)
    )
    for batch in old:
        end(batch, Batch.State.CANCELLED)
    return len(old)


def tell(late: Counter[int | None], released: Counter[int]) -> None:
    """One message for each officer it concerns and one for each supervisor: figures and an address, no names."""
    concerned = {officer for officer in (*late, *released) if officer is not None}
    for officer in people(concerned):
        tell_late(officer, late[officer.pk], released[officer.pk])
    if late or released:
        for supervisor in people_who_may("supervise_queue"):
            tell_late_to_supervisor(supervisor, late.total(), late[None], released.total())


def people(ids: Iterable[int]) -> list[User]:
    """Those of them whose account is open."""
    return list(User.objects.filter(pk__in=list(ids), is_active=True).order_by("name", "id"))
