"""Questions to the register."""

from django.conf import settings
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest

from accounts.models import User
from registry.models import Business, BusinessActivity, BusinessEdition, Consent, Owner, Region
from registry.rules_in_force import CURRENT_KBLI


def public() -> models.QuerySet[BusinessEdition]:
    """What everybody may see: the live edition of each business that is not suspended."""
    return BusinessEdition.objects.filter(is_live=True, business__suspended_at__isnull=True).select_related(
        "business", "village__parent", "activity"
    )


def newest_editions(owner: Owner) -> models.QuerySet[BusinessEdition]:
    """The newest edition of each business of `owner`, with its submission."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-number")
    return (
        BusinessEdition.objects.filter(business__owner=owner, pk=models.Subquery(newest.values("pk")[:1]))
        .select_related("business", "village__parent", "activity", "submission")
        .order_by("business__created_at")
    )


def owner_of(user: User) -> Owner | None:
    """The owner record of an account, None before her first registration."""
    return Owner.objects.filter(user=user).first()


def businesses_of(user: User) -> models.QuerySet[Business]:
    """The businesses `user` owns."""
    return Business.objects.filter(owner__user=user).order_by("created_at")


def districts() -> models.QuerySet[Region]:
    """The kecamatan of this portal's regency (settings.REGION_CODE), by name."""
    return Region.objects.filter(level=Region.Level.DISTRICT, parent_id=settings.REGION_CODE).order_by("name")


def villages(district_code: str = "") -> models.QuerySet[Region]:
    """The villages of one kecamatan, or of the whole regency, by name."""
    found = Region.objects.filter(level=Region.Level.VILLAGE, parent__parent_id=settings.REGION_CODE)
    return (found.filter(parent_id=district_code) if district_code else found).select_related("parent")


def activities_by_words(words: str, limit: int = 12) -> list[BusinessActivity]:
    """KBLI activities (edition in force) that fit what an owner types: a code, official title or plain words.

    Forgives typing errors by trigram similarity; best first.
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
    return list(found.filter(Q(likeness__gte=0.45)).order_by("-likeness", "kbli_code")[:limit])


def consents_in_force(owner: Owner) -> set[str]:
    """The purposes `owner` agrees to today."""
    return set(Consent.objects.filter(owner=owner, withdrawn_at__isnull=True).values_list("purpose", flat=True))


def newest_names(businesses: models.QuerySet[Business]) -> models.QuerySet[Business]:
    """The businesses with `newest_name`, the name of their newest edition (empty for a fresh draft)."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("pk")).order_by("-number")
    return businesses.annotate(newest_name=models.Subquery(newest.values("name")[:1]))
