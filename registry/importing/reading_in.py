"""The job after an upload: the file is read in a child process, rows are checked and stored, the file is removed."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.work import Failed, Progress
from registry.form_fields import tidy
from registry.headers import match_headers
from registry.importing import mappings, work
from registry.importing import rows as stored_rows
from registry.importing.checking import Pass
from registry.importing.kinds import kind_of
from registry.models import ImportBatch, ImportMapping
from registry.spreadsheet import BadTable, Row, Table, read_table

FIRST = 2_000  # rows by which the options are guessed
SHOWN = 12  # numbers of dropped rows in a note


@work.told
def read(job: Job, progress: Progress) -> dict[str, Any]:
    """Read, check and store. Killed, it begins again: what was stored is removed first."""
    batch = work.batch_of(job)
    if batch.state != ImportBatch.State.READING:
        return {}
    progress.tell(words="Berkas sedang dibuka")
    try:
        table = read_table(_bytes(batch), batch.file_name)
    except BadTable as bad:
        if bad.code != "busy":
            fail(batch, bad.message)
        raise Failed(bad.message) from bad
    progress.tell(0, len(table.rows))
    _begin(batch, table)
    dropped = _store(batch, table, progress)
    if not batch.rows.exists():
        words = "Berkas ini tidak berisi baris data. Isi dulu, lalu unggah lagi."
        fail(batch, words)
        raise Failed(words)
    _finish(batch, dropped)
    return {"rows": len(table.rows)}


def _bytes(batch: ImportBatch) -> bytes:
    try:
        with storages["private"].open(batch.stored_path) as file:
            return file.read()
    except (OSError, ValueError):
        words = "Berkas yang diunggah tidak ditemukan lagi. Unggah sekali lagi."
        fail(batch, words)
        raise Failed(words) from None


def forget_file(batch: ImportBatch) -> None:
    """Remove the uploaded file after the commit: its rows are stored, with every NIK locked away."""
    path = batch.stored_path
    if path:
        transaction.on_commit(lambda: storages["private"].delete(path))


@transaction.atomic
def fail(batch: ImportBatch, words: str) -> None:
    """It cannot be read, and why; the file is not kept."""
    forget_file(batch)
    batch.rows.all().delete()
    state = ImportBatch.State.FAILED
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, failure=words[:400], stored_path="")


def _is_data(row: Row) -> bool:
    return not (stored_rows.is_total(row) or stored_rows.is_example(row))


@transaction.atomic
def _begin(batch: ImportBatch, table: Table) -> None:
    """The titles, which column is which, and how to read the table."""
    batch.rows.all().delete()
    kind = kind_of(batch.kind)
    batch.header = [tidy(title) for title in table.header]  # the database takes no NUL and no half characters
    batch.notes = [tidy(note) for note in table.notes]
    batch.saved_mapping = mappings.kept_for(batch.kind, batch.header)
    if batch.saved_mapping:
        batch.mapping = mappings.columns_in(batch.saved_mapping, batch.header)
        batch.options = batch.saved_mapping.options
        ImportMapping.objects.filter(pk=batch.saved_mapping.pk).update(used_at=timezone.now())
    else:
        found = match_headers(batch.header, kind.headers).columns
        batch.mapping = {field: at for field, at in found.items() if field in kind.fields}
        sheet, first = stored_rows.sheet_of(batch), list(filter(_is_data, islice(table.rows, FIRST)))
        lines = stored_rows.lines_of(kind, sheet, stored_rows.only_looked_at(first), {})
        batch.options = kind.guess_options(sheet, lines)
    batch.save(update_fields=["header", "notes", "mapping", "options", "saved_mapping"])


def _chunks(table: Table, dropped: list[int]) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for row in table.rows:
        if not _is_data(row):
            dropped.append(row.number)
            continue
        rows.append(row)
        if len(rows) == work.CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def _store(batch: ImportBatch, table: Table, progress: Progress) -> list[int]:
    """Check and store all rows; returns the numbers of those that are no data."""
    dropped: list[int] = []
    through, done, total = Pass(batch, from_the_top=True), 0, len(table.rows)
    secret = stored_rows.secret_columns(batch.header, batch.mapping)
    for part in _chunks(table, dropped):
        rows = stored_rows.stored(batch, part, secret)
        through.read(rows)
        stored_rows.insert(rows)
        done += len(rows)
        progress.tell(done, total, f"{done} dari {total} baris diperiksa")
    return dropped


@transaction.atomic
def _finish(batch: ImportBatch, dropped: list[int]) -> None:
    notes = list(batch.notes)
    if dropped:
        shown = ", ".join(map(str, dropped[:SHOWN])) + (" …" if len(dropped) > SHOWN else "")
        notes.append(f"Baris judul, contoh, jumlah, atau tanda tangan dilewati: {shown}.")
    same = ImportBatch.objects.filter(sha256=batch.sha256, kind=batch.kind).exclude(pk=batch.pk)
    before = same.exclude(state__in=[ImportBatch.State.UNDONE, ImportBatch.State.FAILED]).first()
    if before:
        at = timezone.localtime(before.uploaded_at).strftime("%d-%m-%Y")
        notes.append(f"Berkas yang sama persis sudah diunggah pada {at} (impor {before.code}).")
    forget_file(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.PREVIEW, notes=notes, stored_path="")
