"""Verbs before anything changes: receive a table with its photos, look at it once more, throw it away."""

import secrets

from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.bulk import work
from catalog.models import Category, ProductBatch, ProductBatchRow
from jobs.models import Job
from registry.actions import refuse_merged
from registry.form_fields import tidy
from registry.membership import Right
from registry.models import Business
from review.actions import Refused

FOLDER = "massal"
MOST_OPEN = 20  # tables of one business that wait for a decision
State = ProductBatch.State


@transaction.atomic
def receive(
    business: Business, category: Category, table: UploadedFile, photos: UploadedFile | None, *, by: User
) -> ProductBatch:
    """Keep a table and its ZIP privately and order their reading; nothing of them is looked at here. Raises Refused."""
    work.require(business.pk, by, Right.EDIT_PRODUCTS)
    locked = Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    refuse_merged(locked)
    if locked.closed_at:
        raise Refused("Usaha ini sudah ditutup. Buka lagi usahanya dulu.")
    waiting = ProductBatch.objects.filter(business=business, state__in=[State.READING, State.PREVIEW]).count()
    if waiting >= MOST_OPEN:
        raise Refused(f"Masih ada {waiting} tabel yang menunggu keputusan. Masukkan atau buang dulu yang lama.")
    batch = ProductBatch.objects.create(
        business=business,
        category=category,
        file_name=tidy(table.name or "")[-200:] or "tabel",
        photos_name=tidy(photos.name or "")[-200:] if photos else "",
        table_path=_keep(table),
        photos_path=_keep(photos) if photos else "",
        uploaded_by=by,
    )
    work.order(work.READ, batch, by=by)
    return batch


def _keep(file: UploadedFile) -> str:
    return str(storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}", file))


@transaction.atomic
def look_again(batch: ProductBatch, *, by: User) -> Job:
    """Order the reading once more: it broke, or products changed since. Raises Refused."""
    work.require(batch.business_id, by, Right.EDIT_PRODUCTS)
    found = work.idle(batch)
    if found.state not in (State.READING, State.PREVIEW):
        raise Refused("Tabel ini tidak bisa diperiksa ulang lagi. Muat ulang halamannya.")
    return work.order(work.READ, found, by=by)


@transaction.atomic
def throw_away(batch: ProductBatch, *, by: User) -> None:
    """Remove a table of which nothing was taken in, with its rows and files. Raises Refused."""
    work.require(batch.business_id, by, Right.EDIT_PRODUCTS)
    found = work.idle(batch)
    if found.rows.filter(state__in=[ProductBatchRow.State.DONE, ProductBatchRow.State.UNDONE]).exists():
        raise Refused("Sebagian baris sudah masuk. Batalkan semuanya dulu.")
    record(Verb.DISCARDED, found, by=by, rows=found.rows.count())
    forget_files(found, table=True, photos=True)
    found.delete()


def forget_files(batch: ProductBatch, *, table: bool = False, photos: bool = False) -> None:
    """Remove uploaded files after the commit; the caller empties the columns."""
    paths = [batch.table_path] * table + [batch.photos_path] * photos
    for path in filter(None, paths):
        transaction.on_commit(lambda path=path: storages["private"].delete(path))  # type: ignore[misc]
