"""What the journeys find when they begin: businesses, products with true photos, certificates in every state."""

import datetime
import io
from functools import lru_cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from catalog import actions as catalog
from catalog.models import Category, ProductEdition
from catalog.photos import store_picture
from certification import actions as certification
from certification.models import Certificate, Kind
from registry.models import Business, BusinessEdition, Region
from review.documents import read_upload
from review.pictures import clean_picture
from tests import build
from tests.pdf import one_page_pdf

COLOURS = ("#94561f", "#20603f", "#1d2a63")
clean = lru_cache(clean_picture)  # the same few pictures again and again; cleaning is the slow part


def picture(width: int = 900, colour: str = "#94561f", *, noise: bool = False) -> bytes:
    """A JPEG like one from a phone; with noise it is as heavy as a true photo."""
    out = io.BytesIO()
    image = Image.effect_noise((width, width), 60).convert("RGB") if noise else Image.new("RGB", (width, width), colour)
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def place(district: str) -> Region:
    """A village of this kecamatan, from the official list."""
    return Region.objects.filter(parent__name=district, level="village").order_by("code")[0]


def business(owner: User, officer: User, name: str, *, district: str = "Sobang", **values: object) -> BusinessEdition:
    """An approved business."""
    return build.live_business(owner, officer, name=name, village=place(district), **values)


def draft(
    of: Business, owner: User, name: str, *, slug: str = "gula-semut", price: int = 25000, **values: object
) -> ProductEdition:
    """A whole product with one photo, not sent yet."""
    edition = catalog.start_product(of, by=owner)
    category = Category.objects.get(slug=slug)
    catalog.save_draft(edition, build.whole_product(name=name, category=category, **values), by=owner)
    catalog.set_price(edition.product, price, by=owner)
    catalog.add_photo(edition, store_picture(clean(picture(720, COLOURS[len(name) % 3]))), by=owner)
    return edition


def product(of: Business, owner: User, officer: User, name: str, **values: object) -> ProductEdition:
    """A product on display."""
    edition = draft(of, owner, name, **values)
    catalog.approve(catalog.submit(edition, by=owner), by=officer)
    edition.refresh_from_db()
    return edition


def scan(kind: str = "pdf") -> SimpleUploadedFile:
    """A scanned certificate: PDF or photo."""
    return SimpleUploadedFile(f"scan.{kind}", one_page_pdf() if kind == "pdf" else picture(1000, "#f0e8d8"))


def paper(
    of: Business, owner: User, code: str, number: str, *, ends: datetime.date | None, **values: object
) -> Certificate:
    """A certificate of this kind, not sent yet; `ends` None: without a last day."""
    document, refusal = read_upload(values.pop("scan", None) or scan())
    assert not refusal, refusal
    given = {
        "number": number,
        "issued_on": datetime.date(2021, 3, 1),
        "expires_on": ends,
        "scope": "Gula aren",
        **values,
    }
    return certification.enter(of, Kind.objects.get(code=code), given, by=owner, document=document)


def approved(certificate: Certificate, owner: User, officer: User) -> Certificate:
    """The certificate after an officer agreed."""
    certification.approve(certification.submit(certificate, by=owner), by=officer)
    certificate.refresh_from_db()
    return certificate
