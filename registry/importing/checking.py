"""Checks the rows of a table against the register, and against each other; some at a time, in the order of the file."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from jobs.models import Job
from jobs.work import Progress
from registry.importing import rows as stored_rows
from registry.importing import work
from registry.importing.cells import kept, opened
from registry.importing.kinds import ImportKind, kind_of
from registry.importing.reading import Reading
from registry.models import ImportBatch, ImportRow

CHECKED = ("problems", "state", "carried", "digest")


class Pass:
    """One pass through a table, or a part of it."""

    def __init__(self, batch: ImportBatch, *, from_the_top: bool) -> None:
        self.batch = batch
        self.kind: ImportKind = kind_of(batch.kind)
        self.sheet = stored_rows.sheet_of(batch)
        self.check = self.kind.check(self.sheet)
        self.above: dict[str, str] | None = {} if from_the_top else None

    def read(self, rows: Sequence[ImportRow]) -> list[Reading]:
        """Give the next rows their problems and state; saves nothing."""
        lines = stored_rows.lines_of(self.kind, self.sheet, rows, self.above)
        read = self.check(lines)
        readings = [read(line) for line in lines]
        for row, line in zip(rows, lines, strict=True):
            row.digest = stored_rows.digest_of(self.kind, line)
        self._taken_in_before(rows, readings)
        for row, reading in zip(rows, readings, strict=True):
            row.problems, row.state = reading.problems, reading.state
        return readings

    def _taken_in_before(self, rows: Sequence[ImportRow], readings: Sequence[Reading]) -> None:
        """A row that says exactly the same as one that became a draft before is that one, whatever was edited since."""
        same = ImportRow.objects.filter(digest__in={row.digest for row in rows}, state=ImportRow.State.IMPORTED)
        before = {
            digest: (code, batch)
            for digest, code, batch in same.exclude(batch=self.batch)
            .order_by("pk")
            .values_list("digest", "result_code", "batch__code")
        }
        there = self.kind.still_there([code for code, _ in before.values()]) if before else set()
        for row, reading in zip(rows, readings, strict=True):
            code, batch = before.get(row.digest, ("", ""))
            if code in there and not reading.is_duplicate:
                words = f"Baris yang sama persis sudah menjadi draf lewat impor {batch}."
                reading.duplicate(None, words, code=code)


@work.told
def check_again(job: Job, progress: Progress) -> dict[str, Any]:
    """The job after the columns were mapped anew: every row once more. Killed, it begins again."""
    batch = work.batch_of(job)
    if batch.state != ImportBatch.State.CHECKING:
        return {}
    through, last, done = Pass(batch, from_the_top=True), 0, 0
    secret = stored_rows.secret_columns(batch.header, batch.mapping)
    total = batch.rows.count()
    while rows := list(batch.rows.filter(number__gt=last).order_by("number")[: work.CHUNK]):
        for row in rows:  # a column that is only now said to hold NIK is locked away at once
            for column in secret:
                row.cells[column] = kept(opened(row.cells[column]), secret=True)
        through.read(rows)
        with transaction.atomic():
            stored_rows.save(rows, "cells", *CHECKED)
        last, done = rows[-1].number, done + len(rows)
        progress.tell(done, total, f"{done} dari {total} baris diperiksa")
    with transaction.atomic():
        work.locked(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.PREVIEW)
    return {"rows": done}
