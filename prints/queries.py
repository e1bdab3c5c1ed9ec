"""Questions to the booklets."""

from datetime import datetime, timedelta

from django.db import models

from accounts.models import User
from catalog.models import Category, ProductEdition
from catalog.queries import public
from prints.models import Booklet

KEPT = timedelta(days=7)
MOST = 500  # products of one booklet


def of_user(user: User) -> models.QuerySet[Booklet]:
    """What she ordered, the newest first."""
    return Booklet.objects.filter(ordered_by=user)


def swept(now: datetime) -> models.QuerySet[Booklet]:
    """Those whose time is over."""
    return Booklet.objects.filter(ordered_at__lt=now - KEPT)


def in_category(category: Category) -> models.QuerySet[ProductEdition]:
    """The products on display below this category, kind by kind."""
    return public().filter(category__path__startswith=category.path).order_by("category__path", "name", "product__code")
