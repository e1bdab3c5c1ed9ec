"""All that the public page of a sentra or group shows: its members, what they can make together, their products."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum

from catalog.queries import public as public_products
from catalog.search.cards import card
from catalog.search.query import of_businesses
from clusters.models import Cluster
from clusters.queries import in_force, shown_members
from registry.models import BusinessEdition

MOST_CARDS = 24


@dataclass(frozen=True)
class ClusterPage:
    """A cluster on display. `capacity` has a row a category and unit: goods, made_in, products, makers, total."""

    cluster: Cluster
    members: list[BusinessEdition]
    capacity: list[dict[str, Any]]
    cards: list[dict[str, Any]]

    @property
    def workers(self) -> int:
        """Everybody who works in the member businesses."""
        return sum(one.workers or 0 for one in self.members)


def read(code: str) -> ClusterPage | None:
    """The page of the cluster with this code; None when it is not there or was dissolved."""
    cluster = in_force().filter(code=code).first()
    if cluster is None:
        return None
    members = list(shown_members(cluster))
    ids = [one.business_id for one in members]
    rows, kinds = of_businesses(ids, MOST_CARDS) if ids else ([], [])
    return ClusterPage(cluster, members, capacity_of(ids), [card(row, kinds) for row in rows])


def capacity_of(businesses: list[int]) -> list[dict[str, Any]]:
    """What these businesses say they can make in a month, by category and unit, the most makers first."""
    if not businesses:
        return []
    made = public_products().filter(product__business__in=businesses, capacity_per_month__gt=0, category__isnull=False)
    rows = (
        made.order_by()
        .values(goods=F("category__name"), made_in=F("unit"))
        .annotate(
            products=Count("pk"), makers=Count("product__business", distinct=True), total=Sum("capacity_per_month")
        )
        .order_by("-makers", "-total", "goods")
    )
    return [dict(row) for row in rows]
