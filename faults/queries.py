"""Questions to the reports."""

from django.db import models
from django.db.models import Case, Q, Value, When

from accounts.models import User
from faults.models import ENDED, Report
from registry.membership import Right
from registry.queries import acts_for

OPEN = Q(state__in=[Report.State.NEW, Report.State.LOOKING])


def whole() -> models.QuerySet[Report]:
    """Reports with all that their pages show."""
    return Report.objects.select_related("business", "product", "certificate__kind", "taken_by", "answered_by")


def waiting() -> models.QuerySet[Report]:
    """What the office must still answer: what may harm somebody first, then the oldest promise."""
    urgent = Case(When(kind__in=Report.FIRST, then=Value(0)), default=Value(1))
    return whole().filter(OPEN).annotate(urgency=urgent).order_by("urgency", "due_at", "pk")


def ended() -> models.QuerySet[Report]:
    """What was answered, the newest first."""
    return whole().filter(state__in=ENDED).order_by("-answered_at", "-pk")


def told_to(user: User) -> models.QuerySet[Report]:
    """The reports about her businesses that the office told her of, the open ones first."""
    open_first = Case(When(OPEN, then=Value(0)), default=Value(1))
    mine = whole().filter(acts_for(user, "business", Right.SEND_PRODUCTS), told_owner_at__isnull=False)
    return mine.annotate(is_ended=open_first).order_by("is_ended", "-reported_at", "-pk")


def unanswered_by_owner(user: User) -> models.QuerySet[Report]:
    """Open reports about her businesses to which she has not replied."""
    return told_to(user).filter(OPEN, owner_at__isnull=True)


def public_lines(most: int = 10) -> models.QuerySet[Report]:
    """The outcomes that the office chose to publish, the newest first."""
    return Report.objects.exclude(public_line="").order_by("-answered_at", "-pk")[:most]
