"""The nightly round: uploads that nobody decided about go, old ones too, and files that no table needs."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalog.bulk import work
from catalog.bulk.applying import take_in
from catalog.bulk.intake import FOLDER, forget_files
from catalog.bulk.reading_in import read
from catalog.bulk.undoing import take_back
from catalog.models import ProductBatch
from jobs import repeated
from jobs import work as jobs
from jobs.models import Job
from jobs.work import Progress
from registry.importing.sweeping import remove_left_over

SWEEP = "catalog.bulk-sweep"
WAITS = timedelta(days=14)  # for a decision
KEPT = timedelta(days=180)  # what was taken in can be taken back so long
State = ProductBatch.State


def sweep(job: Job, progress: Progress) -> dict[str, Any]:
    """Forget what waited too long or is long done, then files that no table needs; returns how many of each."""
    now = timezone.now()
    undecided = Q(state__in=[State.READING, State.FAILED, State.PREVIEW], uploaded_at__lt=now - WAITS)
    done = Q(state__in=[State.APPLIED, State.UNDONE], applied_at__lt=now - KEPT)
    gone = sum(_forget(pk) for pk in ProductBatch.objects.filter(undecided | done).values_list("pk", flat=True))
    progress.tell(words="Memeriksa berkas unggahan massal")
    needed = {path for pair in ProductBatch.objects.values_list("table_path", "photos_path") for path in pair}
    return {"gone": gone, "removed": remove_left_over(FOLDER, needed)}


@transaction.atomic
def _forget(pk: int) -> bool:
    batch = ProductBatch.objects.select_for_update().filter(pk=pk).first()
    job = work.newest_job(batch) if batch else None
    if batch is None or (job and not job.is_over):
        return False
    forget_files(batch, table=True, photos=True)
    batch.delete()
    return True


def register() -> None:
    """Make the jobs and the nightly round known; called when Django starts."""
    jobs.add(work.READ, read)
    jobs.add(work.APPLY, take_in)
    jobs.add(work.UNDO, take_back)
    jobs.add(SWEEP, sweep)
    repeated.every("25 3 * * *", SWEEP, "Merapikan unggahan massal")
