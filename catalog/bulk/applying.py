"""Takes a table in: a verb that orders the job, and the job, row by row.

Each row is looked at again under the lock of its business, so that two tables at once never make one product twice; it
is a transaction of its own, so that a job that was killed goes on where it stopped. Photos are taken in between two of
them: decoding holds no lock.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog import actions
from catalog.bulk import work, writing
from catalog.bulk.checking import Pass
from catalog.bulk.intake import forget_files
from catalog.bulk.pictures import Pictures
from catalog.models import ProductBatch, ProductBatchRow, ProductEdition
from jobs.models import Job
from jobs.work import Failed, Progress
from registry.importing.reading import ERROR, WARNING
from registry.membership import Right
from registry.models import Business
from review.actions import Refused
from review.archives import BadArchive

State, Rows, Plan = ProductBatch.State, ProductBatchRow.State, ProductBatchRow.Plan
OPEN = (Rows.READY, Rows.WARNING)
SAVED = ("problems", "state", "plan", "product", "did")


@transaction.atomic
def apply(batch: ProductBatch, *, sends: bool, by: User) -> Job:
    """Order that all good rows are taken in; with `sends` complete ones go to the office at once. Raises Refused."""
    work.require(batch.business_id, by, Right.SEND_PRODUCTS if sends else Right.EDIT_PRODUCTS)
    found = work.idle(batch)
    if found.state not in (State.PREVIEW, State.APPLYING):
        raise Refused("Tabel ini sudah dimasukkan atau dibatalkan. Muat ulang halamannya.")
    if not found.rows.filter(state__in=OPEN).exists():
        raise Refused("Tidak ada baris yang siap. Lihat catatan di setiap baris.")
    ProductBatch.objects.filter(pk=found.pk).update(state=State.APPLYING, sends=sends)
    return work.order(work.APPLY, found, by=by)


@work.told
def take_in(job: Job, progress: Progress) -> dict[str, Any]:
    """The job: good rows become drafts, changed drafts, changes of products, prices."""
    batch, by = work.batch_of(job), work.officer(job)
    work.require(batch.business_id, by, Right.SEND_PRODUCTS if batch.sends else Right.EDIT_PRODUCTS)
    if batch.state != State.APPLYING:
        return {}
    total, done, last = batch.rows.filter(state__in=OPEN).count(), 0, -1
    try:
        with Pictures(batch.photos_path) as pictures:
            through = Pass(batch, pictures)
            while row := batch.rows.filter(state__in=OPEN, number__gt=last).order_by("number").first():
                _one(through, row, by)
                last, done = row.number, done + 1
                progress.tell(done, total, f"{done} dari {total} produk")
    except (BadArchive, FileNotFoundError) as gone:
        raise Failed("ZIP fotonya tidak bisa dibuka lagi. Buang tabel ini, lalu unggah sekali lagi.") from gone
    return _finish(batch, by)


def _one(through: Pass, row: ProductBatchRow, by: User) -> None:
    try:
        edition, photos = _write(through, row, by)
    except Refused as refusal:
        row.did, row.plan, row.state = {}, "", Rows.ERROR
        row.problems = [*row.problems, {"field": "", "level": ERROR, "message": str(refusal)}]
        row.save(update_fields=SAVED)
        return
    if row.state not in OPEN:
        return
    refused = through.pictures.take_in(edition, photos, by=by) if edition else []
    _end(through.batch, row, edition, refused, by)


@transaction.atomic
def _write(through: Pass, row: ProductBatchRow, by: User) -> tuple[ProductEdition | None, list[str]]:
    """The row as it stands now, written; returns its draft and the photos it lacks. Raises Refused."""
    batch = work.locked(through.batch)
    if batch.state != State.APPLYING:
        raise Refused("Tabel ini sedang dibatalkan.")
    Business.objects.select_for_update(no_key=True).get(pk=batch.business_id)
    if row.did:  # killed between the two halves: only the photos are left to do
        product, number = row.product, row.did.get("edition")
        edition = ProductEdition.objects.filter(product=product, number=number).first() if number else None
        return edition, through.photos_of(row)
    before = row.problems
    seen = through.look([row])[0]
    if row.state in OPEN:
        edition = writing.write(batch, row, seen, by=by)
    else:
        edition = None
        row.problems = row.problems or before
    row.save(update_fields=SAVED)
    return edition, seen.new_photos


@transaction.atomic
def _end(
    batch: ProductBatch, row: ProductBatchRow, edition: ProductEdition | None, refused: list[str], by: User
) -> None:
    """Send it when that was asked for, note photos that were not taken, and when it was last touched."""
    said = [{"field": "photos", "level": WARNING, "message": words} for words in refused]
    if edition and batch.sends:
        try:
            with transaction.atomic():
                actions.submit(edition, by=by)
            row.did["sent"] = True
        except Refused as refusal:
            said.append({"field": "", "level": WARNING, "message": f"Belum dikirim. {refusal}"})
    if edition:
        edition.refresh_from_db(fields=["changed_at"])
        row.did["stamp"] = edition.changed_at.isoformat()
    row.problems, row.state = [*row.problems, *said], Rows.DONE
    row.save(update_fields=SAVED)


@transaction.atomic
def _finish(batch: ProductBatch, by: User) -> dict[str, Any]:
    found = work.locked(batch)
    done = found.rows.filter(state=Rows.DONE)
    figures = {
        "new": done.filter(plan=Plan.NEW).count(),
        "changed": done.exclude(plan=Plan.NEW).count(),
        "sent": done.filter(did__sent=True).count(),
        "left": found.rows.filter(state=Rows.ERROR).count(),
    }
    if found.state != State.APPLYING:
        return figures
    count = figures["new"] + figures["changed"]
    forget_files(found, photos=bool(count))
    found.state = State.APPLIED if count else State.PREVIEW
    found.applied_at = timezone.now() if count else None
    found.photos_path = "" if count else found.photos_path
    found.save(update_fields=["state", "applied_at", "photos_path"])
    if count:
        record(Verb.IMPORTED, found, by=by, **figures)
    return figures
