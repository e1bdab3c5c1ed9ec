"""Questions about requests, erasures, incidents and retention."""

from datetime import date

from django.db import models
from django.utils import timezone

from accounts.models import User
from privacy.models import Breach, DataRequest, Erasure, RetentionRule
from registry.invitations import public_name
from registry.models import Member, Owner
from registry.queries import memberships_of


def requests_of(owner: Owner) -> models.QuerySet[DataRequest]:
    """What she asked, the newest first."""
    return DataRequest.objects.filter(owner=owner).order_by("-asked_at", "-pk")


def work_list() -> models.QuerySet[DataRequest]:
    """What waits for an answer, the oldest promise first."""
    return DataRequest.objects.filter(state=DataRequest.State.OPEN).select_related("owner", "entered_by")


def answered() -> models.QuerySet[DataRequest]:
    """What was answered or called off, the newest first."""
    ended = DataRequest.objects.exclude(state=DataRequest.State.OPEN)
    return ended.select_related("owner", "answered_by").order_by("-answered_at", "-pk")


def named_memberships(user: User) -> list[tuple[Member, str]]:
    """What somebody is, or was, in businesses of others, with the names that everybody can read."""
    return [(one, public_name(one.business)) for one in memberships_of(user)]


def waiting_erasure(owner: Owner) -> Erasure | None:
    """The erasure in its cooling-off, None when there is none."""
    return Erasure.objects.filter(owner=owner, state=Erasure.State.WAITING).first()


def last_stopped(owner: Owner) -> Erasure | None:
    """The newest erasure when the office stopped it, so that she reads why."""
    newest = Erasure.objects.filter(owner=owner).order_by("-asked_at").first()
    return newest if newest and newest.state == Erasure.State.STOPPED else None


def erasures_waiting() -> models.QuerySet[Erasure]:
    """All in their cooling-off, the next first."""
    return Erasure.objects.filter(state=Erasure.State.WAITING).select_related("owner")


def breaches_open() -> int:
    """Incidents of which somebody was not told yet."""
    told = models.Q(people_told_at__isnull=False, authority_told_at__isnull=False)
    return Breach.objects.exclude(told).count()


def rules_in_force(on: date | None = None) -> dict[str, RetentionRule]:
    """The retention rule of each key that holds on that day (today)."""
    day = on or timezone.localdate()
    found: dict[str, RetentionRule] = {}
    for rule in RetentionRule.objects.filter(from_date__lte=day).order_by("from_date"):
        found[rule.key] = rule
    return found
