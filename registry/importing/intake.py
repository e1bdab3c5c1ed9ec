"""Verbs before anything becomes a draft: receive a file, map its columns, accept likely duplicates, throw it away."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from jobs.models import Job
from registry.headers import NEEDED, guess_kind
from registry.importing import mappings, work
from registry.importing import rows as stored_rows
from registry.importing.corrections import tick
from registry.importing.kinds import KINDS, ImportKind, kind_of
from registry.importing.reading_in import forget_file
from registry.models import ImportBatch, ImportRow
from review import actions as review
from review.actions import Refused

PERMISSION = "registry.import_businesses"
State = ImportBatch.State


@transaction.atomic
def receive(file: UploadedFile, name: str, kind: ImportKind, *, by: User) -> ImportBatch:
    """Keep an uploaded file privately and order its reading; nothing of it is looked at here. Raises Refused."""
    review.require(PERMISSION, by)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    path = storages["private"].save(f"imports/{secrets.token_hex(16)}", file)
    batch = ImportBatch.objects.create(
        kind=kind.key,
        file_name=name[-200:] or "tabel",
        sha256=digest.hexdigest(),
        stored_path=path,
        uploaded_by=by,
    )
    work.order(work.READ, batch, by=by)
    return batch


@transaction.atomic
def read_again(batch: ImportBatch, *, by: User) -> Job:
    """Order the reading once more after it broke. Raises Refused."""
    review.require(PERMISSION, by)
    found = work.idle(batch)
    if found.state != State.READING:
        raise Refused("Berkas ini sudah selesai dibaca. Muat ulang halamannya.")
    return work.order(work.READ, found, by=by)


def missing_columns(batch: ImportBatch) -> list[str]:
    """The words for fields without which no row can be read."""
    kind = kind_of(batch.kind)
    return [kind.fields[name] for name in NEEDED[kind.headers] if name not in batch.mapping]


def _refuse_after_drafts(batch: ImportBatch) -> None:
    if batch.rows.filter(state__in=[ImportRow.State.IMPORTED, ImportRow.State.UNDONE]).exists():
        raise Refused("Sebagian baris sudah menjadi draf. Batalkan draf itu dulu, lalu unggah lagi berkasnya.")


@transaction.atomic
def map_columns(
    batch: ImportBatch, mapping: Mapping[str, int], options: Mapping[str, Any], *, remember: str | None, by: User
) -> Job:
    """Say which column is which and how to read the table; a job checks every row again. Raises Refused.

    Kept under the name `remember`, the next table with the same titles is mapped in the same way.
    """
    review.require(PERMISSION, by)
    found = work.idle(batch)
    if found.state not in (State.PREVIEW, State.CHECKING, State.APPLYING):
        raise Refused("Kolom berkas ini tidak bisa diubah lagi. Muat ulang halamannya.")
    _refuse_after_drafts(found)
    found.mapping, found.options = dict(mapping), dict(options)
    found.state = State.CHECKING
    found.saved_mapping = mappings.keep(found, mapping, options, name=remember, by=by) if remember else None
    found.save(update_fields=["mapping", "options", "state", "saved_mapping"])
    return work.order(work.CHECK, found, by=by)


@transaction.atomic
def accept(batch: ImportBatch, numbers: set[int], *, among: set[int], by: User) -> int:
    """Of the likely duplicates `among` a page, take in exactly `numbers`; returns how many of the table are taken in.

    Raises Refused.
    """
    review.require(PERMISSION, by)
    found = work.idle(batch)
    if found.state in (State.UNDONE, State.FAILED, State.READING):
        raise Refused("Impor ini sudah dibatalkan. Unggah lagi berkasnya.")
    open_rows = [ImportRow.State.DUPLICATE, ImportRow.State.READY, ImportRow.State.WARNING]
    rows = list(found.rows.filter(state__in=open_rows, number__in=among))
    for row in rows:
        tick(row, row.number in numbers)
    stored_rows.save(rows, "accepted", "state")
    return found.rows.filter(accepted=True).count()


@transaction.atomic
def throw_away(batch: ImportBatch, *, by: User) -> None:
    """Remove a table that never became drafts, with all its rows and its file. Raises Refused."""
    review.require(PERMISSION, by)
    found = work.idle(batch)
    _refuse_after_drafts(found)
    if found.reviews.exists():
        raise Refused("Sampel impor ini sudah diperiksa petugas lain, jadi tabelnya tidak bisa dibuang.")
    record(Verb.DISCARDED, found, by=by, rows=found.rows.count())
    forget_file(found)
    found.rows.all().delete()
    found.delete()


def fits_better(batch: ImportBatch) -> str:
    """The words of another kind whose columns this header names better; empty when the kind is right."""
    guessed = guess_kind(batch.header)
    right = next((kind for kind in KINDS.values() if kind.headers == guessed), None)
    return "" if right is None or right.key == batch.kind or not missing_columns(batch) else f"daftar {right.noun}"
