"""Sums by product: of days for the last months, of months for two years. No row knows of a visitor."""

from typing import Any

from django.db import models
from django.db.models import Q

from catalog.models import Product


class What(models.TextChoices):
    """What happened to a product."""

    FOUND = "found", "Tampil di hasil pencarian"
    OPENED = "opened", "Halamannya dibuka"
    SHORTLISTED = "shortlisted", "Disimpan atau dibandingkan"
    DROPPED = "dropped", "Tersaring"


class Sum(models.Model):
    """How often something happened to a product; for what a filter left out, by which."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=11, choices=What)
    filter = models.CharField(max_length=50, blank=True, db_comment="the one that failed: sertifikat:halal")
    n = models.PositiveIntegerField()

    class Meta:
        abstract = True


def _kept(when: str, name: str) -> list[Any]:
    """What holds of both tables: one row for one thing, with a filter where one belongs."""
    return [
        models.UniqueConstraint(fields=["product", when, "kind", "filter"], name=f"{name}_once"),
        models.CheckConstraint(condition=Q(n__gte=1), name=f"{name}_is_something"),
        models.CheckConstraint(
            condition=Q(kind="dropped") & ~Q(filter="") | ~Q(kind="dropped") & Q(filter=""),
            name=f"{name}_filter_of_dropped",
        ),
    ]


class DailyCount(Sum):
    """One day."""

    day = models.DateField()

    class Meta:
        permissions = [("see_demand", "Melihat produk yang tidak dilihat")]
        indexes = [models.Index(fields=["day"], name="daily_count_by_day")]
        constraints = _kept("day", "daily_count")

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.n}"


class MonthCount(Sum):
    """One month; `month` is its first day."""

    month = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["month"], name="month_count_by_month")]
        constraints = [
            *_kept("month", "month_count"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_count_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.kind}: {self.n}"
