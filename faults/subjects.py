"""What a report can be about: something that everybody can see, found by its code."""

from dataclasses import dataclass

from django.urls import reverse

from catalog.models import Product
from catalog.queries import public as public_products
from certification.models import Certificate
from certification.public_check import of_code
from faults.models import Report
from registry.models import Business
from registry.queries import public as public_businesses

KINDS = {"produk": "product", "usaha": "business", "sertifikat": "certificate"}
FOR_BUSINESS = ("gone", "contact", "claim", "danger", "copied", "words", "other")
FOR_PAPER = ("claim", "words", "other")


@dataclass(frozen=True)
class Subject:
    """One thing that is on display: which parameter names it, its code, its name, its page, its rows."""

    word: str
    code: str
    name: str
    maker: str
    address: str
    business: Business
    product: Product | None = None
    certificate: Certificate | None = None

    @property
    def kinds(self) -> list[Report.Kind]:
        """What can be wrong with it."""
        few = {"usaha": FOR_BUSINESS, "sertifikat": FOR_PAPER}.get(self.word)
        return [one for one in Report.Kind if few is None or one.value in few]


def find(word: str, code: str) -> Subject | None:
    """The thing on display with this code; None when nobody can see such a thing."""
    if not (code.isascii() and code.isalnum() and len(code) <= 16):
        return None
    return {"produk": _product, "usaha": _business, "sertifikat": _paper}[word](code.lower())


def _product(code: str) -> Subject | None:
    edition = public_products().filter(product__code=code).first()
    if edition is None:
        return None
    business = public_businesses().filter(business=edition.product.business_id).first()
    address = reverse("catalog:product", kwargs={"slug": edition.slug, "code": code})
    maker = business.name if business else ""
    return Subject("produk", code, edition.name, maker, address, edition.product.business, edition.product)


def _business(code: str) -> Subject | None:
    edition = public_businesses().filter(business__code=code).first()
    if edition is None:
        return None
    address = reverse("catalog:business", kwargs={"slug": edition.slug, "code": code})
    return Subject("usaha", code, edition.name, "", address, edition.business)


def _paper(code: str) -> Subject | None:
    checked = of_code(code)
    if checked is None:
        return None
    paper = checked.standing.certificate
    name = f"{paper.kind.short_name} {checked.standing.number}".strip()
    maker = checked.business.name if checked.business else ""
    address = reverse("catalog:paper", args=[code])
    return Subject("sertifikat", code, name, maker, address, paper.business, certificate=paper)


def page_of(report: Report) -> str:
    """Where everybody sees what the report is about; empty when it is not on display now."""
    if report.product:
        found = find("produk", report.product.code)
    elif report.certificate:
        found = find("sertifikat", report.certificate.code)
    else:
        found = find("usaha", report.business.code)
    return found.address if found else ""
