"""How one certificate stands today, in the states of parts/certificate_badge.html."""

from datetime import date

from certification.models import Certificate, PortalCheck
from certification.validity import VALID, status_of

CLAIMED, IN_PROCESS = "claimed", "in_process"


def is_matched(paper: Certificate) -> bool:
    """Whether the newest look-up that worked says that the issuer knows it (ux.md, principle 3)."""
    results = (check.result for check in paper.checks.all())
    worked = next((result for result in results if result != PortalCheck.Result.UNAVAILABLE), None)
    return worked == PortalCheck.Result.MATCHES


def badge_state(paper: Certificate, today: date | None = None) -> str:
    """State of the badge: what its dates say, `claimed` while nobody matched it, `in_process` before approval."""
    if not paper.is_live and paper.revoked_at is None:
        return IN_PROCESS
    standing = status_of(paper, today)
    return CLAIMED if standing == VALID and not is_matched(paper) else standing
