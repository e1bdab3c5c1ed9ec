"""Keeps two records apart while somebody's claim on one of them waits: whose it is must be decided first."""

from claims.models import Claim
from registry.duplicates import holdings
from registry.models import Business
from registry.queries import shown_or_newest


def waiting_claim(survivor: Business, loser: Business) -> str:
    """The sentence that names the business with an open claim; empty when none waits."""
    found = Claim.objects.filter(business__in=[survivor, loser], is_open=True).select_related("business").first()
    if found is None:
        return ""
    edition = shown_or_newest(found.business)
    name = edition.name if edition and edition.name else found.business.code
    return f"Masih ada klaim kepemilikan atas {name} yang menunggu. Putuskan dulu klaim itu, lalu gabungkan."


def register() -> None:
    """Make the sentence known; called when Django starts."""
    holdings.hinder("claims.claim", waiting_claim)
