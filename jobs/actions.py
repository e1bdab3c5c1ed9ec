"""The verb of jobs: order one."""

from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from jobs.models import Job
from jobs.work import KINDS, perform


@transaction.atomic
def order(kind: str, subject_code: str = "", *, by: User | None, title: str, address: str = "", **values: Any) -> Job:
    """Order a job of a known kind; the one that already waits or runs for the same thing, when there is one.

    `by` is None for the calendar. `values` must be JSON and small. Raises KeyError for an unknown kind.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, subject_code=subject_code, asked_by=by, title=title[:200], address=address, values=values
            )
    except IntegrityError:
        return Job.objects.get(kind=kind, subject_code=subject_code, state__in=[Job.State.WAITING, Job.State.RUNNING])
    transaction.on_commit(lambda: perform.enqueue(job.pk))
    return job
