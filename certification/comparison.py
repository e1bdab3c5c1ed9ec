"""What a reviewer reads of a certificate: each field in words, in the order of the form."""

from accounts.templatetags.portal import date_id
from certification.models import Certificate
from review.compare import Field

FIELDS: tuple[Field, ...] = (
    Field("kind", "Jenis sertifikat", lambda paper: paper.kind.name),
    Field("number", "Nomor sertifikat", lambda paper: paper.number),
    Field("issuer", "Penerbit", lambda paper: paper.issuer),
    Field("scheme", "Skema", lambda paper: str(paper.get_scheme_display()) if paper.scheme else ""),
    Field("scope", "Produk yang tercantum", lambda paper: paper.scope),
    Field("issued_on", "Tanggal terbit", lambda paper: date_id(paper.issued_on)),
    Field("expires_on", "Berlaku sampai", lambda paper: expiry_words(paper)),
)


def expiry_words(paper: Certificate) -> str:
    """The last day it holds, or that it has none."""
    if paper.expires_on:
        return date_id(paper.expires_on)
    return "" if paper.kind.has_expiry else "Tanpa batas waktu"
