"""What an officer reads of a claim, each line in words."""

from claims.models import Claim
from registry.comparison import phone_words
from review.compare import Field

FIELDS: tuple[Field, ...] = (
    Field("claimant", "Nama di akun", lambda claim: claim.claimant.name),
    Field("phone_matches", "Nomor HP akun", lambda claim: _phone(claim)),
    Field("note", "Penjelasan", lambda claim: claim.note),
)


def _phone(claim: Claim) -> str:
    user = claim.claimant
    if not user.phone:
        return f"Tidak ada; surel {user.email}"
    return phone_words(user.phone) + ("" if user.phone_verified else " (belum dibuktikan)")
