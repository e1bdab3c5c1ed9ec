"""The jobs behind a bulk decision: approve, send back, or hide again, some hundred at a time.

Every decision carries the moment at which the round was signed, so a second try finds what is left and nothing twice.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.messages import tell
from accounts.models import User
from jobs.actions import order
from jobs.models import Job
from jobs.work import Failed, Progress
from registry import many
from registry.duplicates import finding
from registry.importing import sampling, work
from registry.membership import Right
from registry.models import BatchReview, Business
from registry.queries import spokespeople
from review.models import State, Submission
from review.notices import tell_people

log = logging.getLogger(__name__)
CHUNK = 200  # rows of several tables and their diary lines in one transaction
SUBJECT = "Daftar yang Anda unggah sudah diputuskan"
RETURNED = "Daftar ini dikembalikan karena sampelnya salah. {note}"


@dataclass(frozen=True)
class Signed:
    """A decided round: who signed it and when."""

    round: BatchReview
    by: User
    at: datetime


def _signed(job: Job) -> Signed:
    found = BatchReview.objects.filter(code=job.values.get("review", ""), batch__code=job.subject_code)
    one = found.select_related("batch__uploaded_by", "decided_by", "undone_by").first()
    if one is None or one.decided_at is None or one.decided_by is None:
        raise Failed("Keputusan ini tidak ditemukan. Muat ulang halamannya.")
    return Signed(one, one.decided_by, one.decided_at)


def _hidden_by_undoing() -> list[datetime]:
    """The moments at which approvals were undone: businesses hidden then may be shown again when put right."""
    return [at for at in BatchReview.objects.values_list("undone_at", flat=True) if at is not None]


@work.told
def approve(job: Job, progress: Progress) -> dict[str, Any]:
    """Approve all that still waits of the lot."""
    signed = _signed(job)
    found, by, at = signed.round, signed.by, signed.at
    lot = list(sampling.lot_of(found).order_by("pk").values_list("code", "subject_code"))
    why, resume = Counter[str](), _hidden_by_undoing()
    for begin in range(0, len(lot), CHUNK):
        codes, subjects = zip(*lot[begin : begin + CHUNK], strict=True)
        with transaction.atomic():
            stay = many.approve_many(
                codes, subjects, by=by, at=at, resume=resume, batch=found.batch.code, review=found.code
            )
        _tell_owners(codes, at)
        why.update(stay.values())
        progress.tell(begin + len(codes), len(lot), f"{begin + len(codes)} dari {len(lot)} usaha")
    done = _decided(found).count()
    if lot:
        _tell(found, f"{done} usaha dari daftar Anda disetujui.")
        order(finding.JOB, by=by, title="Mencari usaha ganda")
    return {"approved": done, "kept": sum(why.values()), "why": dict(why.most_common(5))}


@work.told
def send_back(job: Job, progress: Progress) -> dict[str, Any]:
    """Send back all that still waits of the lot, with the notes of the sample."""
    signed = _signed(job)
    found, by, at = signed.round, signed.by, signed.at
    lot = list(sampling.lot_of(found).order_by("pk").values_list("code", "subject_code"))
    own = {one.submission_code: one.note for one in found.sample.all() if one.note}
    words = RETURNED.format(note=found.note)
    for begin in range(0, len(lot), CHUNK):
        part = lot[begin : begin + CHUNK]
        groups = [[pair] for pair in part if pair[0] in own] + [[pair for pair in part if pair[0] not in own]]
        with transaction.atomic():
            for group in filter(None, groups):
                codes, subjects = zip(*group, strict=True)
                said = own.get(codes[0], words)
                many.send_back_many(codes, subjects, by=by, at=at, words=said, review=found.code)
        _tell_owners([code for code, _ in part], at)
        progress.tell(begin + len(part), len(lot), f"{begin + len(part)} dari {len(lot)} usaha")
    if lot:
        _tell(found, f"Daftar Anda dikembalikan. {found.note}")
    return {"returned": _decided(found).count()}


@work.told
def hide(job: Job, progress: Progress) -> dict[str, Any]:
    """Hide what the round made public and nobody has touched since."""
    signed = _signed(job)
    found = signed.round
    by, at = found.undone_by, found.undone_at
    if by is None or at is None:
        raise Failed("Pembatalan ini tidak ditemukan. Muat ulang halamannya.")
    codes = list(_decided(found).order_by("pk").values_list("subject_code", flat=True))
    why = Counter[str]()
    reason = f"Persetujuan impor {found.batch.code} dibatalkan: {found.undone_reason}"
    for begin in range(0, len(codes), CHUNK):
        part = codes[begin : begin + CHUNK]
        with transaction.atomic():
            stay = many.suspend_untouched(part, by=by, approved_at=signed.at, at=at, reason=reason, review=found.code)
        why.update(stay.values())
        progress.tell(begin + len(part), len(codes), f"{begin + len(part)} dari {len(codes)} usaha")
    return {"hidden": len(codes) - sum(why.values()), "kept": sum(why.values()), "why": dict(why.most_common(5))}


def _decided(found: BatchReview) -> QuerySet[Submission]:
    """The decisions signed in this act."""
    return Submission.objects.filter(
        room="registry",
        decided_at=found.decided_at,
        decided_by=found.decided_by,
        state__in=[State.APPROVED, State.NEEDS_CHANGES],
        subject_code__in=work.codes_of(found.batch),
    )


def _tell_owners(codes: Sequence[str], at: datetime) -> None:
    """The decision, to those with an account at their business by now: a claim may have come after it was sent."""
    here = dict(Submission.objects.filter(code__in=codes, decided_at=at).values_list("subject_code", "pk"))
    known = Business.objects.filter(code__in=here, owner__user__isnull=False)
    for code, pk in known.values_list("code", "pk"):
        tell_people(here[code], spokespeople(pk, Right.EDIT_BUSINESS))


def _tell(found: BatchReview, words: str) -> None:
    """One letter to whoever uploaded the list; the page shows it anyway."""
    address = f"{settings.SITE_URL}{reverse('registry:import', args=[found.batch.code])}"
    try:
        tell(found.batch.uploaded_by, subject=SUBJECT, body=f"{words}\n\n{address}\n")
    except Exception:  # the decision stands whatever the mail server does
        log.exception("decision of import %s could not be told", found.batch.code)
