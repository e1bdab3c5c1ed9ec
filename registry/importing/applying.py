"""Makes drafts of a table, takes them back, and sends what is complete: verbs that order a job, and the jobs.

Work goes in chunks, each a transaction of its own that locks the table: killed in the middle or pressed twice, nothing
is made twice, and the next try goes on where it stopped.
"""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from jobs.actions import order
from jobs.models import Job
from jobs.work import Progress
from registry.duplicates import finding
from registry.importing import rows as stored_rows
from registry.importing import work
from registry.importing.checking import CHECKED, Pass
from registry.importing.intake import PERMISSION
from registry.importing.kinds import Made, kind_of
from registry.models import ImportBatch, ImportRow
from review import actions as review
from review.actions import Refused

State, Rows = ImportBatch.State, ImportRow.State
OPEN = (Rows.READY, Rows.WARNING)
CHANGED = "Kolomnya baru saja diubah. Muat ulang halaman, lalu periksa lagi."


@transaction.atomic
def apply(batch: ImportBatch, *, by: User) -> Job:
    """Order a draft for each row that is ready. Raises Refused."""
    review.require(PERMISSION, by)
    found = work.idle(batch)
    if found.state not in (State.PREVIEW, State.APPLYING, State.APPLIED):
        raise Refused("Impor ini sudah dibatalkan atau belum selesai dibaca. Muat ulang halamannya.")
    if not found.rows.filter(state__in=OPEN).exists():
        raise Refused("Tidak ada baris yang siap. Lihat sebabnya di daftar baris.")
    ImportBatch.objects.filter(pk=found.pk).update(state=State.APPLYING)
    return work.order(work.APPLY, found, by=by)


@work.told
def make_drafts(job: Job, progress: Progress) -> dict[str, Any]:
    """The job: rows to drafts, those that are registered by now left out."""
    batch, by = work.batch_of(job), work.officer(job)
    review.require(PERMISSION, by)
    through, done = Pass(batch, from_the_top=False), 0
    total = batch.rows.filter(state__in=OPEN).count()
    while went := _apply_chunk(through, by):
        done += went
        progress.tell(done, total, f"{done} dari {total} baris")
    _finish(batch, by)
    if done and batch.kind == ImportBatch.Kind.BUSINESS:
        order(finding.JOB, by=by, title="Mencari usaha ganda")
    return {"drafts": batch.rows.filter(state=Rows.IMPORTED).count(), "left": _left_out(batch)}


def _left_out(batch: ImportBatch) -> int:
    return batch.rows.filter(state__in=[Rows.ERROR, Rows.DUPLICATE]).count()


@transaction.atomic
def _apply_chunk(through: Pass, by: User) -> int:
    """The next rows; returns how many there were."""
    work.alone()
    batch = work.locked(through.batch)
    if batch.state == State.APPLIED:
        return 0
    if batch.state != State.APPLYING or (batch.mapping, batch.options) != (
        through.batch.mapping,
        through.batch.options,
    ):
        raise Refused(CHANGED)
    rows = list(batch.rows.filter(state__in=OPEN).order_by("number")[: work.CHUNK])
    readings = through.read(rows)  # what was fine in the preview may be registered by now
    good = [(row, reading) for row, reading in zip(rows, readings, strict=True) if row.state in OPEN]
    made = through.kind.create([reading for _, reading in good], by=by, hands=[batch.uploaded_by_id]) if good else []
    for (row, _), one in zip(good, made, strict=True):
        row.state, row.result_code, row.along_code = Rows.IMPORTED, one.code, one.along
    stored_rows.save(rows, *CHECKED, "result_code", "along_code")
    return len(rows)


@transaction.atomic
def _finish(batch: ImportBatch, by: User) -> None:
    found = work.locked(batch)
    drafts = found.rows.filter(state=Rows.IMPORTED).count()
    if found.state != State.APPLYING:
        return
    first = found.applied_at is None
    found.state = State.APPLIED if drafts else State.PREVIEW
    found.applied_at = found.applied_at or (timezone.now() if drafts else None)
    found.save(update_fields=["state", "applied_at"])
    if drafts and first:
        record(Verb.IMPORTED, found, by=by, drafts=drafts, kind=found.kind)


