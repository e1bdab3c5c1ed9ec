"""Certificates as the public reads them: kind, number, who looked when at which portal, and how they stand today."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from certification.models import Certificate, Kind, PortalCheck
from certification.numbers import show_pirt
from certification.validity import EXPIRED, EXPIRING, NEEDS_CONFIRMATION, VALID, certificate_status

CLAIMED, REPLACED = "claimed", "replaced"


@dataclass(frozen=True)
class Standing:
    """One approved certificate today, with the newest look-up at its issuer (a right format is no proof)."""

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
    def badge(self) -> str:
        """State for parts/certificate_badge.html: one that nobody could match is only claimed by the business."""
        return CLAIMED if self.status == VALID and not self.matched else self.status

    @property
    def days_left(self) -> int | None:
        """Days until the last day of validity; None without one."""
        ends = self.certificate.expires_on
        return None if ends is None else (ends - timezone.localdate()).days


def standing(certificate: Certificate, check: PortalCheck | None, *, today: date | None = None) -> Standing:
    """How an approved certificate stands; one without an end by law needs confirmation after a printed end."""
    kind, revoked = certificate.kind, certificate.revoked_at
    status = certificate_status(
        certificate.expires_on,
        window_days=kind.expiring_days or None,
        after_expiry=EXPIRED if kind.has_expiry else NEEDS_CONFIRMATION,
        revoked_on=timezone.localtime(revoked).date() if revoked else None,
        today=today,
    )
    if not certificate.is_live and revoked is None:
        status = REPLACED
    return Standing(certificate, check, status)
