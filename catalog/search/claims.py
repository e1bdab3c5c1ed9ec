"""Which products on display stand under a certificate."""

from catalog.models import EditionCertificate, ProductSearch
from catalog.search.cards import address
from certification.models import Certificate

MOST = 50


def line_of(certificate: Certificate) -> list[int]:
    """The keys of the certificate and of those it replaced, one after the other."""
    line: list[int] = []
    older: int | None = certificate.pk
    while older is not None:
        line.append(older)
        older = Certificate.objects.values_list("replaces", flat=True).get(pk=older)
    return line


def claimants(certificate: Certificate) -> list[tuple[str, str]]:
    """Name and address of the products on display that claim this certificate or one it replaced."""
    claims = EditionCertificate.objects.filter(certificate__in=line_of(certificate), edition__is_live=True)
    shown = ProductSearch.objects.filter(product__in=claims.values("edition__product")).order_by("name")
    return [(row.name, address(row.slug, row.code)) for row in shown.only("name", "slug", "code")[:MOST]]
