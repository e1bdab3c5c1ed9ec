"""Questions about what is registered, what everybody sees, and what became of a round."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import Prefetch

from registry.models import (
    Business,
    BusinessEdition,
    EditionActivity,
    Location,
)
from review.models import State, Submission
from review.queries import rounds_of


def registered() -> models.QuerySet[BusinessEdition]:
    """The live edition of each business that is not suspended, closed, dormant or merged, with or without NIB.

    For the office's own counts and lists; what everybody may see is `public`.
    """
    return BusinessEdition.objects.filter(is_live=True, business__is_shown=True).select_related(
        "business", "village__parent", "activity"
    )


def public() -> models.QuerySet[BusinessEdition]:
    """What everybody may see: registered businesses that have a NIB. One without is a private record until it comes."""
    return registered().filter(nib_status=BusinessEdition.NibStatus.HAS)


def shown_businesses() -> models.QuerySet[Business]:
    """The businesses of `public`, for a subquery of the rooms above."""
    return Business.objects.filter(
        is_shown=True, editions__is_live=True, editions__nib_status=BusinessEdition.NibStatus.HAS
    )


NO_NIB = "Belum tampil untuk umum karena usahanya belum punya NIB."


def goal_of(edition: BusinessEdition) -> str:
    """What an approval leads to, as the last step of its timeline: without NIB a record, not a page for everybody."""
    return "Tercatat di dinas" if edition.nib_status == BusinessEdition.NibStatus.NONE else "Tayang di katalog"


def why_hidden(code: str) -> str:
    """Why an approved business is a private record: it has no NIB yet; empty for any other."""
    waiting = registered().filter(business__code=code, nib_status=BusinessEdition.NibStatus.NONE)
    return NO_NIB if waiting.exists() else ""


def is_suspended(code: str) -> bool:
    """Whether a business that was public once is hidden by the office now; nothing else is said about it."""
    hidden = BusinessEdition.objects.filter(business__code=code, is_live=True, business__is_shown=False)
    return hidden.filter(nib_status=BusinessEdition.NibStatus.HAS).exists()


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


def with_details(editions: models.QuerySet[BusinessEdition]) -> models.QuerySet[BusinessEdition]:
    """The editions with their rows (further activities, places, materials, links, exports), one statement for each."""
    return editions.prefetch_related(
        Prefetch("other_activities", EditionActivity.objects.select_related("activity")),
        Prefetch("places", Location.objects.select_related("region__parent")),
        "materials",
        "marketplaces",
        "exports",
    )


def newest_name(business: Business) -> str:
    """The name of the newest edition of a business; empty for a fresh draft."""
    newest = BusinessEdition.objects.filter(business=business).order_by("-number")
    return newest.values_list("name", flat=True).first() or ""


def last_round(business: Business) -> Submission | None:
    """The newest submission of a business, with its findings; None before the first."""
    return rounds_of("registry", business.code).first()


def last_rounds(editions: Iterable[BusinessEdition]) -> dict[str, Submission]:
    """The newest submission, with its findings, by the code of the business; one statement for all of them."""
    rounds: dict[str, Submission] = {}
    for one in rounds_of("registry", *(edition.business.code for edition in editions)):
        rounds.setdefault(one.subject_code, one)
    return rounds


def findings_of(submission: Submission | None) -> Mapping[str, str]:
    """Field -> note of a round that was sent back or refused; empty for any other."""
    if submission is None or submission.state not in (State.NEEDS_CHANGES, State.REJECTED):
        return {}
    return {finding.field: finding.note for finding in submission.findings.all()}
