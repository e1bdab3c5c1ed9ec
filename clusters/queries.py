"""Questions to sentra and groups."""

from dataclasses import dataclass
from operator import attrgetter

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from clusters.models import Cluster, Membership
from registry.models import Business, BusinessEdition
from registry.queries import businesses_of, public

MEMBER = Q(memberships__joined_at__isnull=False, memberships__ended_at__isnull=True)


def in_force() -> models.QuerySet[Cluster]:
    """Clusters that were not dissolved, with `members` (shown businesses in them) and `workers` (people there)."""
    shown = MEMBER & Q(memberships__business__is_shown=True, memberships__business__editions__is_live=True)
    male, female = "memberships__business__editions__workers_male", "memberships__business__editions__workers_female"
    return (
        Cluster.objects.filter(ended_at__isnull=True)
        .select_related("region__parent", "activity")
        .annotate(
            members=Count("memberships", filter=shown),
            workers=Coalesce(Sum(male, filter=shown), 0) + Coalesce(Sum(female, filter=shown), 0),
        )
    )


def for_office() -> models.QuerySet[Cluster]:
    """Every cluster, dissolved ones too, with `members` (hidden businesses too) and `asking` (owners who wait)."""
    waiting = Q(memberships__joined_at__isnull=True, memberships__ended_at__isnull=True)
    return Cluster.objects.select_related("region__parent", "activity").annotate(
        members=Count("memberships", filter=MEMBER), asking=Count("memberships", filter=waiting)
    )


def shown_members(cluster: Cluster) -> models.QuerySet[BusinessEdition]:
    """What everybody sees of the businesses in a cluster, the chair first, each with `cluster_role`."""
    inside = Membership.objects.filter(
        cluster=cluster, business=OuterRef("business"), joined_at__isnull=False, ended_at__isnull=True
    )
    return (
        public()
        .annotate(cluster_role=Subquery(inside.values("role")[:1]))
        .filter(cluster_role__isnull=False)
        .order_by("cluster_role", "name", "pk")
    )


def named(memberships: models.QuerySet[Membership]) -> models.QuerySet[Membership]:
    """Memberships with `business_name`, the name of the live edition or else of the newest."""
    newest = BusinessEdition.objects.filter(business=OuterRef("business")).order_by("-is_live", "-number")
    return memberships.annotate(business_name=Subquery(newest.values("name")[:1])).select_related(
        "business", "cluster__region__parent", "asked_by", "joined_by", "ended_by"
    )


@dataclass(frozen=True)
class People:
    """The businesses of a cluster as the office sees them."""

    inside: list[Membership]
    asking: list[Membership]
    gone: list[Membership]


def people_of(cluster: Cluster) -> People:
    """Members, those who ask to become one, and the last fifty who left; one statement."""
    rows = list(named(cluster.memberships.all()).order_by("role", "joined_at", "asked_at", "pk"))
    left = sorted((one for one in rows if one.ended_at), key=attrgetter("ended_at"), reverse=True)
    return People(
        [one for one in rows if one.joined_at and not one.ended_at], [one for one in rows if one.is_waiting], left[:50]
    )


def memberships_of(user: User) -> models.QuerySet[Membership]:
    """The open memberships of the businesses she may act for, asked for or joined."""
    return named(
        Membership.objects.filter(business__in=businesses_of(user), ended_at__isnull=True, cluster__ended_at=None)
    ).order_by("cluster__name", "pk")


def may_join(words: str, most: int = 20) -> list[BusinessEdition]:
    """Live businesses whose name, NIB or code fits what an officer types, to be put into a cluster."""
    words = words.replace("\x00", " ").strip()[:100]
    if len(words) < 3:
        return []
    live = BusinessEdition.objects.filter(is_live=True, business__merged_into=None, business__closed_at=None)
    fits = Q(name__icontains=words) | Q(nib=words) | Q(business__code=words.lower())
    return list(live.filter(fits).select_related("business", "village__parent").order_by("name", "pk")[:most])


def open_membership(cluster: Cluster, business: Business) -> Membership | None:
    """The membership that is asked for or in force, None when there is none."""
    return Membership.objects.filter(cluster=cluster, business=business, ended_at__isnull=True).first()
