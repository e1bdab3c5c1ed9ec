"""Who does which kind of job, and how one is done: claimed once, told about, ended once, taken up again when its worker
died.

A room adds its kinds when Django starts: `work.add("registry.import-apply", run)`. `run(job, progress)` works in
transactions of its own, each small, so that a second try goes on where the first stopped; what it returns becomes
`job.result`.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from jobs.models import Job

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
SILENT = timedelta(seconds=90)  # a worker that said nothing for so long is dead
KINDS: dict[str, Callable[["Job", "Progress"], dict[str, Any] | None]] = {}


class Failed(Exception):
    """The job cannot be done; the text is the Indonesian sentence for the person who ordered it."""


class Interrupted(BaseException):
    """The worker was asked to stop; the job goes back to the queue."""


class Progress:
    """How a job tells how far it is. Every call is a sign of life, and the moment at which a worker may stop."""

    stopping = False  # set by the worker on SIGTERM

    def __init__(self, job: Job) -> None:
        self.job = job

    def tell(self, done: int | None = None, total: int | None = None, words: str = "") -> None:
        """Write down how far it is; call it outside a transaction, at least once a minute."""
        values: dict[str, Any] = {"beat_at": timezone.now()}
        if done is not None:
            values["done"] = done
        if total is not None:
            values["total"] = total
        if words:
            values["words"] = words[:300]
        Job.objects.filter(pk=self.job.pk).update(**values)
        if Progress.stopping:
            raise Interrupted


def add(kind: str, run: Callable[["Job", Progress], dict[str, Any] | None]) -> None:
    """Make a kind of job known; called when Django starts."""
    KINDS[kind] = run


@task()
def perform(job_id: int) -> None:
    """What the queue of django-tasks carries: do the job with this id, unless somebody does or did it already."""
    job = _claim(job_id)
    if job is None:
        return
    try:
        result = KINDS[job.kind](job, Progress(job)) or {}
    except Interrupted:
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=Job.State.WAITING, beat_at=None)
    except Failed as failure:
        _end(job, Job.State.FAILED, words=str(failure)[:300])
    except Exception:
        log.exception("job %s (%s) broke", job.code, job.kind)
        if job.attempts >= MOST_ATTEMPTS:
            _end(job, Job.State.FAILED, words="Sistem bermasalah, bukan kesalahan Anda. Tekan sekali lagi nanti.")
        else:
            Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, beat_at=timezone.now())
    else:
        _end(job, Job.State.DONE, result=result)


def _claim(job_id: int) -> Job | None:
    with transaction.atomic():
        now = timezone.now()
        free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, beat_at__lt=now - SILENT)
        job = Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _end(job, Job.State.FAILED, words="Pekerjaan ini terhenti beberapa kali. Hubungi admin sistem.")
            return None
        job.state, job.started_at, job.beat_at = Job.State.RUNNING, job.started_at or now, now
        job.attempts += 1
        job.save(update_fields=["state", "started_at", "beat_at", "attempts"])
        return job


def _end(job: Job, state: str, **values: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=timezone.now(), **values)


def rescue() -> int:
    """Order again what a dead worker left, and what waits without anybody having been told; returns how many."""
    edge = timezone.now() - SILENT
    left = Q(state=Job.State.RUNNING, beat_at__lt=edge) | (
        Q(state=Job.State.WAITING, asked_at__lt=edge) & (Q(beat_at=None) | Q(beat_at__lt=edge))
    )
    found = list(Job.objects.filter(left).values_list("pk", flat=True)[:100])
    for pk in found:
        Job.objects.filter(pk=pk, state=Job.State.WAITING).update(beat_at=timezone.now())
        perform.enqueue(pk)
    return len(found)
