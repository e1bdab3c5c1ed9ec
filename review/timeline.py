"""The way of a submission in steps a person understands: who holds it, since when, promised by when. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from review.models import State, Submission

Look = Literal["done", "now", "later", "bad"]
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True)
class Step:
    """One step for templates/parts/timeline.html."""

    state: Look
    title: str
    note: str = ""


def moment(at: datetime, *, clock: bool = True) -> str:
    """Kamis 19 Nov 2026, 14.05 in local time."""
    local = timezone.localtime(at)
    day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local:%H.%M}" if clock else day


def steps_of(submission: Submission | None, *, goal: str = "Tayang di katalog") -> list[Step]:
    """The steps of a round; None stands for a draft that was never sent."""
    if submission is None:
        return [Step("now", "Diisi", "Belum dikirim"), Step("later", "Diperiksa petugas"), Step("later", goal)]
    sent = Step("done", "Dikirim", moment(submission.submitted_at))
    if submission.is_waiting:
        return [sent, _checking(submission), Step("later", goal, _promise(submission))]
    decided = submission.decided_at
    when = moment(decided) if decided else ""
    if submission.state == State.WITHDRAWN:
        return [sent, Step("bad", "Dibatalkan", when)]
    signed = f"oleh {submission.decided_by}, {when}" if submission.decided_by else when
    if submission.state == State.APPROVED:
        return [sent, Step("done", "Disetujui", signed), Step("done", goal)]
    title = "Perlu diperbaiki" if submission.state == State.NEEDS_CHANGES else "Ditolak"
    return [sent, Step("done", "Diperiksa", signed), Step("bad", title, submission.reason)]


def _checking(submission: Submission) -> Step:
    if submission.assigned_to and submission.assigned_at:
        return Step("now", "Sedang diperiksa", f"oleh {submission.assigned_to}, sejak {moment(submission.assigned_at)}")
    return Step("now", "Menunggu petugas", "Belum diambil petugas")


def _promise(submission: Submission) -> str:
    day = moment(submission.due_at, clock=False)
    late = timezone.now() > submission.due_at
    return f"Seharusnya {day}. Maaf, kami terlambat." if late else f"Paling lambat {day}"
