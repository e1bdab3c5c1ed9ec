"""The public check: is this number in the register, and how does it stand today?"""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from certification.bells import who_claims
from certification.models import Certificate, Kind, PortalCheck
from certification.numbers import CHECKS
from certification.standing import Standing, standing
from registry.models import BusinessEdition
from review.checked import Invalid

OWN_LINK = re.compile(r"/sertifikat/([2-9a-hjkmnp-z]{8})\b")
LONGEST = 120


@dataclass(frozen=True)
class Checked:
    """A certificate of the register with its business, and the products that claim it (name and address)."""

    standing: Standing
    business: BusinessEdition | None
    products: list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What is known about a typed number. `looks_like`: kinds whose format it fits, which proves nothing."""

    typed: str
    found: list[Checked] = field(default_factory=list)
    looks_like: list[Kind] = field(default_factory=list)


def _public() -> QuerySet[Certificate]:
    """Once approved, of businesses that are not suspended; revoked and replaced ones too, so that we can say so."""
    look_up = PortalCheck.objects.filter(certificate=OuterRef("pk")).order_by("-checked_at", "-id")[:1]
    return (
        Certificate.objects.filter(submission__state="approved", business__suspended_at__isnull=True)
        .select_related("kind", "submission", "business")
        .annotate(newest_check=ArraySubquery(look_up.values(one=JSONObject(pk="pk"))))
        .order_by("-is_live", "-issued_on", "-pk")
    )


def _whole(certificates: list[Certificate]) -> list[Checked]:
    wanted = [one.newest_check[0]["pk"] for one in certificates if one.newest_check]
    checks = {check.certificate_id: check for check in PortalCheck.objects.filter(pk__in=wanted)} if wanted else {}
    businesses = {
        edition.business_id: edition
        for edition in BusinessEdition.objects.filter(
            is_live=True, business__in=[one.business_id for one in certificates]
        ).select_related("business", "village__parent")
    }
    return [
        Checked(standing(one, checks.get(one.pk)), businesses.get(one.business_id), claimed_by(one))
        for one in certificates
    ]


def claimed_by(certificate: Certificate) -> list[tuple[str, str]]:
    """Name and address of the products on display that claim it; the room above answers."""
    answers = who_claims.send(sender=Certificate, certificate=certificate)
    return [product for _, products in answers for product in products]


def of_code(code: str) -> Checked | None:
    """The public certificate with this code."""
    return next(iter(_whole(list(_public().filter(code=code)))), None)


def own_code(typed: str) -> str:
    """The code in a scanned or pasted address of our own; "" for anything else."""
    match = OWN_LINK.search(typed)
    return match[1] if match else ""


def look_up(typed: str) -> Answer:
    """Everything known about a number, whatever its spelling: spaces, dots and printed prefixes do not matter."""
    shapes: dict[str, str] = {}
    for rule, check in CHECKS.items():
        try:
            shapes[rule] = check(typed).value
        except Invalid:
            continue
    numbers = {typed, *shapes.values()}
    found = _whole(list(_public().filter(number__in=numbers)[:10]))
    fits = [rule for rule in shapes if rule not in ("free", "halal_decision", "tkdn_percent", "bmp_percent")]
    kinds = [] if found else list(Kind.objects.filter(number_rule__in=fits, is_active=True))
    return Answer(typed, found, kinds)
