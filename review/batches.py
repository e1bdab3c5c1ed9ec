"""The verbs of an approval of many like submissions at once: begin, open and mark the sample, approve, give up.

One officer does all of it: she opens every drawn submission, says that it is right, and approves the rest. One wrong
sample ends it. The rule of the sample is in review.sampling.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from jobs.actions import order
from review.actions import Refused, require
from review.kinds import ROOMS, Room, room_of
from review.models import Batch, BatchItem, Conversation, State, Submission
from review.queries import may_decide
from review.sampling import in_order, sample_size

FEWEST, MOST = 5, 200
CHECK, APPROVE = "review.batch-check", "review.batch-approve"
PAGE = "/petugas/sekaligus/{code}/"
Outcome = BatchItem.Outcome


@dataclass
class Begun:
    """A batch that began, and the sentences about what was left out."""

    batch: Batch
    left_out: list[str] = field(default_factory=list)


@transaction.atomic
def begin(submissions: Sequence[Submission], *, by: User) -> Begun:
    """Begin a batch of like submissions: same kind, all new or all changes; at most MOST, the oldest promise first.

    Left out: what `by` typed or sent, what a colleague examines, what lies in another batch, what carries a message
    nobody has read. Raises Refused for unlike ones, without the room's permission, and when fewer than FEWEST are left.
    """
    if not submissions:
        raise Refused("Centang dulu beberapa pengajuan yang sejenis.")
    first = submissions[0]
    if any((one.room, one.kind, one.is_first) != (first.room, first.kind, first.is_first) for one in submissions):
        raise Refused("Pilih pengajuan yang sejenis: satu jenis, dan semuanya baru atau semuanya perubahan.")
    room = room_of(first)
    require(room.permission, by)
    if not room.in_batches:
        raise Refused(f"{first.get_kind_display()} diperiksa satu per satu, tidak sekaligus.")
    fit, left_out = _fit(submissions, by)
    batch = Batch.objects.create(
        room=first.room, kind=first.kind, is_first=first.is_first, seed=secrets.token_hex(16), made_by=by
    )
    rows = [BatchItem(batch=batch, submission=one) for one in fit[:MOST]]
    BatchItem.objects.bulk_create(rows, ignore_conflicts=True)  # the database knows what lies in another batch
    made = batch.items.count()
    if made < len(rows):
        left_out.append(f"{len(rows) - made} sudah ada di persetujuan sekaligus yang lain.")
    if made < FEWEST:
        raise Refused(
            f"Hanya {made} pengajuan yang bisa disetujui sekaligus; paling sedikit {FEWEST}. "
            + " ".join([*left_out, "Periksa satu per satu."])
        )
    if len(fit) > MOST:
        left_out.append(f"{len(fit) - MOST} menunggu giliran berikutnya; sekali jalan paling banyak {MOST}.")
    order(CHECK, batch.code, by=by, title=f"Mencocokkan {made} pengajuan", address=PAGE.format(code=batch.code))
    return Begun(batch, left_out)


def _fit(submissions: Sequence[Submission], by: User) -> tuple[list[Submission], list[str]]:
    unread = set(
        Conversation.objects.filter(
            submission__in=[one.pk for one in submissions], unread_by=Conversation.Side.STAFF
        ).values_list("submission_id", flat=True)
    )
    fit: list[Submission] = []
    hers = taken = talked = gone = 0
    for one in submissions:
        if not one.is_waiting:
            gone += 1
        elif not may_decide(one, by):
            hers += 1
        elif one.assigned_to_id not in (None, by.pk):
            taken += 1
        elif one.pk in unread:
            talked += 1
        else:
            fit.append(one)
    words = (
        (gone, "sudah diputus."),
        (hers, "Anda isi atau kirim sendiri."),
        (taken, "sedang diperiksa petugas lain."),
        (talked, "punya pesan pemilik yang belum dibaca."),
    )
    return fit, [f"{count} {text}" for count, text in words if count]


def draw(batch: Batch) -> None:
    """Draw the sample from what is left after the checks, or give up when too little is; inside a transaction.

    Whoever was drawn in a batch that was given up, and was not looked at, is drawn again: giving up is no second throw.
    """
    items = {item.submission.code: item for item in batch.items.filter(outcome="").select_related("submission")}
    if len(items) < FEWEST:
        end(batch, Batch.State.STOPPED)
        return
    before = BatchItem.objects.filter(
        submission__in=[item.submission_id for item in items.values()], is_sample=True, looked_at=None
    ).exclude(batch=batch)
    owed = set(before.values_list("submission__code", flat=True))
    ordered = in_order(items, batch.seed)
    sample = [code for code in ordered if code in owed]
    sample += [code for code in ordered if code not in owed][: max(0, sample_size(len(items)) - len(sample))]
    batch.items.filter(pk__in=[items[code].pk for code in sample]).update(is_sample=True)
    batch.state = Batch.State.SAMPLING
    batch.save(update_fields=["state"])
    record(Verb.BATCH_SAMPLED, batch, by=batch.made_by, seed=batch.seed, of=len(items), sample=sample)


def end(batch: Batch, state: Batch.State) -> None:
    """End a batch that is not approved; what is open goes back to the queue. Inside a transaction."""
    batch.items.filter(outcome="").update(outcome=Outcome.LEFT)
    batch.state, batch.ended_at = state, timezone.now()
    batch.save(update_fields=["state", "ended_at"])
    record(Verb.BATCH_DECIDED, batch, by=batch.made_by, state=batch.state)


def _locked(batch: Batch, by: User, *states: Batch.State) -> Batch:
    """The locked batch in one of these states; Refused for somebody else's, and when it is past them."""
    locked = Batch.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=batch.pk)
    if locked.made_by_id != by.pk:
        raise Refused(f"{locked.made_by} yang memeriksa sampel ini. Hanya ia yang boleh menyetujuinya.")
    if locked.state not in states:
        raise Refused(f"Persetujuan ini sudah {locked.get_state_display().lower()}. Muat ulang halaman ini.")
    return locked


