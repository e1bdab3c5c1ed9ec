"""The nightly job that removes pictures of proof 30 days after the decision (rules section 22)."""

from typing import Any

from django.utils import timezone

from claims.actions import forget_proof
from claims.queries import forgettable
from jobs import repeated, work
from jobs.models import Job

KIND = "claims.forget-proofs"


def run(job: Job, progress: work.Progress) -> dict[str, Any]:
    """One claim at a time; killed in the middle, the next night goes on."""
    rows = list(forgettable(timezone.now()))
    for done, claim in enumerate(rows, start=1):
        forget_proof(claim)
        if done % 50 == 0:
            progress.tell(done, len(rows))
    return {"removed": len(rows)}


def register() -> None:
    """Make the job known, every night at half past three; called once, when Django has loaded all models."""
    work.add(KIND, run)
    repeated.every("30 3 * * *", KIND, "Menghapus foto bukti klaim yang sudah lama diputus")
