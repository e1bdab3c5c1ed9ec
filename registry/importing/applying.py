"""Verbs that make drafts of a table, take them back, and send what is complete.

Work goes in chunks, each a transaction of its own that locks the table: killed in the middle or pressed twice, nothing
is made twice and the next press goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.importing import rows as stored_rows
from registry.importing.intake import PERMISSION
from registry.importing.kinds import Check, ImportKind, Made, kind_of
from registry.importing.reading import Line, Sheet
from registry.models import ImportBatch, ImportRow
from review import actions as review
from review.actions import Refused

State = ImportRow.State
CHUNK = 100
SECONDS = 10.0  # a request ends in good time; what is left waits for the next press
OPEN = (State.READY, State.WARNING)


@dataclass
class Outcome:
    """How far it went: rows done now, rows still to do, and code or row -> why for those that were left."""

    done: int = 0
    left: int = 0
    why: dict[str, str] = field(default_factory=dict)


def _until(seconds: float, step: Callable[[], bool]) -> None:
    """Repeat `step` until it has nothing to do, or the time is up."""
    end = monotonic() + seconds
    while step() and monotonic() < end:
        pass


def apply(batch: ImportBatch, *, by: User, seconds: float = SECONDS) -> Outcome:
    """Make a draft of each row that is ready; call it again while `left` is not 0. Raises Refused."""
    review.require(PERMISSION, by)
    kind, sheet, outcome = kind_of(batch.kind), stored_rows.sheet_of(batch), Outcome()
    lines = {line.number: line for line in stored_rows.lines_of(kind, sheet, batch.rows.all())}
    check = kind.check(sheet)
    _until(seconds, lambda: _apply_chunk(batch, kind, sheet, lines, check, outcome, by))
    outcome.left = batch.rows.filter(state__in=OPEN).count()
    if not outcome.left:
        _finish(batch, by)
    return outcome


@transaction.atomic
def _apply_chunk(
    batch: ImportBatch, kind: ImportKind, sheet: Sheet, lines: dict[int, Line], check: Check, outcome: Outcome, by: User
) -> bool:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state == ImportBatch.State.UNDONE:
        raise Refused("Impor ini sudah dibatalkan. Unggah lagi berkasnya.")
    if (locked.mapping, locked.options) != (sheet.mapping, sheet.options):
        raise Refused("Kolomnya baru saja diubah. Muat ulang halaman, lalu periksa lagi.")
    rows = list(locked.rows.filter(state__in=OPEN).order_by("number")[:CHUNK])
    read = check([lines[row.number] for row in rows])
    good = []
    for row in rows:  # what was fine in the preview may be registered by now
        reading = read(lines[row.number])
        row.problems, row.state = reading.problems, reading.state
        if row.state in OPEN:
            good.append((row, reading))
    made = kind.create([reading for _, reading in good], by=by, hands=[locked.uploaded_by_id])
    for (row, _), one in zip(good, made, strict=True):
        row.state, row.result_code, row.along_code = State.IMPORTED, one.code, one.along
    ImportRow.objects.bulk_update(rows, ["problems", "state", "result_code", "along_code"])
    outcome.done += len(made)
    return len(rows) == CHUNK


@transaction.atomic
def _finish(batch: ImportBatch, by: User) -> None:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    drafts = locked.rows.filter(state=State.IMPORTED).count()
    if locked.state == ImportBatch.State.PREVIEW and drafts:
        locked.state, locked.applied_at = ImportBatch.State.APPLIED, timezone.now()
        locked.save(update_fields=["state", "applied_at"])
        record(Verb.IMPORTED, locked, by=by, drafts=drafts, kind=locked.kind)


def undo(batch: ImportBatch, *, by: User, seconds: float = SECONDS) -> Outcome:
    """Remove the drafts of a table that nobody has touched; the others stay and `why` says the reason.

    Call it again while `left` is not 0. Raises Refused.
    """
    review.require(PERMISSION, by)
    kind, outcome = kind_of(batch.kind), Outcome()
    _until(seconds, lambda: _undo_chunk(batch, kind, outcome, by))
    outcome.left = _undoable(batch, outcome).count()
    if not outcome.left:
        _close(batch, outcome, by)
    return outcome


def _undoable(batch: ImportBatch, outcome: Outcome):  # type: ignore[no-untyped-def]
    return batch.rows.filter(state=State.IMPORTED).exclude(result_code__in=outcome.why).order_by("-number")


@transaction.atomic
def _undo_chunk(batch: ImportBatch, kind: ImportKind, outcome: Outcome, by: User) -> bool:
    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    rows = list(_undoable(batch, outcome)[:CHUNK])
    stay = kind.remove([Made(row.result_code, row.along_code) for row in rows], by=by)
    for row in rows:
        row.problems = [one for one in row.problems if one["level"] != "kept"]
        if row.result_code in stay:
            words = f"Draf ini tetap ada: {stay[row.result_code]}."
            row.problems = [*row.problems, {"field": "", "level": "kept", "message": words}]
        else:
            row.state = State.UNDONE
    ImportRow.objects.bulk_update(rows, ["problems", "state"])
    outcome.why |= stay
    outcome.done += len(rows) - len(stay)
    return len(rows) == CHUNK


@transaction.atomic
def _close(batch: ImportBatch, outcome: Outcome, by: User) -> None:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    locked.state, locked.applied_at = ImportBatch.State.UNDONE, locked.applied_at or timezone.now()
    locked.save(update_fields=["state", "applied_at"])
    record(Verb.IMPORT_UNDONE, locked, by=by, removed=outcome.done, kept=len(outcome.why))


def send_complete(batch: ImportBatch, *, by: User, seconds: float = SECONDS) -> Outcome:
    """Send the complete drafts of a table to the queue, where another officer decides. Raises Refused."""
    review.require(PERMISSION, by)
    kind, outcome = kind_of(batch.kind), Outcome()
    if not kind.sends:
        raise Refused("Draf produk dikirim oleh pemiliknya setelah fotonya lengkap.")
    codes = list(batch.rows.filter(state=State.IMPORTED).values_list("result_code", flat=True))
    waiting = [code for code, draft in kind.drafts(codes).items() if draft.can_be_sent]
    outcome.left, end = len(waiting), monotonic() + seconds
    for code in waiting:
        try:
            kind.send(code, by=by)
            outcome.done += 1
        except Refused as refusal:
            outcome.why[code] = str(refusal)
        outcome.left -= 1
        if monotonic() > end:
            break
    return outcome