def _sample(batch: Batch, code: str) -> BatchItem:
    item = batch.items.select_related("submission").filter(submission__code=code, is_sample=True).first()
    if item is None:
        raise Refused("Pengajuan itu bukan sampel dari persetujuan ini.")
    return item


@transaction.atomic
def open_sample(batch: Batch, code: str, *, by: User) -> Submission:
    """Note that the officer opens a drawn submission; returns it. Raises Refused."""
    item = _sample(_locked(batch, by, Batch.State.SAMPLING), code)
    if item.opened_at is None and item.outcome == "":
        batch.items.filter(pk=item.pk).update(opened_at=timezone.now())
    return item.submission


@transaction.atomic
def mark(batch: Batch, code: str, *, fine: bool, by: User) -> Batch:
    """Say that an opened sample is right; one that is not ends the batch. Raises Refused."""
    locked = _locked(batch, by, Batch.State.SAMPLING)
    item = _sample(locked, code)
    if item.opened_at is None:
        raise Refused("Buka dulu pengajuan itu, baru tandai.")
    if not fine:
        end(locked, Batch.State.STOPPED)
    elif item.looked_at is None and item.outcome == "":
        batch.items.filter(pk=item.pk).update(looked_at=timezone.now())
    return locked


@transaction.atomic
def confirm(batch: Batch, *, by: User) -> Batch:
    """Approve all that is open, in the background; every sample must have been opened and found right.

    Raises Refused. A sample that was sent back or refused meanwhile ends the batch; for one that was approved or pulled
    back meanwhile another is drawn, when the sample would become too small.
    """
    locked = _locked(batch, by, Batch.State.SAMPLING)
    require(ROOMS[locked.room].permission, by)
    items = list(locked.items.filter(outcome="").select_related("submission"))
    if any(item.is_sample and _was_refused(item.submission) for item in items):
        end(locked, Batch.State.STOPPED)
        return locked
    waiting = {item.submission.code: item for item in items if item.submission.is_waiting}
    sample = [item for item in waiting.values() if item.is_sample]
    lacking = sample_size(len(waiting)) - len(sample)
    if lacking > 0:
        more = [code for code in in_order(waiting, locked.seed) if not waiting[code].is_sample][:lacking]
        locked.items.filter(pk__in=[waiting[code].pk for code in more]).update(is_sample=True)
        record(Verb.BATCH_SAMPLED, locked, by=by, of=len(waiting), sample=more)
        return locked
    left = sum(1 for item in sample if item.looked_at is None)
    if left:
        raise Refused(f"Masih ada {left} sampel yang belum Anda buka dan tandai.")
    locked.state, locked.confirmed_at = Batch.State.RUNNING, timezone.now()
    locked.save(update_fields=["state", "confirmed_at"])
    _run(locked, by, len(waiting))
    return locked


def _was_refused(submission: Submission) -> bool:
    return submission.state in (State.NEEDS_CHANGES, State.REJECTED)


def _run(batch: Batch, by: User, count: int) -> None:
    order(APPROVE, batch.code, by=by, title=f"Menyetujui {count} pengajuan", address=PAGE.format(code=batch.code))


@transaction.atomic
def resume(batch: Batch, *, by: User) -> None:
    """Order the rest once more after the work broke down; what is approved already is not touched. Raises Refused."""
    locked = _locked(batch, by, Batch.State.RUNNING)
    _run(locked, by, locked.items.filter(outcome="").count())


@transaction.atomic
def cancel(batch: Batch, *, by: User) -> None:
    """Give up before anything is approved; all goes back to the queue. Raises Refused."""
    end(_locked(batch, by, Batch.State.CHECKING, Batch.State.SAMPLING), Batch.State.CANCELLED)


def room_named(batch: Batch) -> Room:
    """The room of a batch."""
    return ROOMS[batch.room]
