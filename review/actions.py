"""The verbs of review: submit, assign, decide, withdraw. Rooms above call them inside their own verbs.

Only this module and `review.many` move `is_open` and `is_live`. It never learns what a product is.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from review.bells import deciding, telling
from review.models import Edition, Finding, Reason, State, Submission
from review.notices import tell_decision
from review.queries import own_days
from review.workdays import due


class Refused(Exception):
    """An expected refusal; the text is the Indonesian sentence for the person who tried."""


class AlreadyDecided(Refused):
    """Somebody was faster; carries the submission as it stands."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        who = submission.decided_by or submission.submitted_by
        at = timezone.localtime(submission.decided_at).strftime("%d-%m-%Y pukul %H.%M")
        done = "membatalkan" if submission.state == State.WITHDRAWN else "memutuskan"
        super().__init__(f"{who} sudah {done} pengajuan ini pada {at} WIB. Muat ulang untuk melihat hasilnya.")


def require(permission: str, by: User) -> None:
    """Raise Refused unless `by` holds `permission` ("room.codename")."""
    if not (by.is_active and by.has_perm(permission)):
        raise Refused("Peran Anda tidak boleh melakukan ini. Hubungi kepala bidang bila Anda memerlukannya.")


def type_into(edition: Any, values: Mapping[str, Any], *, by: User) -> None:
    """Keep what a person typed into a draft: of an edition or a certificate, which both know `is_draft` and `hands`.

    Raises Refused when it is no longer a draft.

    Locks the row, so that typing and submitting at the same moment cannot mix.
    """
    now = type(edition)._default_manager.select_for_update().get(pk=edition.pk)
    if not now.is_draft:
        raise Refused("Pengajuan ini sudah dikirim. Batalkan dulu bila ingin mengubahnya.")
    edition.hands = sorted({*now.hands, by.pk})
    for name, value in values.items():
        setattr(edition, name, value)
    edition.save(update_fields=[*values, "hands", "changed_at"])


@transaction.atomic
def submit(edition: Edition, *, by: User, plate: Any, about: Mapping[str, Any]) -> Submission:
    """Freeze a draft and put it in the queue.

    `plate` is the name plate (has a `code`); `about` gives room, kind, title, business_name, region_code.
    Raises Refused when the edition is not a draft any more.
    """
    now = type(edition)._default_manager.select_for_update().get(pk=edition.pk)
    if not now.is_draft:
        raise Refused("Pengajuan ini sudah dikirim. Tidak perlu dikirim lagi.")
    at = timezone.now()
    submission = Submission.objects.create(
        subject_code=plate.code,
        submitted_by=by,
        submitted_at=at,
        due_at=due(at, own=own_days()),
        hands=sorted({*now.hands, by.pk}),
        **about,
    )
    type(edition)._default_manager.filter(pk=edition.pk).update(submission=submission)
    edition.submission = submission
    record(Verb.SUBMITTED, plate, by=by, submission=submission.code, edition=edition.number)
    return submission


def lock_waiting(submission: Submission) -> Submission:
    """The locked, still waiting submission; raises AlreadyDecided.

    Without joins: whoever waited for the lock would get the new row beside the old, empty `decided_by` of the join.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if not locked.is_waiting:
        raise AlreadyDecided(locked)
    return locked


def refuse_the_close(submission: Submission, *, by: User, plate: Any) -> None:
    """Four eyes: raises Refused for whoever typed or sent it, and for people of the business it is about."""
    if by.pk == submission.submitted_by_id or by.pk in submission.hands:
        raise Refused("Anda ikut mengisi atau mengirim pengajuan ini. Petugas lain yang harus memutuskan.")
    deciding.send(sender=type(plate), submission=submission, plate=plate, by=by)


def people_of(submission: Submission, plate: Any) -> list[int] | None:
    """Ids of the people of the business who are told the decision; None when no room has a say."""
    answers: list[Any] = [found for _, found in telling.send(sender=type(plate), submission=submission, plate=plate)]
    said: list[list[int]] = [found for found in answers if found is not None]
    return sorted({pk for found in said for pk in found}) if said else None


def decide(
    submission: Submission,
    state: State,
    *,
    by: User,
    plate: Any,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> Submission:
    """Sign a decision; call inside the room's transaction, after its permission check.

    `state` is approved, needs_changes or rejected; the latter two need words. `findings` maps a field to a note.
    Raises AlreadyDecided, or Refused for the four-eyes rule or a missing reason.
    """
    locked = lock_waiting(submission)
    refuse_the_close(locked, by=by, plate=plate)
    words = words.strip() or (reason.sentence if reason and state != State.APPROVED else "")
    if state in (State.NEEDS_CHANGES, State.REJECTED) and not words:
        raise Refused("Pilih atau tulis alasan supaya pemilik tahu apa yang harus dilakukan.")
    locked.state, locked.decided_by, locked.decided_at = state, by, timezone.now()
    locked.reason, locked.reason_code = words, reason.code if reason else ""
    Finding.objects.bulk_create(
        [Finding(submission=locked, field=field, note=note) for field, note in (findings or {}).items()]
    )
    locked.save(update_fields=["state", "decided_by", "decided_at", "reason", "reason_code"])
    verb = {State.APPROVED: Verb.APPROVED, State.NEEDS_CHANGES: Verb.CHANGES_ASKED, State.REJECTED: Verb.REJECTED}
    record(verb[state], plate, by=by, submission=locked.code, reason=locked.reason_code, fields=list(findings or {}))
    people = people_of(locked, plate)
    transaction.on_commit(lambda: tell_decision(locked.pk, people))
    return locked


def put_live(edition: Edition, plate_field: str) -> None:
    """Close an approved edition and move the live pointer of its name plate to it."""
    editions = type(edition)._default_manager.filter(**{f"{plate_field}_id": getattr(edition, f"{plate_field}_id")})
    editions.filter(is_live=True).update(is_live=False)
    editions.filter(pk=edition.pk).update(is_open=False, is_live=True)
    edition.is_open, edition.is_live = False, True


def take_off(edition: Edition) -> None:
    """Take a live edition off display, without another in its place; `put_live` shows it again."""
    type(edition)._default_manager.filter(pk=edition.pk).update(is_live=False)
    edition.is_live = False


def close(edition: Edition) -> None:
    """Close an edition that was sent back, refused or withdrawn; what is live stays live."""
    type(edition)._default_manager.filter(pk=edition.pk).update(is_open=False)
    edition.is_open = False


def withdraw(submission: Submission, *, by: User, plate: Any) -> Submission:
    """Pull back a waiting submission; call inside the room's transaction. Raises AlreadyDecided."""
    locked = lock_waiting(submission)
    locked.state, locked.decided_at = State.WITHDRAWN, timezone.now()
    locked.save(update_fields=["state", "decided_at"])
    record(Verb.WITHDRAWN, plate, by=by, submission=locked.code)
    return locked


