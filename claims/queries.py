"""Questions to the claims, and which business a person means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import User
from claims.models import Claim
from claims.scans import KEPT
from registry.models import Business, BusinessEdition, Owner
from registry.queries import claimable
from registry.secrets import keyed_hash
from review.models import State, Submission


@dataclass(frozen=True)
class Match:
    """A business that fits what was typed, and which of it fits (None: not typed)."""

    code: str
    nib_matches: bool | None
    nik_matches: bool | None


def _standing(editions: models.QuerySet[BusinessEdition]) -> models.QuerySet[BusinessEdition]:
    """Editions that say what a business is today, live ones first, of businesses that may be claimed."""
    today = editions.filter(Q(is_live=True) | Q(is_open=True), business__in=claimable())
    return today.select_related("business").order_by("-is_live", "business__created_at", "pk")


def by_nib(nib: str) -> Match | None:
    """The business without an account that carries this NIB."""
    found = _standing(BusinessEdition.objects.filter(nib=nib)).first()
    return Match(found.business.code, True, None) if found else None


def has_account(nib: str) -> bool:
    """Whether the business with this NIB has an owner who signs in."""
    there = Q(is_live=True) | Q(is_open=True)
    return BusinessEdition.objects.filter(there, nib=nib, business__owner__user__isnull=False).exists()


def by_nik(nik: str, phone: str) -> Match | None:
    """The business without an account whose owner has this NIK, when one of hers has this phone (E.164).

    Does the same work whether or not the NIK is known.
    """
    of = Owner.objects.filter(nik_hash=keyed_hash(nik)).order_by().values("pk")
    reached = BusinessEdition.objects.filter(Q(phone=phone) | Q(whatsapp=phone), business__owner__in=of)
    found = _standing(reached).first()
    return Match(found.business.code, None, True) if found else None


def knows_nik(owner: Owner, nik: str) -> bool:
    """Whether `nik` is the stored NIK of `owner`."""
    return bool(owner.nik_hash) and owner.nik_hash == keyed_hash(nik)


def edition_of(business: Business | int) -> BusinessEdition | None:
    """What a business is today: the live edition, else the newest."""
    rows = BusinessEdition.objects.filter(business=business).select_related("village__parent", "business__owner")
    return rows.order_by("-is_live", "-number").first()


def reached_by(business: Business, user: User) -> bool:
    """Whether the proven phone of an account is one of this business, in any of its editions."""
    if not (user.phone and user.phone_verified):
        return False
    numbers = Q(phone=user.phone) | Q(whatsapp=user.phone)
    return BusinessEdition.objects.filter(numbers, business=business).exists()


def claims_of(user: User) -> models.QuerySet[Claim]:
    """Every claim of a person with `business_name`, the newest first."""
    return _named(Claim.objects.filter(claimant=user, submission__isnull=False)).select_related(
        "business", "submission"
    )


def open_claims_of(user: User) -> models.QuerySet[Claim]:
    """Her claims that wait for a decision."""
    return Claim.objects.filter(claimant=user, is_open=True)


def others(claim: Claim) -> models.QuerySet[Claim]:
    """What other people claimed, or claim, of the same business."""
    same = Claim.objects.filter(business=claim.business_id).exclude(claimant=claim.claimant_id)
    return same.select_related("claimant", "submission", "undone_by")


def same_tries(claim: Claim) -> list[str]:
    """Codes of all tries of the same person for the same business."""
    same = Claim.objects.filter(business=claim.business_id, claimant=claim.claimant_id)
    return list(same.values_list("code", flat=True))


def also_of(owner: Owner, but: int) -> models.QuerySet[BusinessEdition]:
    """The newest edition of each other business of an account-less owner: they go along when the NIK matches."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-number").values("pk")[:1]
    rows = BusinessEdition.objects.filter(business__owner=owner, pk=models.Subquery(newest)).exclude(business=but)
    return rows.select_related("business", "village__parent").order_by("business__created_at")


def since(claim: Claim, at: datetime) -> models.QuerySet[Submission]:
    """What the claimant has sent for the businesses she got by this claim, the newest first.

    Things of other rooms are found by the name of the business they were sent under.
    """
    moved = Business.objects.filter(pk__in=claim.moved)
    names = BusinessEdition.objects.filter(business__in=moved).values("name")
    about = Q(room="registry", subject_code__in=moved.values("code")) | Q(business_name__in=names)
    sent = Submission.objects.filter(about, submitted_by=claim.claimant_id, submitted_at__gte=at)
    return sent.exclude(room="claims").select_related("decided_by").order_by("-submitted_at", "-id")


def forgettable(now: datetime) -> models.QuerySet[Claim]:
    """Claims decided more than 30 days ago that still keep a picture."""
    decided = Q(submission__decided_at__lt=now - KEPT) & ~Q(submission__state=State.SUBMITTED)
    return Claim.objects.filter(decided).exclude(scan_path="")


def _named(claims: models.QuerySet[Claim]) -> models.QuerySet[Claim]:
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-is_live", "-number")
    return claims.annotate(business_name=models.Subquery(newest.values("name")[:1]))


def names_of(businesses: Iterable[int]) -> list[str]:
    """The names of businesses by id, as their newest editions have them."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("pk")).order_by("-number").values("name")[:1]
    rows = Business.objects.filter(pk__in=list(businesses)).annotate(newest_name=models.Subquery(newest))
    return list(rows.order_by("created_at").values_list("newest_name", flat=True))
