"""Questions about places and fields of business."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest

from registry.models import (
    BusinessActivity,
    BusinessEdition,
    EditionActivity,
    Region,
)
from registry.rules_in_force import CURRENT_KBLI


class AnyOf(models.Func):
    """`column = any(array)`: an index looks up each value; with `in (select ...)` PostgreSQL read the code of every
    edition (20 ms among 75,000)."""

    template, arg_joiner = "(%(expressions)s))", " = any("
    output_field = models.BooleanField()


def unmatched_kbli() -> models.QuerySet[BusinessEdition]:
    """Editions that carry a KBLI code of an older edition, main or further: nobody has chosen its place in the new one.

    Of each business the live edition, or the open one while none is live.
    """
    old = ArraySubquery(BusinessActivity.objects.exclude(kbli_edition=CURRENT_KBLI).order_by().values("pk"))
    further = EditionActivity.objects.filter(AnyOf("activity", old)).order_by().values("edition")
    main = BusinessEdition.objects.filter(AnyOf("activity", old)).order_by().values("pk")
    live = BusinessEdition.objects.filter(business=OuterRef("business"), is_live=True)
    return (
        BusinessEdition.objects.filter(Q(is_live=True) | (Q(is_open=True) & ~Exists(live)))
        .filter(pk__in=main.union(further))  # two short looks by index; an OR would read every edition
        .select_related("business", "village__parent", "activity")
        .order_by("activity__kbli_code", "pk")
    )


def districts() -> models.QuerySet[Region]:
    """The kecamatan of this portal's regency (settings.REGION_CODE), by name."""
    return Region.objects.filter(level=Region.Level.DISTRICT, parent_id=settings.REGION_CODE).order_by("name")


def villages(district_code: str = "") -> models.QuerySet[Region]:
    """The villages of one kecamatan, or of the whole regency, by name."""
    found = Region.objects.filter(level=Region.Level.VILLAGE, parent__parent_id=settings.REGION_CODE)
    return (found.filter(parent_id=district_code) if district_code else found).select_related("parent")


class VillageName(NamedTuple):
    """A village as a choice of a form: its code, what people call it ("Desa Citeras"), and its kecamatan."""

    code: str
    name: str
    label: str
    district: str
    district_name: str


def village_names() -> list[VillageName]:
    """Every village of this portal's regency, by kecamatan and name; without the objects, which took most of the time
    of a form with 345 choices."""
    rows = villages().select_related(None).order_by("parent__name", "name")
    return [
        VillageName(code, name, Region.village_label(kind, name), district, district_name)
        for code, name, kind, district, district_name in rows.values_list(
            "code", "name", "kind", "parent_id", "parent__name"
        )
    ]


def village_by_code(code: str) -> Region | None:
    """The village of this portal's regency with this code, None for anything else."""
    return villages().filter(code=code).first() if code else None


def region_by_code(code: str) -> Region | None:
    """A village of this portal's regency or any regency of the country, None for anything else."""
    if not (code.isascii() and code.isdigit() and len(code) in (4, 10)):
        return None
    level = Region.Level.REGENCY if len(code) == 4 else Region.Level.VILLAGE
    return Region.objects.select_related("parent").filter(code=code, level=level).first()


def activity_by_key(key: str) -> BusinessActivity | None:
    """The activity with a key like 2025-10722, None for anything else."""
    edition, _, code = key.partition("-")
    if not (edition in BusinessActivity.Edition.values and len(code) == 5 and code.isascii() and code.isdigit()):
        return None
    return BusinessActivity.objects.filter(kbli_edition=edition, kbli_code=code).first()


NEAR_THE_BEST = 0.7


def activities_by_words(words: str, limit: int = 12) -> list[BusinessActivity]:
    """KBLI activities (edition in force) that fit what an owner types: a code, official title or plain words.

    Forgives typing errors by trigram similarity; best first, and only what comes near the best ("gula merah" is
    not "bata merah").
    """
    words = words.replace("\x00", " ").strip()[:100]
    current = BusinessActivity.objects.filter(kbli_edition=CURRENT_KBLI)
    if not words:
        return []
    if words.isdigit():
        return list(current.filter(kbli_code__startswith=words[:5])[:limit])
    found = current.annotate(
        likeness=Greatest(TrigramWordSimilarity(words, "title"), TrigramWordSimilarity(words, "words"))
    )
    rows = list(found.filter(Q(likeness__gte=0.45)).order_by("-likeness", "kbli_code")[:limit])
    return [row for row in rows if row.likeness >= NEAR_THE_BEST * rows[0].likeness]
