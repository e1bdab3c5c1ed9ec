"""Who may touch which cluster."""

from django.shortcuts import get_object_or_404

from accounts.models import User
from clusters.models import Cluster, Membership
from registry.queries import businesses_of


def cluster_in_force(code: str) -> Cluster:
    """A cluster that was not dissolved; Http404 for any other."""
    return get_object_or_404(
        Cluster.objects.select_related("region__parent", "activity"), code=code, ended_at__isnull=True
    )


def cluster_of_office(code: str) -> Cluster:
    """Any cluster, for pages whose gate asked for the permission; Http404."""
    return get_object_or_404(Cluster.objects.select_related("region__parent", "activity"), code=code)


def membership_of_office(cluster: Cluster, pk: int) -> Membership:
    """A membership of this cluster; Http404."""
    return get_object_or_404(Membership.objects.select_related("business", "cluster"), cluster=cluster, pk=pk)


def own_membership(user: User, pk: int) -> Membership:
    """An open membership of a business `user` may act for; Http404 for anybody else's."""
    mine = Membership.objects.select_related("business", "cluster").filter(business__in=businesses_of(user))
    return get_object_or_404(mine, pk=pk, ended_at__isnull=True)
