"""The verbs about personal data: ask, answer, erase and call it off, incidents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from privacy.erasure import erase_owner
from privacy.models import COOLING_OFF, THREE_DAYS, Breach, DataRequest, Erasure
from privacy.queries import waiting_erasure
from registry import secrets
from registry.closing import close_business, reopen_business
from registry.correction import correct_nik
from registry.models import Business, Owner
from review import actions as review
from review.actions import Refused

ERASING = "Penghapusan data diminta"
LATE = "Data ini sudah dihapus."


@transaction.atomic
def ask(
    owner: Owner, kind: str, text: str, *, by: User, nik: str = "", channel: str = DataRequest.Channel.WEB
) -> DataRequest:
    """Ask about her data: she herself, or an officer at the counter for her (`channel`).

    `nik` is the right NIK of a correction. Raises Refused for somebody else, and when she asked the same already.
    """
    if owner.user_id != by.pk:
        review.require("privacy.answer_request", by)
    now = timezone.now()
    correction = kind == DataRequest.Kind.CORRECTION and nik
    try:
        with transaction.atomic():
            made = DataRequest.objects.create(
                owner=owner,
                kind=kind,
                text=text,
                nik_cipher=secrets.encrypt(nik) if correction else "",
                nik_last4=nik[-4:] if correction else "",
                channel=channel,
                asked_at=now,
                due_at=now + THREE_DAYS,
                entered_by=by,
            )
    except IntegrityError:
        raise Refused("Permintaan yang sama masih menunggu jawaban. Tunggu jawabannya, atau batalkan dulu.") from None
    record(Verb.SUBMITTED, made, by=by, kind=kind, channel=channel)
    return made


def _lock_open(request: DataRequest) -> DataRequest:
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if not locked.is_open:
        raise Refused("Permintaan ini sudah dijawab atau dibatalkan. Muat ulang untuk melihat hasilnya.")
    return locked


@transaction.atomic
def cancel(request: DataRequest, *, by: User) -> None:
    """Call a request off. Raises Refused for anybody but its owner, and once it was answered."""
    locked = _lock_open(request)
    if locked.owner.user_id != by.pk:
        raise Refused("Hanya pemilik data yang bisa membatalkan permintaannya.")
    _end(locked, DataRequest.State.CANCELLED)
    record(Verb.WITHDRAWN, locked, by=by)


def _end(locked: DataRequest, state: str, **values: Any) -> None:
    DataRequest.objects.filter(pk=locked.pk).update(
        state=state, answered_at=timezone.now(), nik_cipher="", nik_last4="", **values
    )


@transaction.atomic
def answer(request: DataRequest, *, by: User, granted: bool, words: str) -> None:
    """Sign an answer. What is granted is done here: a NIK is put right, an erasure begins its week.

    Raises Refused: without the right, for who typed it in, without words, and for an erasure without
    registry.suspend_business (a head of the section decides that).
    """
    review.require("privacy.answer_request", by)
    locked = _lock_open(request)
    if locked.entered_by_id == by.pk:
        raise Refused("Anda yang mencatat permintaan ini. Petugas lain yang harus menjawab.")
    if not words.strip():
        raise Refused("Tulis jawaban supaya pemilik data tahu apa yang dilakukan.")
    owner = Owner.objects.get(pk=locked.owner_id)
    if granted and locked.nik_cipher:
        correct_nik(owner, nik=secrets.decrypt(locked.nik_cipher), by=by)
    if granted and locked.kind == DataRequest.Kind.DELETION:
        review.require("registry.suspend_business", by)
        ask_erasure(owner, by=by)
    state = DataRequest.State.DONE if granted else DataRequest.State.REFUSED
    _end(locked, state, answer=words.strip()[:2000], answered_by=by)
    record(Verb.APPROVED if granted else Verb.REJECTED, locked, by=by, kind=locked.kind)


@transaction.atomic
def ask_erasure(owner: Owner, *, by: User) -> Erasure:
    """Begin the week of an erasure; all her businesses close at once, so nothing of hers is public any more.

    Raises Refused for somebody else without registry.suspend_business, and when the week runs already.
    """
    locked = Owner.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    if locked.user_id != by.pk:
        review.require("registry.suspend_business", by)
    if locked.erased_at:
        raise Refused(LATE)
    if waiting_erasure(locked):
        raise Refused("Penghapusan sudah diminta dan sedang menunggu masa pikir tujuh hari.")
    closed = []
    for business in Business.objects.filter(owner=locked, closed_at__isnull=True, merged_into__isnull=True):
        close_business(business, by=by, reason=ERASING)
        closed.append(business.code)
    now = timezone.now()
    made = Erasure.objects.create(
        owner=locked, asked_by=by, asked_at=now, due_at=now + COOLING_OFF, closed_codes=closed
    )
    record(Verb.SUBMITTED, made, by=by, what="erasure")
    return made


def _lock_waiting(erasure: Erasure) -> Erasure:
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if locked.state != Erasure.State.WAITING:
        raise Refused("Penghapusan ini sudah selesai atau sudah dihentikan.")
    return locked


@transaction.atomic
def cancel_erasure(erasure: Erasure, *, by: User) -> None:
    """Call an erasure off within its week; the businesses it closed are open again. Raises Refused for others."""
    locked = _lock_waiting(erasure)
    owner = Owner.objects.get(pk=locked.owner_id)
    if owner.user_id != by.pk:
        raise Refused("Hanya pemilik data yang bisa membatalkan penghapusan datanya.")
    Erasure.objects.filter(pk=locked.pk).update(state=Erasure.State.CANCELLED, ended_at=timezone.now(), ended_by=by)
    for business in Business.objects.filter(owner=owner, code__in=locked.closed_codes, closed_at__isnull=False):
        Business.objects.filter(pk=business.pk).update(closed_by=by)  # an officer may have closed it on her wish
        reopen_business(business, by=by)
    record(Verb.WITHDRAWN, locked, by=by, what="erasure")


@transaction.atomic
def stop_erasure(erasure: Erasure, *, by: User, legal_reason: str) -> None:
    """Keep the data because a law asks for it (UU 27/2022 art. 15 and 50); the owner reads the reason.

    Her businesses stay closed. Raises Refused without privacy.stop_erasure or without a reason.
    """
    review.require("privacy.stop_erasure", by)
    locked = _lock_waiting(erasure)
    if not legal_reason.strip():
        raise Refused("Tulis dasar hukum yang mewajibkan data ini tetap disimpan.")
    Erasure.objects.filter(pk=locked.pk).update(
        state=Erasure.State.STOPPED, ended_at=timezone.now(), ended_by=by, legal_reason=legal_reason.strip()[:400]
    )
    record(Verb.REJECTED, locked, by=by, what="erasure")


@transaction.atomic
def carry_out(erasure: Erasure) -> bool:
    """Erase, when its week is over; False when it is not due, was called off, or is done. Safe to repeat."""
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if locked.state != Erasure.State.WAITING or locked.due_at > timezone.now():
        return False
    owner = Owner.objects.get(pk=locked.owner_id)
    for waiting in DataRequest.objects.select_for_update().filter(owner=owner, state=DataRequest.State.OPEN):
        _end(waiting, DataRequest.State.CANCELLED)
    erase_owner(owner)
    Erasure.objects.filter(pk=locked.pk).update(state=Erasure.State.DONE, ended_at=timezone.now())
    return True


@transaction.atomic
def enter_breach(values: Mapping[str, Any], *, by: User) -> Breach:
    """Write down an incident; the 72 hours run from its discovery. Raises Refused without the right."""
    review.require("privacy.handle_breach", by)
    discovered: datetime = values["discovered_at"]
    if discovered > timezone.now():
        raise Refused("Waktu diketahui tidak boleh di masa depan.")
    made = Breach.objects.create(**values, due_at=discovered + THREE_DAYS, entered_by=by)
    record(Verb.FIGURE_ENTERED, made, by=by, affected=made.affected)
    return made


@transaction.atomic
def change_breach(breach: Breach, values: Mapping[str, Any], *, by: User) -> None:
    """Write down what is known now: description, remedy, number of people. Raises Refused without the right."""
    review.require("privacy.handle_breach", by)
    Breach.objects.select_for_update().get(pk=breach.pk)
    Breach.objects.filter(pk=breach.pk).update(**values)
    record(Verb.CHANGED, breach, by=by, fields=sorted(values))


@transaction.atomic
def note_told(breach: Breach, whom: str, *, by: User) -> None:
    """Write down that the people ("people") or the authority ("authority") were told now; the first time counts."""
    review.require("privacy.handle_breach", by)
    column = {"people": "people_told_at", "authority": "authority_told_at"}.get(whom)
    if column is None:
        raise Refused("Pilih siapa yang sudah diberi tahu.")
    if Breach.objects.filter(pk=breach.pk, **{f"{column}__isnull": True}).update(**{column: timezone.now()}):
        record(Verb.CHANGED, breach, by=by, told=whom)
