"""How a certificate stands today, from its dates and its kind; and for which products halal is a duty."""

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from certification.models import Certificate
from review.in_force import all_in_force

RULES = Path(__file__).parent / "rules"
VALID, EXPIRING, EXPIRED = "valid", "expiring", "expired"
NEEDS_CONFIRMATION, REVOKED = "needs_confirmation", "revoked"
LABELS = {
    VALID: "Berlaku",
    EXPIRING: "Segera Berakhir",
    EXPIRED: "Kedaluwarsa",
    NEEDS_CONFIRMATION: "Perlu Konfirmasi",
    REVOKED: "Dicabut",
}
SCALES = ("micro", "small", "medium", "large")


def certificate_status(
    expires_on: date | None,
    *,
    has_expiry: bool = True,
    expiring_days: int = 90,
    revoked: bool = False,
    today: date | None = None,
) -> str:
    """`valid`, `expiring`, `expired`, `needs_confirmation` or `revoked`, computed and never stored.

    `has_expiry` and `expiring_days` belong to the kind. A kind without expiry (halal since UU 6/2023, PP 42/2024) whose
    old paper prints an end that has passed needs confirmation instead of being expired. The last printed day counts.
    """
    today = today or timezone.localdate()
    if revoked:
        return REVOKED
    if expires_on is None:
        return VALID
    if expires_on < today:
        return EXPIRED if has_expiry else NEEDS_CONFIRMATION
    if has_expiry and expires_on <= today + timedelta(days=expiring_days):
        return EXPIRING
    return VALID


def status_of(certificate: Certificate, today: date | None = None) -> str:
    """How this certificate stands today; needs its kind."""
    return certificate_status(
        certificate.expires_on,
        has_expiry=certificate.kind.has_expiry,
        expiring_days=certificate.kind.expiring_days,
        revoked=certificate.revoked_at is not None,
        today=today,
    )


def usual_expiry(kind: str, issued_on: date, validity_years: int | None) -> date | None:
    """The last day a certificate usually holds, to suggest in a form; None for no end. The printed day always wins.

    `validity_years` is today's rule of the kind; papers from before a change of law follow validity_years.json.
    """
    earlier = [row for row in all_in_force(RULES / "validity_years.json", issued_on) if row["kind"] == kind]
    years = earlier[-1]["years"] if earlier else validity_years
    if years is None:
        return None
    try:
        return issued_on.replace(year=issued_on.year + years)
    except ValueError:  # 29 February, or past year 9999
        return issued_on.replace(year=min(issued_on.year + years, date.max.year), day=28)


def halal_required(group: str, scale: str | None, on: date | None = None) -> bool:
    """True when a product of this halal group must have a halal certificate that day (PP 42/2024 art. 160).

    Groups: `food_or_drink`, `traditional_medicine`, `cosmetic`, `goods_with_animal_material`; any other is free of
    the duty. A business of unknown scale (None) has the duty once every scale has it.
    """
    rules = all_in_force(RULES / "halal_duty.json", on or timezone.localdate())
    bound = {name for rule in rules if group in rule["groups"] for name in rule["scales"]}
    return bound.issuperset(SCALES) if scale is None else scale in bound
