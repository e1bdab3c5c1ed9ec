"""Questions of the open data: each one statement, and nothing that the public pages do not show."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from catalog.models import ProductSearch
from certification.models import Certificate, PortalCheck
from registry.models import BusinessEdition, DirectoryEntry, Region
from registry.queries import public, shown_businesses


def businesses(*, words: str = "", district: str = "", activity: str = "") -> models.QuerySet[BusinessEdition]:
    """Businesses on display in the order they came, each with `shown`: how many products it shows."""
    counted = ProductSearch.objects.filter(business=OuterRef("business")).order_by().values("business")
    found = public().annotate(shown=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))
    if words:
        listed = DirectoryEntry.objects.all()
        for word in words.lower().split()[:8]:
            listed = listed.filter(text__contains=word)
        found = found.filter(business__in=listed.values("business"))
    if district:
        found = found.filter(village__parent=district)
    if activity:
        found = found.filter(activity__kbli_code=activity)
    return found.order_by("business")


def after(found: models.QuerySet[Any], code: str) -> models.QuerySet[Any]:
    """Those of `found` that come after the business with this code; none for a code that never was."""
    before = BusinessEdition.objects.filter(business__code=code).values("business")[:1]
    return found.filter(business__gt=Subquery(before)) if code else found


def districts() -> list[Region]:
    """The kecamatan of the regency by name, each with `villages`, all in one statement."""
    below = Region.objects.filter(parent=OuterRef("pk")).order_by("name", "code")
    told = below.values(one=JSONObject(kode="code", nama="name", jenis="kind"))
    here = Region.objects.filter(level=Region.Level.DISTRICT, parent=settings.REGION_CODE)
    return list(here.annotate(villages=ArraySubquery(told)).order_by("name", "code"))


def certificates() -> models.QuerySet[Certificate]:
    """Certificates that were approved once, of businesses on display, revoked and replaced ones too.

    Each with `of` (code and name of its business) and `look_ups` (the newest that worked).
    """
    worked = PortalCheck.objects.exclude(result=PortalCheck.Result.UNAVAILABLE).filter(certificate=OuterRef("pk"))
    newest = worked.order_by("-checked_at", "-id")[:1]
    name = BusinessEdition.objects.filter(business=OuterRef("business"), is_live=True).values("name")[:1]
    return (
        Certificate.objects.filter(submission__state="approved", business__in=shown_businesses())
        .select_related("kind")
        .annotate(
            look_ups=ArraySubquery(newest.values(one=JSONObject(portal="portal", hasil="result", waktu="checked_at"))),
            business_code=F("business__code"),
            business_name=Subquery(name),
        )
        .order_by("-is_live", "-issued_on", "-pk")
    )
