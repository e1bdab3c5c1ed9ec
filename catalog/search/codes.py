"""Codes and numbers found exactly: of products, businesses, barcodes, NIB, certificates. What is hidden is unknown."""

import re

from django.urls import reverse

from catalog.models import ProductSearch
from catalog.search.cards import address
from catalog.search.words import CODE
from certification.public_check import look_up
from registry.models import BusinessEdition
from registry.queries import public

LABEL = re.compile(
    r"^(?:nib|kode(?: produk| usaha)?|barcode|gtin|ean|upc|(?:no(?:mor)?\.? )?sertifikat|no(?:mor)?\.?)[\s.:#-]+", re.I
)
MARKS = re.compile(r"[\s.\-/:_]")
LEAST_DIGITS = 6  # of a number of a certificate
GTIN_LENGTHS = (8, 12, 13, 14)


def may_be_code(text: str) -> bool:
    """Whether it is worth asking: one code of ours, or a text that is mostly a number."""
    typed = LABEL.sub("", text).strip()
    bare = MARKS.sub("", typed)
    digits = sum(char.isdigit() for char in bare)
    is_ours = CODE.fullmatch(bare.lower()) is not None and " " not in typed
    return (is_ours and digits > 0) or (digits >= LEAST_DIGITS and digits * 2 > len(bare))


def place_of(text: str) -> str:
    """The address of the one thing that carries this code or number; "" when there is none, or more than one."""
    typed = LABEL.sub("", text).strip()
    if not typed.isascii() or not may_be_code(text):
        return ""
    bare = MARKS.sub("", typed).lower()
    places = {*_by_code(bare), *_by_number(bare)} if bare.isalnum() else set()
    if not places:
        places = _by_certificate(typed)
    return places.pop() if len(places) == 1 else ""


def _business(edition: BusinessEdition) -> str:
    return reverse("catalog:business", args=[edition.slug, edition.business.code])


def _by_code(bare: str) -> set[str]:
    if not CODE.fullmatch(bare):
        return set()
    rows = ProductSearch.objects.filter(code=bare).values_list("slug", "code")
    places = {address(slug, code) for slug, code in rows}
    return places or {_business(one) for one in public().filter(business__code=bare).select_related("business")[:2]}


def _by_number(bare: str) -> set[str]:
    if not bare.isdigit() or len(bare) not in GTIN_LENGTHS:
        return set()
    shown = ProductSearch.objects.extra(where=["tsv @@ %s::tsquery"], params=[f"'g_{bare.rjust(14, '0')}'"])
    places = {address(slug, code) for slug, code in shown.values_list("slug", "code")[:2]}
    if len(bare) == 13:
        places |= {_business(one) for one in public().filter(nib=bare).select_related("business")[:2]}
    return places


def _by_certificate(typed: str) -> set[str]:
    found = look_up(typed).found
    counting = [one for one in found if one.standing.certificate.is_live] or found
    return {reverse("catalog:paper", args=[one.standing.certificate.code]) for one in counting}
