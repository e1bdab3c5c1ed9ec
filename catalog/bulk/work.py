"""The jobs of a batch: ordered inside a verb's transaction, one at a time; who may still do it is asked again."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from catalog.models import ProductBatch
from jobs import actions as jobs
from jobs import queries as job_queries
from jobs.models import Job
from jobs.work import Failed
from registry.importing.work import officer, told
from registry.membership import Right, may, words_for
from registry.queries import role_in
from review.actions import Refused

__all__ = ["APPLY", "READ", "UNDO", "batch_of", "idle", "locked", "newest_job", "officer", "order", "require", "told"]
READ, APPLY, UNDO = (f"catalog.bulk-{what}" for what in ("read", "apply", "undo"))
KINDS = (READ, APPLY, UNDO)
TITLES = {READ: "Memeriksa", APPLY: "Memasukkan", UNDO: "Membatalkan"}


def newest_job(batch: ProductBatch) -> Job | None:
    """What was ordered last for this table."""
    return job_queries.of_subject(batch.code, *KINDS)


def locked(batch: ProductBatch) -> ProductBatch:
    """The row as it is now, held until the end of the transaction. Raises Refused when it is gone."""
    found = ProductBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if found is None:
        raise Refused("Tabel ini sudah dihapus. Unggah lagi bila masih diperlukan.")
    return found


def idle(batch: ProductBatch) -> ProductBatch:
    """The locked row of a table on which nothing is being done. Raises Refused."""
    found = locked(batch)
    job = newest_job(found)
    if job is not None and not job.is_over:
        raise Refused("Tabel ini sedang dikerjakan. Tunggu sampai selesai, lalu coba lagi.")
    return found


def order(kind: str, batch: ProductBatch, *, by: User, **values: Any) -> Job:
    """Order a job about this table."""
    address = reverse("catalog:bulk-batch", args=[batch.code])
    return jobs.order(kind, batch.code, by=by, title=f"{TITLES[kind]}: {batch.file_name}", address=address, **values)


def require(business: int, by: User, right: Right) -> None:
    """Raise Refused unless `by` still holds the right in the business: a job may run long after it was ordered."""
    if not by.is_active or not may(role_in(business, by), right):
        raise Refused(f"Ini tugas {words_for(right)} usaha. Minta mereka yang melakukannya.")


def batch_of(job: Job) -> ProductBatch:
    """The table a job is about. Raises Failed when it was thrown away meanwhile."""
    batch = ProductBatch.objects.select_related("business", "category").filter(code=job.subject_code).first()
    if batch is None:
        raise Failed("Tabel ini sudah dihapus. Unggah lagi bila masih diperlukan.")
    return batch
