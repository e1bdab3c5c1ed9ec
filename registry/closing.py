"""Closing a business and opening it again: what the public sees ends at once, what was decided stays."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.bells import business_changed, business_closing
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import AlreadyDecided, Refused
from review.models import State

OPEN_AGAIN = timedelta(days=5 * 365)  # a closed business can be opened again until its data are anonymised
LONGEST_REASON = 400


def _locked(business: Business) -> Business:
    return Business.objects.select_for_update(of=("self",)).select_related("owner").get(pk=business.pk)


def _is_hers(business: Business, by: User) -> bool:
    return business.owner.user_id == by.pk


@transaction.atomic
def close_business(business: Business, *, by: User, reason: str) -> None:
    """End a business: it, its products and its certificates leave every public page; what waits is pulled back.

    The owner closes her own; others need registry.suspend_business. Drafts stay, but cannot be sent any more.
    Raises Refused for anybody else, without a reason, and when it is closed already.
    """
    locked = _locked(business)
    if not _is_hers(locked, by):
        review.require("registry.suspend_business", by)
    if locked.closed_at:
        raise Refused("Usaha ini sudah ditutup.")
    if not reason.strip():
        raise Refused("Tulis alasan menutup usaha ini.")
    Business.objects.filter(pk=locked.pk).update(
        closed_at=timezone.now(), closed_reason=reason.strip()[:LONGEST_REASON], closed_by=by
    )
    for edition in BusinessEdition.objects.filter(business=locked, submission__state=State.SUBMITTED):
        with suppress(AlreadyDecided):  # decided at this moment: what came out of it is hidden like the rest
            review.withdraw(edition.submission, by=by, plate=locked)  # type: ignore[arg-type]  # the filter asks for it
            review.close(edition)
    business_closing.send(sender=Business, business=locked, by=by)
    record(Verb.CLOSED, locked, by=by, by_office=not _is_hers(locked, by))
    locked.refresh_from_db()
    business_changed.send(sender=Business, business=locked)


def may_reopen(business: Business, by: User) -> bool:
    """Whether `by` may open this closed business again: its owner when she closed it herself, or the office."""
    if not business.closed_at or business.erased_at or business.merged_into_id:
        return False
    if by.has_perm("registry.suspend_business"):
        return True
    recent = timezone.now() - business.closed_at < OPEN_AGAIN
    return recent and _is_hers(business, by) and business.closed_by_id == by.pk


@transaction.atomic
def reopen_business(business: Business, *, by: User) -> None:
    """Open a closed business again; what was on display before is on display at once.

    Raises Refused when it is not closed, its data were erased, or the office closed it.
    """
    locked = _locked(business)
    if not locked.closed_at:
        raise Refused("Usaha ini tidak sedang ditutup.")
    if locked.erased_at:
        raise Refused("Data usaha ini sudah dihapus untuk selamanya. Daftarkan usaha Anda sebagai usaha baru.")
    if not may_reopen(locked, by):
        raise Refused("Usaha ini ditutup oleh petugas. Hubungi petugas bila usaha berjalan lagi.")
    Business.objects.filter(pk=locked.pk).update(closed_at=None, closed_reason="", closed_by=None)
    record(Verb.REOPENED, locked, by=by)
    locked.refresh_from_db()
    business_changed.send(sender=Business, business=locked)
