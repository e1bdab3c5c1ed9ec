"""The job after an upload: the table is read in a child process and its rows looked at; nothing is changed by it."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import storages
from django.db import transaction

from catalog.bulk import work
from catalog.bulk.checking import Pass
from catalog.bulk.intake import forget_files
from catalog.bulk.pictures import Pictures
from catalog.models import ProductBatch, ProductBatchRow
from jobs.models import Job
from jobs.work import Failed, Progress
from registry.form_fields import tidy
from registry.importing.cells import kept
from registry.importing.rows import is_example, is_total
from registry.spreadsheet import BadTable, Row, Table, read_table
from review.archives import BadArchive
from review.sandbox import Limits

MOST_ROWS = 500
MOST_BYTES = 5 * 1024 * 1024
LIMITS = Limits(memory_mb=512, cpu_seconds=15, wall_seconds=40, output_mb=32)
SHOWN = 10
CHUNK = 100
State = ProductBatch.State
NO_NAME = "Kolom “Nama produk” tidak ada di tabel ini. Pakai contoh tabel kategori ini, lalu salin isian Anda ke sana."


@work.told
def read(job: Job, progress: Progress) -> dict[str, Any]:
    """Read, look, and store; pressed again, it looks anew at the rows that are stored already."""
    batch = work.batch_of(job)
    if batch.state not in (State.READING, State.PREVIEW):
        return {}
    progress.tell(words="Tabel sedang dibuka")
    try:
        with Pictures(batch.photos_path) as pictures:
            rows, notes = _stored(batch) if batch.state == State.PREVIEW else _opened(batch)
            through = Pass(batch, pictures)
            if "name" not in through.mapping and "own_code" not in through.mapping:
                raise _give_up(batch, NO_NAME)
            for done, part in _parts(rows):
                through.look(part)
                progress.tell(done, len(rows), f"{done} dari {len(rows)} baris diperiksa")
            _keep(batch, rows, [*notes, *_notes(through, pictures)])
    except BadArchive as bad:
        raise _give_up(batch, str(bad)) from bad
    except FileNotFoundError:
        raise _give_up(batch, "Berkas yang diunggah tidak ditemukan lagi. Unggah sekali lagi.") from None
    return {"rows": len(rows)}


def _parts(rows: list[ProductBatchRow]) -> Iterator[tuple[int, list[ProductBatchRow]]]:
    for begin in range(0, len(rows), CHUNK):
        part = rows[begin : begin + CHUNK]
        yield begin + len(part), part


def _give_up(batch: ProductBatch, words: str) -> Failed:
    """It cannot be read, and why; the files are not kept."""
    with transaction.atomic():
        found = work.locked(batch)
        if found.state in (State.READING, State.PREVIEW):
            forget_files(found, table=True, photos=True)
            found.rows.all().delete()
            ProductBatch.objects.filter(pk=found.pk).update(
                state=State.FAILED, failure=words[:400], table_path="", photos_path=""
            )
    return Failed(words)


def _table(batch: ProductBatch) -> Table:
    with storages["private"].open(batch.table_path) as file:
        data = file.read()
    try:
        return read_table(data, batch.file_name, limits=LIMITS)
    except BadTable as bad:
        if bad.code == "busy":  # nothing is wrong with the file: it can be pressed again
            raise Failed(bad.message) from bad
        raise _give_up(batch, bad.message) from bad


def _opened(batch: ProductBatch) -> tuple[list[ProductBatchRow], list[str]]:
    """The rows of the uploaded table, unsaved, and what was noticed about it."""
    table = _table(batch)
    batch.header = [tidy(title) for title in table.header]  # the database takes no NUL and no half characters
    notes, dropped, rows = [tidy(note) for note in table.notes], [], []
    for row in table.rows:
        if is_total(row) or is_example(row):
            dropped.append(row.number)
            continue
        rows.append(_row(batch, row))
        if len(rows) > MOST_ROWS:
            words = (
                f"Satu tabel paling banyak {MOST_ROWS} produk. Bagi menjadi beberapa tabel, lalu unggah satu per satu."
            )
            raise _give_up(batch, words)
    if not rows:
        raise _give_up(batch, "Tabel ini belum berisi produk. Isi di bawah baris contoh, lalu unggah lagi.")
    if dropped:
        shown = ", ".join(map(str, dropped[:SHOWN])) + (" …" if len(dropped) > SHOWN else "")
        notes.append(f"Baris contoh, jumlah, atau yang hampir kosong dilewati: {shown}.")
    return rows, notes


def _row(batch: ProductBatch, row: Row) -> ProductBatchRow:
    return ProductBatchRow(
        batch=batch,
        number=row.number,
        cells=[kept(cell, secret=False) if cell else "" for cell in row.cells],
        found=[[one.column, one.code, one.message, one.blocks] for one in row.problems],
        numeric=sorted(row.numeric),
    )


def _stored(batch: ProductBatch) -> tuple[list[ProductBatchRow], list[str]]:
    return list(batch.rows.order_by("number")), []


def _notes(through: Pass, pictures: Pictures) -> list[str]:
    """What is to be said about the table as a whole."""
    notes = [f"Usaha Anda: {words}" for words in through.about_business()]
    if through.unread:
        shown = ", ".join(f"“{title[:40]}”" for title in through.unread[:SHOWN])
        notes.append(f"Kolom ini tidak dikenal, isinya tidak dipakai: {shown}.")
    if unused := pictures.unused:
        shown = ", ".join(name[:40] for name in unused[:SHOWN]) + (" …" if len(unused) > SHOWN else "")
        notes.append(f"{len(unused)} berkas di ZIP tidak disebut di kolom Foto: {shown}.")
    return notes


@transaction.atomic
def _keep(batch: ProductBatch, rows: list[ProductBatchRow], notes: list[str]) -> None:
    found = work.locked(batch)
    if found.state not in (State.READING, State.PREVIEW):
        return
    if found.state == State.READING:
        found.rows.all().delete()
        ProductBatchRow.objects.bulk_create(rows)
        forget_files(found, table=True)
    else:
        ProductBatchRow.objects.bulk_update(rows, ["problems", "state", "plan", "product"], batch_size=CHUNK)
    ProductBatch.objects.filter(pk=found.pk).update(
        state=State.PREVIEW, header=batch.header, notes=notes, table_path=""
    )
