"""Memberships in sentra and groups, for a merge of two records and its undoing: in each cluster a business is once."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from clusters.models import Cluster, Membership
from registry.duplicates import holdings
from registry.models import Business

KEY = "clusters.membership"
TWICE = "Digabungkan: usaha yang sama sudah tercatat di sini."
CHAIR, MEMBER = Membership.Role.CHAIR, Membership.Role.MEMBER


class Memberships(holdings.Holding):
    """Open memberships change hands; where both records are in a cluster the lesser membership ends."""

    def count(self, *businesses: Business) -> dict[int, int]:
        """How many open memberships each has."""
        rows = Membership.objects.filter(business__in=businesses, ended_at__isnull=True).values_list("business")
        found = [business for (business,) in rows]
        return {business: found.count(business) for business in set(found)}

    def move(self, loser: Business, survivor: Business, *, by: User) -> list[int]:
        """Move the open memberships of `loser`; the ids of all rows that changed, ended ones too."""
        rows = list(_locked(loser).order_by("cluster", "pk"))
        changed = []
        for one in rows:
            other = _locked(survivor).filter(cluster=one.cluster_id).first()
            if other is None:
                _hand_to(one, survivor)
            elif other.joined_at is None and one.joined_at is not None:  # the survivor only asked
                _end(other, by)
                _hand_to(one, survivor)
                changed.append(other.pk)
            else:
                _end(one, by)
                if one.role == CHAIR and one.joined_at:
                    Membership.objects.filter(pk=other.pk).update(role=CHAIR)
            changed.append(one.pk)
        return sorted(changed)

    def give_back(self, ids: list[int], loser: Business, survivor: Business) -> None:
        """Give the moved ones back, and open again what ended because of the merge."""
        rows = Membership.objects.select_for_update().filter(pk__in=ids).select_related("cluster").order_by("pk")
        ended = [one for one in rows if one.ended_at and one.ended_reason == TWICE]
        for one in rows:
            if one not in ended and one.business_id == survivor.pk:
                _hand_to(one, loser)
        for one in ended:
            _open_again(one, survivor)


def _locked(business: Business) -> models.QuerySet[Membership]:
    return Membership.objects.select_for_update().filter(business=business, ended_at__isnull=True)


def _hand_to(membership: Membership, business: Business) -> None:
    Membership.objects.filter(pk=membership.pk).update(business=business)


def _end(membership: Membership, by: User) -> None:
    Membership.objects.filter(pk=membership.pk).update(ended_at=timezone.now(), ended_by=by, ended_reason=TWICE)


def _open_again(one: Membership, survivor: Business) -> None:
    """Open an ended membership; as the chair only when nobody else became the chair since."""
    Cluster.objects.select_for_update().get(pk=one.cluster_id)
    there = Membership.objects.filter(cluster=one.cluster_id, ended_at__isnull=True)
    if there.filter(business=one.business_id).exists():
        return  # asked for anew since
    if one.role == CHAIR:
        there.filter(business=survivor, role=CHAIR).update(role=MEMBER)
    role = MEMBER if there.filter(role=CHAIR).exists() else one.role
    Membership.objects.filter(pk=one.pk).update(ended_at=None, ended_by=None, ended_reason="", role=role)


def register() -> None:
    """Make the memberships known; called when Django starts."""
    holdings.add(Memberships(KEY, "keanggotaan sentra", Membership))
