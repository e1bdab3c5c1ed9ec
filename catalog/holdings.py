"""The products of a business, for a merge of two records and for undoing it."""

from django.db.models import Q

from catalog.models import EditionCertificate, Product
from registry.duplicates import holdings
from registry.models import Business

KEY, PAPERS = "catalog.product", "certification.certificate"


def _contradicts(moved: holdings.Moved, loser: Business, survivor: Business) -> str:
    """A product would claim a certificate that belongs to the other business afterwards."""
    products, papers = moved.get(KEY, []), moved.get(PAPERS, [])
    current = EditionCertificate.objects.filter(Q(edition__is_live=True) | Q(edition__is_open=True))
    going = current.filter(edition__product__in=products, certificate__business=survivor).exclude(
        certificate__in=papers
    )
    staying = current.filter(edition__product__business=survivor, certificate__in=papers).exclude(
        edition__product__in=products
    )
    claim = (going | staying).select_related("edition", "certificate__kind").first()
    if claim is None:
        return ""
    return (
        f"Produk “{claim.edition}” memakai {claim.certificate} dari usaha satunya. "
        "Lepaskan dulu sertifikat itu dari produknya, lalu batalkan lagi."
    )


def register() -> None:
    """Make the products known; called when Django starts."""
    holdings.add(holdings.Holding(KEY, "produk", Product, contradicts=_contradicts))