@transaction.atomic
def undo(batch: ImportBatch, *, by: User) -> Job:
    """Order the removal of the drafts that nobody has touched. Raises Refused."""
    review.require(PERMISSION, by)
    found = work.idle(batch)
    if found.state not in (State.APPLYING, State.APPLIED, State.UNDOING):
        raise Refused("Impor ini sudah dibatalkan. Unggah lagi berkasnya bila diperlukan.")
    ImportBatch.objects.filter(pk=found.pk).update(state=State.UNDOING)
    return work.order(work.UNDO, found, by=by)


@work.told
def take_back(job: Job, progress: Progress) -> dict[str, Any]:
    """The job: untouched drafts go, the others stay and their rows say why."""
    batch, by = work.batch_of(job), work.officer(job)
    review.require(PERMISSION, by)
    if batch.state != State.UNDOING:
        return {}
    total = batch.rows.filter(state=Rows.IMPORTED).count()
    before, done, why = None, 0, Counter[str]()
    while rows := _undo_chunk(batch, before, by, why):
        before, done = rows[-1].number, done + len(rows)
        progress.tell(done, total, f"{done} dari {total} draf")
    removed = _close(batch, by)
    return {"removed": removed, "kept": sum(why.values()), "why": dict(why.most_common(5))}


@transaction.atomic
def _undo_chunk(batch: ImportBatch, before: int | None, by: User, why: Counter[str]) -> list[ImportRow]:
    found = work.locked(batch)
    rows = found.rows.filter(state=Rows.IMPORTED).order_by("-number")
    part = list((rows.filter(number__lt=before) if before is not None else rows)[: work.CHUNK])
    if not part:
        return []
    stay = kind_of(found.kind).remove([Made(row.result_code, row.along_code) for row in part], by=by)
    for row in part:
        row.problems = [one for one in row.problems if one["level"] != "kept"]
        if row.result_code in stay:
            words = f"Draf ini tetap ada: {stay[row.result_code]}."
            row.problems = [*row.problems, {"field": "", "level": "kept", "message": words}]
        else:
            row.state = Rows.UNDONE
    why.update(stay.values())
    stored_rows.save(part, "problems", "state")
    return part


@transaction.atomic
def _close(batch: ImportBatch, by: User) -> int:
    found = work.locked(batch)
    removed = found.rows.filter(state=Rows.UNDONE).count()
    found.state, found.applied_at = State.UNDONE, found.applied_at or timezone.now()
    found.save(update_fields=["state", "applied_at"])
    kept = found.rows.filter(state=Rows.IMPORTED).count()
    record(Verb.IMPORT_UNDONE, found, by=by, removed=removed, kept=kept)
    return removed


@transaction.atomic
def send(batch: ImportBatch, *, by: User) -> Job:
    """Order that the complete drafts go to the queue, where another officer decides. Raises Refused."""
    review.require(PERMISSION, by)
    found = work.idle(batch)
    kind = kind_of(found.kind)
    if not kind.sends:
        raise Refused(kind.waits_for)
    if found.state not in (State.APPLYING, State.APPLIED):
        raise Refused("Belum ada draf yang bisa dikirim. Jadikan barisnya draf dulu.")
    return work.order(work.SEND, found, by=by)


@work.told
def send_drafts(job: Job, progress: Progress) -> dict[str, Any]:
    """The job: complete drafts to the queue, in the name of the officer; a second try finds only what is left."""
    batch, by = work.batch_of(job), work.officer(job)
    review.require(PERMISSION, by)
    kind = kind_of(batch.kind)
    codes, why, done = kind.ready(work.codes_of(batch)), Counter[str](), 0
    for begin in range(0, len(codes), work.CHUNK):
        part = codes[begin : begin + work.CHUNK]
        with transaction.atomic():
            work.locked(batch)
            stay = kind.send(part, by=by)
        why.update(stay.values())
        done += len(part) - len(stay)
        progress.tell(begin + len(part), len(codes), f"{begin + len(part)} dari {len(codes)} draf")
    return {"sent": done, "kept": sum(why.values()), "why": dict(why.most_common(5))}
