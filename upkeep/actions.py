"""The verbs of upkeep: ask whether a business lives, take the answer, and what follows when there is none."""

import hashlib
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import life
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused
from upkeep import letters
from upkeep.models import Pulse
from upkeep.rhythm import ANSWER_WITHIN, LINK_LIVES, QUIET_FOR, TRY_AGAIN

PERMISSION = "upkeep.see_upkeep"


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def name_of(business: Business) -> str:
    """The name on display, else that of the newest edition."""
    found = BusinessEdition.objects.filter(business=business).order_by("-is_live", "-number").first()
    return found.name if found else ""


def ask(business: Business, *, now: datetime, round: int = 1) -> Pulse | None:
    """Ask once; None when somebody is asking at this moment. The letter leaves after the commit."""
    token = secrets.token_urlsafe(18)
    try:
        with transaction.atomic():
            pulse = Pulse.objects.create(
                business=business, round=round, asked_at=now, due_at=now + ANSWER_WITHIN, token_hash=hashed(token)
            )
            record(Verb.ASKED_ALIVE, business, by=None, round=round)
    except IntegrityError:
        return None
    _deliver(pulse, token, now=now)
    return pulse


def _deliver(pulse: Pulse, token: str, *, now: datetime) -> bool:
    """Send the question; the time for an answer runs from the day it arrived. False when it did not."""
    business, what = pulse.business, "again" if pulse.round == 2 else "ask"
    sent = letters.write(business, name_of(business), what, letters.link_to(token))
    arrived = sent == Pulse.Channel.TOLD
    due = now + (ANSWER_WITHIN if arrived else TRY_AGAIN)
    Pulse.objects.filter(pk=pulse.pk, answered_at=None, missed_at=None).update(channel=sent, due_at=due)
    return arrived


def _ask_anew(pulse: Pulse, *, now: datetime) -> str:
    """The same question once more, since it never arrived; nobody is called silent who was not asked."""
    token = secrets.token_urlsafe(18)
    Pulse.objects.filter(pk=pulse.pk).update(token_hash=hashed(token), asked_at=now)
    words = "again" if pulse.round == 2 else "asked"
    return words if _deliver(pulse, token, now=now) else ""


def miss(pulse: Pulse, *, now: datetime) -> str:
    """Close a question nobody answered in time: ask again, or say so on the page. One that never arrived is sent anew.

    Returns "asked", "again", "quiet" or "".
    """
    is_new = False
    with transaction.atomic():
        locked = Pulse.objects.select_for_update(of=("self",)).select_related("business__owner__user").get(pk=pulse.pk)
        if not locked.is_open or locked.due_at > now:
            return ""
        arrived = locked.channel == Pulse.Channel.TOLD
        if arrived:
            locked.missed_at = now
            is_new = locked.round == 2 and life.grow_quiet(locked.business, now=now)
        else:
            locked.due_at = now + TRY_AGAIN  # another night at this moment leaves it alone
        locked.save(update_fields=["missed_at", "due_at"])
    if not arrived:
        return _ask_anew(locked, now=now)
    if locked.round == 1:
        ask(locked.business, now=now, round=2)
        return "again"
    if is_new:
        letters.write(locked.business, name_of(locked.business), "quiet", _fresh_link(locked))
        return "quiet"
    return ""


def hide(business: Business, *, now: datetime) -> bool:
    """Hide a business that stayed quiet, and tell its owner; False when somebody answered meanwhile."""
    if not life.hide(business, quiet_before=now - QUIET_FOR):
        return False
    last = Pulse.objects.filter(business=business).order_by("-asked_at").first()
    if last is not None:
        letters.write(business, name_of(business), "hidden", _fresh_link(last))
    return True


def _fresh_link(pulse: Pulse) -> str:
    """A new token for an old question: the stored hash of the first cannot be turned back into a link."""
    token = secrets.token_urlsafe(18)
    Pulse.objects.filter(pk=pulse.pk).update(token_hash=hashed(token))
    return letters.link_to(token)


def by_token(token: str) -> Pulse | None:
    """The question a link belongs to; None for a made-up or too old one."""
    since = timezone.now() - LINK_LIVES
    return (
        Pulse.objects.filter(token_hash=hashed(token), asked_at__gte=since, business__merged_into=None)
        .select_related("business")
        .first()
    )


@transaction.atomic
def answer(business: Business, given: str, *, by: User | None, prices_ok: bool | None = None) -> None:
    """Write down what was answered; the caller has checked the link or that `by` may act. Raises Refused.

    "yes" and "paused" wake a quiet or hidden business; "closed" hides it and puts it on the office's list.
    """
    if given not in Pulse.Answer.values:
        raise Refused("Pilih salah satu jawaban.")
    locked = Business.objects.select_for_update().get(pk=business.pk)
    if locked.closed_at or locked.merged_into_id:
        raise Refused("Usaha ini sudah ditutup di daftar dinas. Hubungi petugas bila masih berjalan.")
    now = timezone.now()
    pulse = Pulse.objects.select_for_update().filter(business=locked, answered_at=None, missed_at=None).first()
    if pulse is None:
        pulse = Pulse(business=locked, asked_at=now, due_at=now, token_hash=hashed(secrets.token_urlsafe(18)))
    pulse.answered_at, pulse.answered_by, pulse.answer, pulse.prices_ok = now, by, given, prices_ok
    pulse.save()
    record(Verb.STILL_ALIVE, locked, by=by, answer=given)
    if given == Pulse.Answer.CLOSED:
        life.hide(locked, by=by)
    else:
        life.wake(locked, by=by)


def answer_for_owner(business: Business, given: str, *, by: User) -> None:
    """An officer writes down what the owner said on the phone. Raises Refused."""
    review.require(PERMISSION, by)
    answer(business, given, by=by)
