"""Every night: forget who called yesterday."""

import time
from typing import Any

from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress
from opendata.models import Window

KIND = "opendata.forget"
KEPT = 24 * 60  # minutes


def forget(now: float | None = None) -> int:
    """Delete the counts of past days; returns how many."""
    edge = int((now or time.time()) // 60) - KEPT
    return Window.objects.filter(minute__lt=edge).delete()[0]


def job(order: Job, progress: Progress) -> dict[str, Any]:
    """The nightly job."""
    return {"forgotten": forget()}


def register() -> None:
    """Put the job on the calendar; called once, when Django has loaded all models."""
    work.add(KIND, job)
    repeated.every("20 2 * * *", KIND, "Menghapus hitungan pemakaian data terbuka")
