"""Questions to the sums."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from catalog.models import ProductEdition, ProductSearch
from demand.models import DailyCount, MonthCount, What
from demand.night import MONTHS_OF_DAYS, months_before
from registry.queries import acts_for

UNSEEN_FOR = timedelta(days=30)
MONTHS = """
select product_id, month, kind, filter, sum(n)::int from (
    select product_id, date_trunc('month', day)::date as month, kind, filter, n from demand_dailycount
    where product_id = any(%(ids)s) and day >= %(edge)s and day >= %(since)s
    union all select product_id, month, kind, filter, n from demand_monthcount
    where product_id = any(%(ids)s) and month < %(edge)s and month >= %(since)s) each
group by 1, 2, 3, 4"""


@dataclass
class Figures:
    """What happened to a product in a month."""

    found: int = 0
    opened: int = 0
    shortlisted: int = 0
    by_filter: dict[str, int] = field(default_factory=dict)

    @property
    def dropped(self) -> int:
        """How often one filter alone left it out."""
        return sum(self.by_filter.values())

    @property
    def fitting(self) -> int:
        """Searches that it would fit: those that showed it, and those that one filter kept it from."""
        return self.found + self.dropped

    @property
    def worst(self) -> tuple[str, int] | None:
        """The filter that left it out most often."""
        return max(self.by_filter.items(), key=lambda one: (one[1], one[0])) if self.by_filter else None

    def add(self, kind: str, key: str, n: int) -> None:
        """Put one sum in its place."""
        if kind == What.DROPPED:
            self.by_filter[key] = self.by_filter.get(key, 0) + n
        else:
            setattr(self, kind, getattr(self, kind) + n)


def hers(user: User, business: str = "") -> QuerySet[ProductEdition]:
    """The products on display of the businesses `user` acts for, or of one of them, by name."""
    shown = ProductEdition.objects.filter(
        acts_for(user, "product__business"), is_live=True, product__withdrawn_at__isnull=True
    )
    if business:
        shown = shown.filter(product__business__code=business)
    return shown.select_related("product__business", "category").order_by("name", "pk")


def by_month(products: Iterable[int], since: date) -> dict[int, dict[date, Figures]]:
    """The figures of products by month (its first day), from `since` on; one statement."""
    found: dict[int, dict[date, Figures]] = {}
    edge = months_before(timezone.localdate(), MONTHS_OF_DAYS - 1)
    values: dict[str, Any] = {"ids": list(products), "edge": edge, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, values)
        for product, month, kind, key, n in cursor.fetchall():
            found.setdefault(product, {}).setdefault(month, Figures()).add(kind, key, n)
    return found


def counted_since() -> date | None:
    """The first day that was counted, None before it."""
    first = MonthCount.objects.aggregate(first=Min("month"))["first"]
    return first or DailyCount.objects.aggregate(first=Min("day"))["first"]


def unseen(today: date, district: str = "") -> QuerySet[ProductSearch]:
    """Products on display for at least thirty days that nobody opened in the last thirty, the longest first."""
    opened = DailyCount.objects.filter(product=OuterRef("pk"), kind=What.OPENED, day__gt=today - UNSEEN_FOR)
    found = ProductSearch.objects.filter(~Exists(opened), shown_since__date__lte=today - UNSEEN_FOR)
    return (found.filter(district_code=district) if district else found).order_by("shown_since", "pk")
