"""Questions to the register."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest

from accounts.models import User
from registry.models import Business, BusinessActivity, BusinessEdition, Consent, Owner, Region
from registry.rules_in_force import CURRENT_KBLI
from review.models import State, Submission
from review.queries import rounds_of


def public() -> models.QuerySet[BusinessEdition]:
    """What everybody may see: the live edition of each business that is not suspended, closed, dormant or merged."""
    return BusinessEdition.objects.filter(is_live=True, business__is_shown=True).select_related(
        "business", "village__parent", "activity"
    )


def is_suspended(code: str) -> bool:
    """Whether a business that was public once is hidden by the office now; nothing else is said about it."""
    return BusinessEdition.objects.filter(business__code=code, is_live=True, business__is_shown=False).exists()


def heir_of(code: str) -> BusinessEdition | None:
    """What everybody sees of the business that this one was merged into, at the end of a chain of merges.

    None when it was not merged, or when that business is not public now.
    """
    heir = Business.objects.filter(code=code).exclude(merged_into=None).select_related("merged_into").first()
    while heir is not None and heir.merged_into is not None:
        heir = Business.objects.select_related("merged_into").get(pk=heir.merged_into.pk)
    return public().filter(business=heir).first() if heir is not None else None


def was_merged(code: str) -> bool:
    """Whether a business that was taken into another had this code."""
    return Business.objects.filter(code=code, merged_into__isnull=False).exists()


def shown_or_newest(business: Business | int) -> BusinessEdition | None:
    """What the public sees of a business, else its newest edition; None for a plate without any."""
    return BusinessEdition.objects.filter(business=business).order_by("-is_live", "-number").first()


def newest_editions(owner: Owner) -> models.QuerySet[BusinessEdition]:
    """The newest edition of each business of `owner`, with its submission."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-number")
    return (
        BusinessEdition.objects.filter(business__owner=owner, pk=models.Subquery(newest.values("pk")[:1]))
        .select_related("business", "village__parent", "activity")
        .select_related("submission__decided_by", "submission__assigned_to")
        .order_by("business__created_at")
    )


def owner_of(user: User) -> Owner | None:
    """The owner record of an account, None before her first registration."""
    return Owner.objects.filter(user=user).first()


def businesses_of(user: User) -> models.QuerySet[Business]:
    """The businesses `user` owns, without those that were merged into another."""
    return Business.objects.filter(owner__user=user, merged_into=None).order_by("created_at")


def districts() -> models.QuerySet[Region]:
    """The kecamatan of this portal's regency (settings.REGION_CODE), by name."""
    return Region.objects.filter(level=Region.Level.DISTRICT, parent_id=settings.REGION_CODE).order_by("name")


def villages(district_code: str = "") -> models.QuerySet[Region]:
    """The villages of one kecamatan, or of the whole regency, by name."""
    found = Region.objects.filter(level=Region.Level.VILLAGE, parent__parent_id=settings.REGION_CODE)
    return (found.filter(parent_id=district_code) if district_code else found).select_related("parent")


def village_by_code(code: str) -> Region | None:
    """The village of this portal's regency with this code, None for anything else."""
    return villages().filter(code=code).first() if code else None


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


def consents_in_force(owner: Owner | int) -> set[str]:
    """The purposes `owner` (or the owner with this id) agrees to today."""
    return set(Consent.objects.filter(owner=owner, withdrawn_at__isnull=True).values_list("purpose", flat=True))


def newest_names(businesses: models.QuerySet[Business]) -> models.QuerySet[Business]:
    """The businesses with `newest_name`, the name of their newest edition (empty for a fresh draft)."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("pk")).order_by("-number")
    return businesses.annotate(newest_name=models.Subquery(newest.values("name")[:1]))


def consents_given(owner: Owner) -> models.QuerySet[Consent]:
    """Every consent she ever gave, withdrawn ones too, the newest first."""
    return Consent.objects.filter(owner=owner).order_by("-given_at", "-pk")


def last_round(business: Business) -> Submission | None:
    """The newest submission of a business, with its findings; None before the first."""
    return rounds_of("registry", business.code).first()


def last_rounds(editions: Iterable[BusinessEdition]) -> dict[str, Submission]:
    """The newest submission, with its findings, by the code of the business; one statement for all of them."""
    rounds: dict[str, Submission] = {}
    for one in rounds_of("registry", *(edition.business.code for edition in editions)):
        rounds.setdefault(one.subject_code, one)
    return rounds


def live_editions(owner: Owner) -> dict[int, BusinessEdition]:
    """What everybody sees of her businesses, by the id of the business."""
    live = BusinessEdition.objects.filter(business__owner=owner, is_live=True)
    return {edition.business_id: edition for edition in live}


def findings_of(submission: Submission | None) -> Mapping[str, str]:
    """Field -> note of a round that was sent back or refused; empty for any other."""
    if submission is None or submission.state not in (State.NEEDS_CHANGES, State.REJECTED):
        return {}
    return {finding.field: finding.note for finding in submission.findings.all()}
