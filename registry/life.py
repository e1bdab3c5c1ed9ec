"""The verbs of a business that nobody has heard of: it grows quiet, is hidden, and wakes at one word of its owner."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.bells import business_changed
from registry.models import Business


def _locked(business: Business) -> Business:
    return Business.objects.select_for_update().get(pk=business.pk)


@transaction.atomic
def grow_quiet(business: Business, *, now: datetime) -> bool:
    """Say on its pages that nobody answered for it; True when that is new."""
    locked = _locked(business)
    if locked.quiet_at or not locked.is_shown:
        return False
    Business.objects.filter(pk=locked.pk).update(quiet_at=now)
    return True


@transaction.atomic
def hide(business: Business, *, by: User | None = None, quiet_before: datetime | None = None) -> bool:
    """Take it and its products out of sight until somebody answers; True when that is new. `by` None: the calendar.

    With `quiet_before` only when it has been quiet since then: somebody may have answered a moment ago.
    """
    locked = _locked(business)
    if locked.dormant_at or not locked.is_shown:
        return False
    if quiet_before and (locked.quiet_at is None or locked.quiet_at > quiet_before):
        return False
    now = timezone.now()
    Business.objects.filter(pk=locked.pk).update(dormant_at=now, quiet_at=locked.quiet_at or now)
    record(Verb.WENT_DORMANT, locked, by=by)
    business_changed.send(sender=Business, business=locked)
    return True


@transaction.atomic
def wake(business: Business, *, by: User | None = None) -> bool:
    """Somebody answered: nothing quiet, nothing hidden for that any more; True when it was. `by` None: by a link."""
    locked = _locked(business)
    if not (locked.quiet_at or locked.dormant_at):
        return False
    was_hidden = locked.dormant_at is not None
    Business.objects.filter(pk=locked.pk).update(dormant_at=None, quiet_at=None)
    if was_hidden:
        record(Verb.AWOKE, locked, by=by)
        business_changed.send(sender=Business, business=locked)
    return True
