"""Verbs before anything becomes a draft: take a table in, map its columns, accept a likely duplicate, throw it away."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.form_fields import tidy
from registry.headers import NEEDED, guess_kind, match_headers
from registry.importing import rows as stored_rows
from registry.importing.cells import kept, opened
from registry.importing.kinds import KINDS, ImportKind, kind_of
from registry.models import ImportBatch, ImportRow
from registry.spreadsheet import Table
from review import actions as review
from review.actions import Refused

MOST_ROWS = 5_000
PERMISSION = "registry.import_businesses"
CHECKED = ["problems", "state"]


def _remembered(kind: ImportKind, header: list[str]) -> ImportBatch | None:
    """The newest table of the same kind with the same columns: nobody maps twice."""
    return ImportBatch.objects.filter(kind=kind.key, header=header).order_by("-uploaded_at").first()


def _notes(table: Table, digest: str, dropped: list[int]) -> list[str]:
    notes = [tidy(note) for note in table.notes]
    if dropped:
        shown = ", ".join(map(str, dropped[:12])) + (" …" if len(dropped) > 12 else "")
        notes.append(f"Baris judul, jumlah, atau tanda tangan dilewati: {shown}.")
    same = ImportBatch.objects.filter(sha256=digest).exclude(state=ImportBatch.State.UNDONE).first()
    if same:
        at = timezone.localtime(same.uploaded_at).strftime("%d-%m-%Y")
        notes.append(f"Berkas yang sama persis sudah diunggah pada {at} (impor {same.code}).")
    return notes


@transaction.atomic
def take_in(table: Table, data: bytes, name: str, kind: ImportKind, *, by: User) -> ImportBatch:
    """Store a read table and check its rows; nothing becomes a draft yet. Raises Refused."""
    review.require(PERMISSION, by)
    dropped = [row.number for row in table.rows if stored_rows.is_total(row)]
    kept_rows = [row for row in table.rows if not stored_rows.is_total(row)]
    if not kept_rows:
        raise Refused("Berkas ini tidak berisi baris data. Isi dulu, lalu unggah lagi.")
    if len(kept_rows) > MOST_ROWS:
        raise Refused(f"Berkas ini berisi {len(kept_rows)} baris; sekali unggah paling banyak {MOST_ROWS}. Bagi dulu.")
    header = [tidy(title) for title in table.header]  # the database takes no NUL and no half characters
    digest, before = hashlib.sha256(data).hexdigest(), _remembered(kind, header)
    fits = {field: at for field, at in match_headers(header, kind.headers).columns.items() if field in kind.fields}
    batch = ImportBatch.objects.create(
        kind=kind.key,
        file_name=name[-200:] or "tabel",
        sha256=digest,
        header=header,
        mapping=before.mapping if before else fits,
        notes=_notes(table, digest, dropped),
        uploaded_by=by,
    )
    secret = stored_rows.secret_columns(batch.header, batch.mapping)
    rows = stored_rows.stored(batch, kept_rows, secret)
    sheet = stored_rows.sheet_of(batch)
    batch.options = before.options if before else kind.guess_options(sheet, stored_rows.lines_of(kind, sheet, rows))
    batch.save(update_fields=["options"])
    check_rows(batch, kind, rows)
    ImportRow.objects.bulk_create(rows, batch_size=1000)
    return batch


def check_rows(batch: ImportBatch, kind: ImportKind, rows: Iterable[ImportRow]) -> None:
    """Give every row its problems and its state; saves nothing."""
    rows, sheet = list(rows), stored_rows.sheet_of(batch)
    lines = stored_rows.lines_of(kind, sheet, rows)
    read = kind.check(sheet)(lines)
    for row, line in zip(rows, lines, strict=True):
        reading = read(line)
        row.problems, row.state = reading.problems, reading.state


def missing_columns(batch: ImportBatch) -> list[str]:
    """The words for fields without which no row can be read."""
    kind = kind_of(batch.kind)
    return [kind.fields[name] for name in NEEDED[kind.headers] if name not in batch.mapping]


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _refuse_after_drafts(batch: ImportBatch) -> None:
    if batch.state != ImportBatch.State.PREVIEW or batch.rows.filter(state=ImportRow.State.IMPORTED).exists():
        raise Refused("Sebagian baris sudah menjadi draf. Batalkan draf itu dulu, lalu unggah lagi berkasnya.")


@transaction.atomic
def map_columns(batch: ImportBatch, mapping: Mapping[str, int], options: Mapping[str, Any], *, by: User) -> None:
    """Say which column is which and how to read the table; every row is checked again. Raises Refused."""
    review.require(PERMISSION, by)
    locked = _locked(batch)
    _refuse_after_drafts(locked)
    locked.mapping, locked.options = dict(mapping), dict(options)
    rows = list(locked.rows.all())
    for column in stored_rows.secret_columns(locked.header, locked.mapping):
        for row in rows:  # a column that is only now said to hold NIK is locked away at once
            row.cells[column] = kept(opened(row.cells[column]), secret=True)
    check_rows(locked, kind_of(locked.kind), rows)
    locked.save(update_fields=["mapping", "options"])
    ImportRow.objects.bulk_update(rows, ["cells", *CHECKED], batch_size=500)


@transaction.atomic
def accept(batch: ImportBatch, numbers: set[int], *, among: set[int], by: User) -> int:
    """Of the likely duplicates `among` a page, take in exactly `numbers`; returns how many. Raises Refused."""
    review.require(PERMISSION, by)
    locked = _locked(batch)
    if locked.state == ImportBatch.State.UNDONE:
        raise Refused("Impor ini sudah dibatalkan. Unggah lagi berkasnya.")
    rows = list(locked.rows.exclude(state__in=[ImportRow.State.IMPORTED, ImportRow.State.UNDONE]))
    for row in rows:
        row.accepted = row.number in numbers if row.number in among else row.accepted
    check_rows(locked, kind_of(locked.kind), rows)
    ImportRow.objects.bulk_update(rows, ["accepted", *CHECKED], batch_size=500)
    return sum(row.accepted for row in rows)


@transaction.atomic
def throw_away(batch: ImportBatch, *, by: User) -> None:
    """Remove a table that never became drafts, with all its rows. Raises Refused."""
    review.require(PERMISSION, by)
    locked = _locked(batch)
    _refuse_after_drafts(locked)
    record(Verb.DISCARDED, locked, by=by, rows=locked.rows.count())
    locked.rows.all().delete()
    locked.delete()


def fits_better(batch: ImportBatch) -> str:
    """The words of another kind whose columns this header names better; empty when the kind is right."""
    guessed = guess_kind(batch.header)
    right = next((kind for kind in KINDS.values() if kind.headers == guessed), None)
    return "" if right is None or right.key == batch.kind or not missing_columns(batch) else f"daftar {right.noun}"
