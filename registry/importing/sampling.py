"""The bulk decision about an import: a second officer looks at a random sample, then decides all of it as one act.

What waits when the sample is drawn is the lot; the seed and the sample are stored, so that nobody draws until she likes
what she gets. All right: everything that still waits is approved. One wrong: nothing is, and all of it goes back.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from jobs.models import Job
from registry.importing import work
from registry.importing.kinds import kind_of
from registry.importing.sample import drawn, size_of
from registry.models import BatchReview, Business, ImportBatch, SampledDraft
from registry.queries import acts_for
from review import actions as review
from review.actions import Refused
from review.models import State, Submission

DECIDE, LEAD = "registry.decide_business", "registry.suspend_business"
HAND = "Anda ikut mengunggah, mengisi, atau mengirim daftar ini. Petugas lain yang harus memeriksa sampelnya."
OWN = "Daftar ini memuat usaha Anda sendiri atau yang Anda bantu. Petugas lain yang harus memeriksa sampelnya."
Verdict = SampledDraft.Verdict


def waiting(batch: ImportBatch) -> QuerySet[Submission]:
    """The submissions of this table that wait for a decision."""
    return Submission.objects.filter(room="registry", state=State.SUBMITTED, subject_code__in=work.codes_of(batch))


def lot_of(found: BatchReview) -> QuerySet[Submission]:
    """What a round decides: whatever waited when it was drawn and still does."""
    return waiting(found.batch).filter(submitted_at__lte=found.drawn_at)


def hands_of(batch: ImportBatch) -> set[int]:
    """The ids of all who uploaded, typed or sent something of this table that waits."""
    rows = waiting(batch).order_by().values_list("hands", "submitted_by_id").distinct()
    return {batch.uploaded_by_id} | {hand for hands, sender in rows for hand in (*hands, sender)}


def open_review(batch: ImportBatch) -> BatchReview | None:
    """The round whose sample is being looked at."""
    return batch.reviews.filter(state=BatchReview.State.SAMPLING).first()


def is_insider(batch: ImportBatch, user: User) -> bool:
    """Whether a business of this table that waits is her own, or one she helps (claimed since it was imported)."""
    mine = list(Business.objects.filter(acts_for(user)).values_list("code", flat=True))
    return bool(mine) and waiting(batch).filter(subject_code__in=mine).exists()


def may_sample(batch: ImportBatch, user: User) -> bool:
    """Whether `user` is a second officer for this table: may decide, had no hand in it, and none of it is hers."""
    return user.has_perm(DECIDE) and user.pk not in hands_of(batch) and not is_insider(batch, user)


def may_mark(found: BatchReview, user: User) -> bool:
    """The same for a round that was drawn: whose hands were in it stands in the round."""
    return user.pk not in found.hands and not is_insider(found.batch, user)


@transaction.atomic
def draw(batch: ImportBatch, *, by: User) -> BatchReview:
    """Draw the sample of what waits now; the one that is drawn already, when there is one. Raises Refused."""
    review.require(DECIDE, by)
    found = work.idle(batch)
    if not kind_of(found.kind).sends:
        raise Refused(kind_of(found.kind).waits_for)
    hands = hands_of(found)
    if by.pk in hands:
        raise Refused(HAND)
    if is_insider(found, by):
        raise Refused(OWN)
    if (already := open_review(found)) is not None:
        return already
    lot = dict(waiting(found).values_list("code", "subject_code"))
    if not lot:
        raise Refused("Belum ada draf dari berkas ini yang menunggu di antrean.")
    seed, size = secrets.randbits(62), size_of(len(lot))
    round_ = BatchReview.objects.create(
        batch=found,
        seed=seed,
        population=len(lot),
        size=size,
        hands=sorted(hands),
        drawn_by=by,
        drawn_at=timezone.now(),
    )
    SampledDraft.objects.bulk_create(
        SampledDraft(review=round_, submission_code=code, subject_code=lot[code], place=place)
        for place, code in enumerate(drawn(lot, seed, size), 1)
    )
    record(Verb.BATCH_SAMPLED, found, by=by, review=round_.code, waiting=len(lot), sample=size, seed=str(seed))
    return round_


def _open(found: BatchReview, by: User) -> BatchReview:
    """The locked round, while it is undecided and `by` is a second officer. Raises Refused."""
    review.require(DECIDE, by)
    work.idle(found.batch)
    now = BatchReview.objects.select_for_update(of=("self",)).select_related("batch", "decided_by").get(pk=found.pk)
    if now.state != BatchReview.State.SAMPLING:
        raise Refused(f"{now.decided_by} sudah memutuskan sampel ini. Muat ulang untuk melihat hasilnya.")
    if by.pk in now.hands:
        raise Refused(HAND)
    if is_insider(now.batch, by):
        raise Refused(OWN)
    return now


@transaction.atomic
def mark(found: BatchReview, verdicts: Mapping[int, tuple[str, str]], *, by: User) -> None:
    """Keep what was said about drafts of the sample: place -> (verdict, note). Raises Refused."""
    now = _open(found, by)
    for one in now.sample.all():
        if one.place in verdicts:
            one.verdict, note = verdicts[one.place]
            one.note = note[:400] if one.verdict == Verdict.WRONG else ""
            if one.verdict == Verdict.WRONG and not one.note:
                raise Refused(f"Tulis apa yang salah pada sampel nomor {one.place}.")
            one.save(update_fields=["verdict", "note"])


@transaction.atomic
def decide(found: BatchReview, *, by: User) -> Job:
    """Sign the outcome of the whole sample and order what follows from it. Raises Refused."""
    now = _open(found, by)
    sample = list(now.sample.all())
    unseen = [one for one in sample if not one.verdict]
    if unseen:
        raise Refused(f"Masih ada {len(unseen)} sampel yang belum diperiksa. Tandai semuanya dulu.")
    wrong = [one for one in sample if one.verdict == Verdict.WRONG]
    now.state = BatchReview.State.RETURNED if wrong else BatchReview.State.APPROVED
    now.decided_by, now.decided_at = by, timezone.now()
    now.note = "\n".join(f"Sampel {one.place}: {one.note}" for one in wrong)[:2000]
    now.save(update_fields=["state", "decided_by", "decided_at", "note"])
    detail: dict[str, Any] = {"review": now.code, "waiting": lot_of(now).count(), "sample": len(sample)}
    record(Verb.BATCH_DECIDED, now.batch, by=by, state=now.state, wrong=len(wrong), **detail)
    return work.order(work.RETURN if wrong else work.APPROVE, now.batch, by=by, review=now.code)


@transaction.atomic
def continue_deciding(found: BatchReview, *, by: User) -> Job:
    """Order again what a broken job left undone; the signature is the first one. Raises Refused."""
    now = BatchReview.objects.select_related("batch", "decided_by").get(pk=found.pk)
    work.idle(now.batch)
    if now.decided_by_id != by.pk or now.state not in (BatchReview.State.APPROVED, BatchReview.State.RETURNED):
        raise Refused(f"Hanya {now.decided_by or 'pemutusnya'} yang bisa melanjutkan keputusan ini.")
    kind = work.RETURN if now.state == BatchReview.State.RETURNED else work.APPROVE
    return work.order(kind, now.batch, by=by, review=now.code)


@transaction.atomic
def undo_approval(found: BatchReview, reason: str, *, by: User) -> Job:
    """Hide again what one act made public, and nobody has touched since; the head of the section. Raises Refused."""
    review.require(LEAD, by)
    work.idle(found.batch)
    now = BatchReview.objects.select_for_update(of=("self",)).select_related("batch").get(pk=found.pk)
    if now.state == BatchReview.State.UNDONE and now.undone_by_id == by.pk:  # a broken job goes on
        return work.order(work.HIDE, now.batch, by=by, review=now.code)
    if now.state != BatchReview.State.APPROVED:
        raise Refused("Persetujuan ini sudah dibatalkan atau belum diputuskan. Muat ulang halamannya.")
    if not reason.strip():
        raise Refused("Tulis alasan membatalkan persetujuan ini.")
    now.state, now.undone_by, now.undone_at = BatchReview.State.UNDONE, by, timezone.now()
    now.undone_reason = reason.strip()[:300]
    now.save(update_fields=["state", "undone_by", "undone_at", "undone_reason"])
    record(Verb.SUSPENDED, now.batch, by=by, review=now.code)
    return work.order(work.HIDE, now.batch, by=by, review=now.code)
