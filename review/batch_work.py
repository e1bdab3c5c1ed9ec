"""What a worker does for a batch: the automatic checks of every submission, and the approvals one by one.

Each submission is a transaction of its own with the verb of its room, so a second try goes on where the first stopped.
"""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from audit.models import Verb
from audit.record import record
from jobs.models import Job
from jobs.work import Failed, Progress
from review import batches
from review.actions import AlreadyDecided, Refused
from review.automatic import FAIL
from review.batches import room_named
from review.models import Batch, BatchItem, Submission

log = logging.getLogger(__name__)
CHECK, APPROVE = batches.CHECK, batches.APPROVE
Outcome = BatchItem.Outcome
BROKEN = "Sistem bermasalah untuk pengajuan ini. Periksa satu per satu."


def _batch(job: Job) -> Batch:
    batch = Batch.objects.select_related("made_by").filter(code=job.subject_code).first()
    if batch is None:
        raise Failed("Persetujuan sekaligus ini tidak ada lagi.")
    return batch


def check(job: Job, progress: Progress) -> dict[str, Any]:
    """Look up every submission of a batch; one that fails drops out with the reason. Then draw the sample."""
    batch = _batch(job)
    open_ids = list(batch.items.filter(outcome="").values_list("pk", flat=True))
    for done, pk in enumerate(open_ids, start=1):
        with transaction.atomic():
            item = _locked_item(pk)
            if item is not None:
                found = _out(batch, item.submission)
                if found:
                    _close(item, *found)
        progress.tell(done, len(open_ids), f"{done} dari {len(open_ids)} dicocokkan")
    with transaction.atomic():
        locked = Batch.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=batch.pk)
        if locked.state == Batch.State.CHECKING:
            batches.draw(locked)
    return {"left": batch.items.filter(outcome="").count()}


def approve(job: Job, progress: Progress) -> dict[str, Any]:
    """Approve what is open, in the name of the officer who looked at the sample."""
    batch = _batch(job)
    open_ids = list(batch.items.filter(outcome="").values_list("pk", flat=True))
    for done, pk in enumerate(open_ids, start=1):
        with transaction.atomic():
            item = _locked_item(pk)
            if item is not None:
                _close(item, *_approve_one(batch, item.submission))
        progress.tell(done, len(open_ids), f"{done} dari {len(open_ids)} selesai")
    return finish(batch)


def _locked_item(pk: int) -> BatchItem | None:
    items = BatchItem.objects.select_related("submission").select_for_update(of=("self",))
    return items.filter(pk=pk, outcome="").first()


def _close(item: BatchItem, outcome: Outcome, words: str) -> None:
    BatchItem.objects.filter(pk=item.pk).update(outcome=outcome, words=words[:400])


def _out(batch: Batch, submission: Submission) -> tuple[Outcome, str] | None:
    """Why a submission cannot be approved together with the others; None when it can."""
    if not submission.is_waiting:
        return Outcome.ELSEWHERE, str(AlreadyDecided(submission))
    if submission.assigned_to_id not in (None, batch.made_by_id):
        return Outcome.DROPPED, f"{submission.assigned_to} sedang memeriksanya."
    failing = [one.text for one in room_named(batch).checks(submission) if one.state == FAIL]
    return (Outcome.DROPPED, " ".join(failing)) if failing else None


def _approve_one(batch: Batch, submission: Submission) -> tuple[Outcome, str]:
    try:
        with transaction.atomic():
            found = _out(batch, submission)
            if found:
                return found
            room_named(batch).approve(submission, by=batch.made_by)
            return Outcome.APPROVED, ""
    except AlreadyDecided as late:
        return Outcome.ELSEWHERE, str(late)
    except Refused as refusal:
        return Outcome.REFUSED, str(refusal)
    except (OperationalError, InterfaceError):  # the database is away: the next try goes on from here
        raise
    except Exception:
        log.exception("submission %s of batch %s could not be approved", submission.code, batch.code)
        return Outcome.REFUSED, BROKEN


@transaction.atomic
def finish(batch: Batch) -> dict[str, Any]:
    """Close a batch whose submissions all have an outcome; one line in the diary. Returns the figures."""
    locked = Batch.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=batch.pk)
    outcomes = list(locked.items.values_list("outcome", flat=True))
    figures = {name.value: outcomes.count(name.value) for name in Outcome if name.value}
    if locked.state == Batch.State.RUNNING and "" not in outcomes:
        locked.state, locked.ended_at = Batch.State.DONE, timezone.now()
        locked.save(update_fields=["state", "ended_at"])
        record(Verb.BATCH_DECIDED, locked, by=locked.made_by, state=locked.state, **figures)
    return figures
