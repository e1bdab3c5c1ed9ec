"""Keeps the counts of lists short: what writers added is folded at night, and in any hour in which much was written."""

from typing import Any

from django.utils import timezone

from catalog.search import counts
from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress

FOLD = "catalog.fold-counts"
NIGHT = 2  # the hour in which it is done whatever was written


def fold(job: Job, progress: Progress) -> dict[str, Any]:
    """Fold when it is night or worth it; `lines` says how many went."""
    gone = 0
    if timezone.localtime().hour == NIGHT or counts.is_long():
        while some := counts.fold():
            gone += some
            progress.tell(gone, words="Merapikan hitungan daftar produk")
    return {"lines": gone}


def register() -> None:
    """Make the job and its calendar known; called when Django starts."""
    work.add(FOLD, fold)
    repeated.every("17 * * * *", FOLD, "Merapikan hitungan daftar produk")
