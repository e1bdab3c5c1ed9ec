"""Certificates as the public reads them, and the public check: is this number known, how does it stand today?"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.templatetags.portal import date_id
from certification.models import Certificate, Kind, PortalCheck
from certification.numbers import CHECKS, show_pirt
from certification.validity import EXPIRING, VALID, status_of
from registry.models import BusinessEdition
from registry.queries import shown_businesses
from review.checked import Invalid

OWN_LINK = re.compile(r"/sertifikat/([2-9a-hjkmnp-z]{8})\b")
LONGEST = 120
REPLACED = "replaced"


@dataclass(frozen=True)
class Standing:
    """One approved certificate today, with the newest look-up that worked (a right format is no proof)."""

    certificate: Certificate
    check: PortalCheck | None
    status: str

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.certificate.kind

    @property
    def number(self) -> str:
        """The number as it stands on labels."""
        number = self.certificate.number
        return show_pirt(number) if self.kind.number_rule == "pirt" and len(number) == 15 else number

    @property
    def issuer(self) -> str:
        """Who gave it."""
        return self.certificate.issuer or self.kind.issuer

    @property
    def matched(self) -> bool:
        """Whether the issuer's portal showed the same when last looked."""
        return self.check is not None and self.check.result == PortalCheck.Result.MATCHES

    @property
    def in_force(self) -> bool:
        """Whether it counts today."""
        return self.status in (VALID, EXPIRING)

    @property
    def days_left(self) -> int | None:
        """Days until the last day of validity; None without one."""
        ends = self.certificate.expires_on
        return None if ends is None else (ends - timezone.localdate()).days

    @property
    def about(self) -> str:
        """Who gave it and from when to when, in words."""
        issued, ends = self.certificate.issued_on, self.certificate.expires_on
        told = [
            self.issuer,
            f"terbit {date_id(issued)}" if issued else "",
            f"berlaku sampai {date_id(ends)}" if ends else "tanpa batas waktu",
        ]
        return " · ".join(one for one in told if one)

    @property
    def seen(self) -> str:
        """Who looked, when, and what the issuer's portal said."""
        check, office = self.check, settings.OFFICE_NAME
        if check is not None:
            said = "" if self.matched else f": {check.get_result_display().lower()}"
            return f"Dicek petugas {office} di {check.portal} pada {date_id(check.checked_at)}{said}."
        decided = self.certificate.submission.decided_at if self.certificate.submission else None
        when = f" pada {date_id(decided)}" if decided else ""
        return f"Berkasnya diperiksa petugas {office}{when}; belum dicek di portal penerbit."


def standing(certificate: Certificate, check: PortalCheck | None, *, today: date | None = None) -> Standing:
    """How a certificate stands that was approved once."""
    replaced = not certificate.is_live and certificate.revoked_at is None
    return Standing(certificate, check, REPLACED if replaced else status_of(certificate, today))


def newest_checks() -> QuerySet[PortalCheck]:
    """For a subquery: the newest look-up of the outer certificate at which the portal answered."""
    worked = PortalCheck.objects.exclude(result=PortalCheck.Result.UNAVAILABLE)
    return worked.filter(certificate=OuterRef("pk")).order_by("-checked_at", "-id")[:1]


@dataclass(frozen=True)
class Checked:
    """A certificate of the register with its business."""

    standing: Standing
    business: BusinessEdition | None


@dataclass(frozen=True)
class Answer:
    """What is known about a typed number. `looks_like`: kinds whose format it fits, which proves nothing."""

    typed: str
    found: list[Checked] = field(default_factory=list)
    looks_like: list[Kind] = field(default_factory=list)


def _public() -> QuerySet[Certificate]:
    """Once approved, of businesses that everybody may see; revoked and replaced ones too, so that we can say so."""
    return (
        Certificate.objects.filter(submission__state="approved", business__in=shown_businesses())
        .select_related("kind", "submission", "business")
        .annotate(newest_check=ArraySubquery(newest_checks().values(one=JSONObject(pk="pk"))))
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
    return [Checked(standing(one, checks.get(one.pk)), businesses.get(one.business_id)) for one in certificates]


def of_code(code: str) -> Checked | None:
    """The public certificate with this code."""
    return next(iter(_whole(list(_public().filter(code=code)))), None)


def own_code(typed: str) -> str:
    """The code in a scanned or pasted address of our own; "" for anything else."""
    match = OWN_LINK.search(typed)
    return match[1] if match else ""


def _shapes(typed: str) -> dict[str, str]:
    """The stored form of a number by each rule that it fits."""
    shapes: dict[str, str] = {}
    for rule, check in CHECKS.items():
        try:
            shapes[rule] = check(typed).value
        except Invalid:
            continue
    return shapes


def spellings(typed: str) -> set[str]:
    """Every form in which a typed number may be stored."""
    return {typed, *_shapes(typed).values()}


def look_up(typed: str) -> Answer:
    """Everything known about a number, whatever its spelling: spaces, dots and printed prefixes do not matter."""
    shapes = _shapes(typed)
    numbers = {typed, *shapes.values()}
    found = _whole(list(_public().filter(number__in=numbers)[:10]))
    fits = [rule for rule in shapes if rule not in ("free", "halal_decision", "tkdn_percent", "bmp_percent")]
    kinds = [] if found else list(Kind.objects.filter(number_rule__in=fits, is_active=True))
    return Answer(typed, found, kinds)
