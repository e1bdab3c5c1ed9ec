"""What the worker does for this room: freezing and matching."""

from typing import Any

from django.utils import timezone

from figures import changes
from figures.actions.lists import match_list
from figures.actions.snapshots import take_snapshot
from figures.models import ComparedList, Snapshot
from jobs import repeated, work
from jobs.models import Job
from jobs.work import Failed, Progress
from review.actions import Refused

YEAR_END, INTERIM, MATCH = "figures.year-end", "figures.interim", "figures.match"


def year_end(job: Job, progress: Progress) -> dict[str, Any]:
    """The snapshot of the year that has ended; nothing to do when it is there."""
    year = timezone.localdate().year - 1
    if (there := Snapshot.objects.filter(year=year, kind=Snapshot.Kind.YEARLY).first()) is None:
        progress.tell(words=f"Membekukan angka 31 Desember {year}")
        there = _taken(year, Snapshot.Kind.YEARLY, job)
    return {"snapshot": there.code, "units": there.units}


def interim(job: Job, progress: Progress) -> dict[str, Any]:
    """The snapshot in the middle of the current year."""
    year = timezone.localdate().year
    there = Snapshot.objects.filter(year=year, kind=Snapshot.Kind.INTERIM, taken_at__gte=job.asked_at).first()
    if there is None:  # not done by an earlier try of this job
        progress.tell(words="Membekukan angka hari ini")
        there = _taken(year, Snapshot.Kind.INTERIM, job)
    return {"snapshot": there.code, "units": there.units}


def _taken(year: int, kind: str, job: Job) -> Snapshot:
    try:
        taken = take_snapshot(year, kind=kind, by=job.asked_by)
    except Refused as refused:
        raise Failed(str(refused)) from None
    before = Snapshot.objects.filter(as_of__lt=taken.as_of).last()
    if before is not None:
        changes.groups(before, taken)  # compared here, so that the first who opens the page does not wait
    return taken


def match(job: Job, progress: Progress) -> dict[str, Any]:
    """Look up every row of a list; rows already looked up stay as they are."""
    of_list = ComparedList.objects.filter(code=job.subject_code).first()
    if of_list is None:
        raise Failed("Daftar ini sudah dihapus.")
    return match_list(of_list, tell=lambda done, total: progress.tell(done, total, "Mencocokkan baris"))


def register() -> None:
    """Make the jobs and the calendar known; called when Django starts."""
    work.add(YEAR_END, year_end)
    work.add(INTERIM, interim)
    work.add(MATCH, match)
    repeated.every("30 0 1 1 *", YEAR_END, "Potret 31 Desember")