@transaction.atomic
def assign(submission: Submission, *, by: User, to: User | None, note: str = "") -> Submission:
    """Give a waiting submission to `to` (usually `by` herself), or back to everybody with None.

    `note` is what the next officer should know (at most 300 letters). Raises Refused without the permission, when a
    colleague holds it and `by` does not supervise, when `to` took part in typing it, and AlreadyDecided.
    """
    require("review.assign_submission", by)
    locked = lock_waiting(submission)
    holder = locked.assigned_to
    if holder is not None and holder != by and not by.has_perm("review.supervise_queue"):
        raise Refused(f"{holder} memegang pengajuan ini. Minta {holder} atau Kepala Bidang menyerahkannya.")
    if to is not None:
        require("review.view_queue", to)
        if to.pk == locked.submitted_by_id or to.pk in locked.hands:
            raise Refused(f"{to} ikut mengisi pengajuan ini, jadi tidak boleh memeriksanya.")
    locked.assigned_to, locked.assigned_at = to, timezone.now() if to else None
    locked.assignment_note = note.strip()[:300] if to else ""
    locked.save(update_fields=["assigned_to", "assigned_at", "assignment_note"])
    record(Verb.ASSIGNED if to else Verb.RELEASED, locked, by=by, to=to.code if to else "")
    return locked


@transaction.atomic
def take(submission: Submission, *, by: User) -> Submission:
    """Take a waiting submission for oneself. Raises Refused when somebody else has it (she hands it over herself)."""
    locked = lock_waiting(submission)
    if locked.assigned_to_id == by.pk:
        return locked
    if locked.assigned_to is not None:
        raise Refused(f"{locked.assigned_to} sudah mengambil pengajuan ini. Minta diserahkan bila Anda yang memeriksa.")
    return assign(locked, by=by, to=by)


@transaction.atomic
def take_oldest(submissions: models.QuerySet[Submission], *, by: User) -> Submission | None:
    """Take the oldest of `submissions` that nobody has; None when there is none.

    A row another officer is just taking is skipped, so two officers never get the same one.
    """
    free = submissions.filter(state=State.SUBMITTED, assigned_to=None).order_by("due_at", "id").select_related(None)
    first = free.select_for_update(skip_locked=True, of=("self",)).first()
    return assign(first, by=by, to=by) if first else None


BOOKKEEPING = {
    "id",
    "number",
    "is_open",
    "is_live",
    "hands",
    "created_by",
    "created_at",
    "changed_at",
    "submission",
    "draft_notes",
}


def open_edition(model: type[Edition], plate: Any, plate_field: str, *, by: User) -> tuple[Any, Any]:
    """The open edition of `plate`, else a new draft copied from its newest edition.

    Returns (edition, base): base is the edition copied from, None when nothing was copied (first draft, or the
    open edition already existed). A sent-back, refused or withdrawn round is newer than the live one, so the
    owner never types twice. The caller holds a lock on the plate.
    """
    editions = model._default_manager.filter(**{plate_field: plate})
    opened = editions.filter(is_open=True).select_related("submission").first()
    if opened is not None:
        return opened, None
    base = editions.order_by("-number").first()
    draft = model(**{plate_field: plate}, number=base.number + 1 if base else 1, created_by=by, hands=[by.pk])
    if base is not None:
        for field in model._meta.concrete_fields:
            if field.name not in BOOKKEEPING | {plate_field}:
                setattr(draft, field.attname, getattr(base, field.attname))
    draft.save()
    record(Verb.DRAFT_OPENED, plate, by=by, edition=draft.number)
    return draft, base
