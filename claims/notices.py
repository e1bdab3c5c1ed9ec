"""Tells a claimant that her claim was taken back; runs after the commit and never breaks it."""

import logging

from django.conf import settings

from accounts.messages import NotSent, tell
from claims.models import Claim
from claims.queries import names_of

log = logging.getLogger(__name__)


def tell_undone(claim_pk: int) -> None:
    """Send the reason, and what she can do about it."""
    claim = Claim.objects.select_related("claimant").get(pk=claim_pk)
    names = ", ".join(f"“{name}”" for name in names_of(claim.moved)[:5])
    body = (
        f"Klaim Anda atas usaha {names} dibatalkan, dan usaha itu tidak lagi ada di akun Anda. "
        f"Alasan petugas: {claim.undone_reason}\n\n"
        f"Bila menurut Anda ini keliru, datang ke {settings.OFFICE_NAME} dengan bukti asli. "
        "Petugas tidak pernah meminta kode masuk atau biaya."
    )
    try:
        tell(claim.claimant, subject="Klaim usaha Anda dibatalkan", body=body)
    except NotSent:
        log.warning("the end of claim %s could not be told", claim.code)
