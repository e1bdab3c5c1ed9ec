"""The verbs of reports: report, take up, hand back, tell the owner, hear her, answer, forget the contact."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from faults.letters import tell_owner, tell_reporter
from faults.models import ENDED, Report
from faults.subjects import Subject
from registry.membership import Right
from registry.queries import role_in, spokespeople
from review import actions as review
from review.actions import Refused
from review.queries import own_days
from review.workdays import due

PERMISSION = "faults.answer_report"
FORGOTTEN = "(dihapus)"
GONE = "Laporan ini sudah dijawab {who}. Muat ulang untuk melihat hasilnya."


@transaction.atomic
def report(
    subject: Subject, kind: str, text: str, *, by: User | None, contact: str = "", may_contact: bool = False
) -> Report:
    """A new report; anybody may. `contact` is kept only with `may_contact`. Raises Refused where words are missing."""
    if kind not in {one.value for one in subject.kinds}:
        raise Refused("Pilih apa yang salah.")
    if kind in Report.NEED_WORDS and not text.strip():
        raise Refused("Jelaskan dengan satu atau dua kalimat, supaya bisa kami periksa.")
    now = timezone.now()
    made = Report.objects.create(
        business=subject.business,
        product=subject.product,
        certificate=subject.certificate,
        subject_name=subject.name[:200],
        kind=kind,
        text=text.strip()[:1500],
        contact=contact if may_contact else "",
        may_contact=may_contact,
        reported_at=now,
        due_at=due(now, own=own_days()),
    )
    record(Verb.SUBMITTED, made, by=by, kind=kind)
    return made


def _lock_open(one: Report) -> Report:
    locked = Report.objects.select_related("answered_by").select_for_update(of=("self",)).get(pk=one.pk)
    if locked.is_over:
        raise Refused(GONE.format(who=locked.answered_by))
    return locked


def _refuse_insiders(locked: Report, by: User) -> None:
    """Four eyes: nobody decides about a business of her own."""
    if by.pk in spokespeople(locked.business_id, Right.VIEW):
        raise Refused("Laporan ini tentang usaha Anda sendiri. Petugas lain yang memeriksanya.")


@transaction.atomic
def take(one: Report, *, by: User, tell: bool) -> None:
    """Take a report up, from another officer too; with `tell` the owner learns of it now. Raises Refused."""
    review.require(PERMISSION, by)
    locked = _lock_open(one)
    _refuse_insiders(locked, by)
    if locked.taken_by_id != by.pk:
        locked.state, locked.taken_by, locked.taken_at = Report.State.LOOKING, by, timezone.now()
        locked.save(update_fields=["state", "taken_by", "taken_at"])
        record(Verb.ASSIGNED, locked, by=by)
    if tell:
        _tell_owner(locked)


def _tell_owner(locked: Report) -> None:
    if locked.told_owner_at is None:
        locked.told_owner_at = timezone.now()
        locked.save(update_fields=["told_owner_at"])
        transaction.on_commit(partial(tell_owner, locked))


@transaction.atomic
def hand_back(one: Report, *, by: User) -> None:
    """Put a report back for others. Raises Refused for who did not take it and does not supervise."""
    review.require(PERMISSION, by)
    locked = _lock_open(one)
    if locked.state == Report.State.NEW:
        return
    if locked.taken_by_id != by.pk:
        review.require("review.supervise_queue", by)
    locked.state, locked.taken_by, locked.taken_at = Report.State.NEW, None, None
    locked.save(update_fields=["state", "taken_by", "taken_at"])
    record(Verb.RELEASED, locked, by=by)


@transaction.atomic
def reply(one: Report, words: str, *, by: User) -> None:
    """The owner's side, before the answer; she may write it anew until then. Raises Refused."""
    locked = _lock_open(one)
    if locked.told_owner_at is None or by.pk not in spokespeople(locked.business_id, Right.SEND_PRODUCTS):
        raise Refused("Hanya pemilik atau pengelola usaha ini yang bisa memberi tanggapan.")
    if not words.strip():
        raise Refused("Tulis tanggapan Anda.")
    locked.owner_words, locked.owner_by, locked.owner_at = words.strip()[:1500], by, timezone.now()
    locked.save(update_fields=["owner_words", "owner_by", "owner_at"])
    record(Verb.COMMENTED, locked, by=by, role=role_in(locked.business_id, by))


@transaction.atomic
def answer(one: Report, outcome: str, words: str, *, by: User, public_line: str = "") -> None:
    """Sign the answer; it is final. `public_line` is what everybody may read of it, if anything.

    The owner learns of it when she knew of the report, or when something was wrong. Raises Refused: without words, for
    an insider, and when somebody else answered first.
    """
    review.require(PERMISSION, by)
    locked = _lock_open(one)
    _refuse_insiders(locked, by)
    if outcome not in ENDED:
        raise Refused("Pilih hasilnya.")
    if not words.strip():
        raise Refused("Tulis jawaban supaya pelapor tahu apa yang dilakukan.")
    locked.state, locked.answer = outcome, words.strip()[:1500]
    locked.public_line = " ".join(public_line.split())[:200]
    locked.answered_by, locked.answered_at = by, timezone.now()
    if outcome == Report.State.ANSWERED and locked.told_owner_at is None:
        locked.told_owner_at = locked.answered_at
    locked.save()
    verb = Verb.APPROVED if outcome == Report.State.ANSWERED else Verb.REJECTED
    record(verb, locked, by=by, kind=locked.kind, public=bool(locked.public_line))
    if locked.told_owner_at is not None:
        transaction.on_commit(partial(tell_owner, locked))
    transaction.on_commit(partial(tell_reporter, locked))


def forget_contacts(edge: datetime, *, dry: bool) -> int:
    """Erase the contacts of reports answered before `edge`; returns how many (would be) erased."""
    rows = Report.objects.filter(answered_at__lt=edge).exclude(contact="")
    return rows.count() if dry else rows.update(contact="", may_contact=False)


def forget_words(edge: datetime, *, dry: bool) -> int:
    """Blank the words of reports answered before `edge`; what the office published stays. Returns how many."""
    rows = Report.objects.filter(answered_at__lt=edge).exclude(answer=FORGOTTEN)
    if dry:
        return rows.count()
    with transaction.atomic():
        rows.exclude(owner_words="").update(owner_words=FORGOTTEN)
        return rows.update(text="", answer=FORGOTTEN)
