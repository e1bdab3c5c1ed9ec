"""The certificates of a business, for a merge of two records and for undoing it."""

from certification.models import Certificate
from registry.duplicates import holdings
from registry.models import Business

KEY = "certification.certificate"


def _contradicts(moved: holdings.Moved, loser: Business, survivor: Business) -> str:
    """A certificate that would go back was renewed or corrected while it belonged to the survivor."""
    papers = moved.get(KEY, [])
    newer = Certificate.objects.filter(replaces__in=papers, business=survivor).exclude(pk__in=papers)
    one = newer.select_related("kind", "replaces__kind").first()
    if one is None:
        return ""
    return (
        f"{one.replaces} sudah diperbarui sesudah penggabungan, jadi tidak bisa dikembalikan begitu saja. "
        "Buang dulu draf pembaruannya bila belum dikirim; bila sudah disetujui, biarkan penggabungan ini."
    )


def register() -> None:
    """Make the certificates known; called when Django starts."""
    holdings.add(holdings.Holding(KEY, "sertifikat", Certificate, contradicts=_contradicts))
