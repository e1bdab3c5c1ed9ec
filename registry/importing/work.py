"""The jobs of an import: ordered inside a verb's transaction, one at a time for each table."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from jobs import actions as jobs
from jobs import queries as job_queries
from jobs.models import Job
from jobs.work import Failed, Progress
from registry.models import ImportBatch
from review.actions import Refused

READ, CHECK, APPLY, UNDO, SEND, APPROVE, RETURN, HIDE = (
    f"registry.import-{what}" for what in ("read", "check", "apply", "undo", "send", "approve", "return", "hide")
)
KINDS = (READ, CHECK, APPLY, UNDO, SEND, APPROVE, RETURN, HIDE)
TITLES = {
    READ: "Membaca",
    CHECK: "Memeriksa ulang",
    APPLY: "Menjadikan draf",
    UNDO: "Membatalkan",
    SEND: "Mengirim ke antrean",
    APPROVE: "Menyetujui",
    RETURN: "Mengembalikan",
    HIDE: "Menarik persetujuan",
}
CHUNK = 500  # rows in one transaction
ONE_AT_A_TIME = 7_301_114  # advisory lock: two tables are never compared with the register at the same moment


def newest_job(batch: ImportBatch) -> Job | None:
    """What was ordered last for this table."""
    return job_queries.of_subject(batch.code, *KINDS)


def locked(batch: ImportBatch) -> ImportBatch:
    """The row as it is now, held until the end of the transaction. Raises Refused when it is gone."""
    found = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if found is None:
        raise Refused("Berkas ini sudah dihapus. Unggah lagi bila masih diperlukan.")
    return found


def idle(batch: ImportBatch) -> ImportBatch:
    """The locked row of a table on which nothing is being done. Raises Refused."""
    found = locked(batch)
    job = newest_job(found)
    if job is not None and not job.is_over:
        raise Refused("Berkas ini sedang dikerjakan. Tunggu sampai selesai, lalu coba lagi.")
    return found


def order(kind: str, batch: ImportBatch, *, by: User, **values: Any) -> Job:
    """Order a job about this table."""
    address = reverse("registry:import", args=[batch.code])
    title = f"{TITLES[kind]}: {batch.file_name}"
    return jobs.order(kind, batch.code, by=by, title=title, address=address, **values)


def alone() -> None:
    """Hold the lock that every comparison with the register takes before it makes drafts; until the transaction ends.

    Another table may hold it for some seconds, many times in a row; a job has the time to wait.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '120s'; SET LOCAL statement_timeout = '180s'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def officer(job: Job) -> User:
    """Who ordered it. Raises Failed when the account is gone."""
    if job.asked_by is None:
        raise Failed("Yang memerintahkan pekerjaan ini tidak dikenal.")
    return job.asked_by


def batch_of(job: Job) -> ImportBatch:
    """The table a job is about. Raises Failed when it was thrown away meanwhile."""
    batch = ImportBatch.objects.filter(code=job.subject_code).first()
    if batch is None:
        raise Failed("Berkas ini sudah dihapus. Unggah lagi bila masih diperlukan.")
    return batch


def told(run: Callable[[Job, Progress], dict[str, Any]]) -> Callable[[Job, Progress], dict[str, Any]]:
    """A refusal inside a job is its end, in the same words."""

    @wraps(run)
    def job(job: Job, progress: Progress) -> dict[str, Any]:
        try:
            return run(job, progress)
        except Refused as refusal:
            raise Failed(str(refusal)) from refusal

    return job


def codes_of(batch: ImportBatch) -> QuerySet[Any]:
    """The codes of all drafts of a table, as a query of one column."""
    return batch.rows.filter(state="imported").values("result_code")
