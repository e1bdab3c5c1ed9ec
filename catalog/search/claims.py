"""Which products on display stand under a certificate."""

from catalog.models import EditionCertificate, ProductSearch
from catalog.search.cards import address
from certification.models import Certificate
from certification.queries import chain_of

MOST = 50


def claimants(certificate: Certificate) -> list[tuple[str, str]]:
    """Name and address of the products on display that claim this certificate or one it replaced."""
    claims = EditionCertificate.objects.filter(certificate__in=chain_of(certificate), edition__is_live=True)
    shown = ProductSearch.objects.filter(product__in=claims.values("edition__product")).order_by("name")
    return [(row.name, address(row.slug, row.code)) for row in shown.only("name", "slug", "code")[:MOST]]
