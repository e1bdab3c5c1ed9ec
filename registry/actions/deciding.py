"""Verbs of the office: approve, send back, suspend, resume."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.actions.registering import lock
from registry.bells import business_changed
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused
from review.models import Reason, State, Submission


@transaction.atomic
def approve(submission: Submission, *, by: User) -> None:
    """Approve: the edition goes live. Raises Refused (role, four eyes, NIB used) and AlreadyDecided."""
    review.require("registry.decide_business", by)
    edition = BusinessEdition.objects.select_related("business__owner").get(submission=submission)
    lock(edition.business_id)
    review.decide(submission, State.APPROVED, by=by, plate=edition.business)
    try:
        with transaction.atomic():
            review.put_live(edition, "business")
    except IntegrityError:
        raise Refused("NIB ini sudah dipakai usaha lain yang sudah tayang. Minta pemilik memeriksa NIB-nya.") from None
    business_changed.send(sender=Business, business=edition.business)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by: User,
    state: State = State.NEEDS_CHANGES,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> None:
    """Ask for changes (or refuse, with `state=State.REJECTED`); what is live stays public."""
    review.require("registry.decide_business", by)
    edition = BusinessEdition.objects.select_related("business__owner").get(submission=submission)
    review.decide(submission, state, by=by, plate=edition.business, reason=reason, words=words, findings=findings)
    review.close(edition)


@transaction.atomic
def suspend(business: Business, *, by: User, reason: str) -> None:
    """Hide a business and all its products from the public until it is resumed."""
    review.require("registry.suspend_business", by)
    if not reason.strip():
        raise Refused("Tulis alasan menonaktifkan usaha ini.")
    Business.objects.filter(pk=business.pk).update(suspended_at=timezone.now(), suspended_reason=reason.strip()[:400])
    record(Verb.SUSPENDED, business, by=by)
    business_changed.send(sender=Business, business=business)


@transaction.atomic
def resume(business: Business, *, by: User) -> None:
    """Show a suspended business again."""
    review.require("registry.suspend_business", by)
    Business.objects.filter(pk=business.pk).update(suspended_at=None, suspended_reason="")
    record(Verb.RESUMED, business, by=by)
    business_changed.send(sender=Business, business=business)
