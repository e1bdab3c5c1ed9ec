"""Builders: the smallest true things a test needs, made by the same verbs people use."""

import datetime
import itertools

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from accounts.contacts import Contact
from catalog import actions as catalog
from catalog.models import Category, ProductEdition, ProductPhoto
from certification import actions as certification
from certification.models import Certificate, Kind
from claims import actions as claims
from claims.models import Claim
from claims.queries import Match
from registry import actions as registry
from registry import members
from registry.importing.business_drafts import create_businesses
from registry.models import Business, BusinessActivity, BusinessEdition, Member, Region
from review.documents import Document

number = itertools.count(1)
LISTED_PHONE = "+6286055550001"


def village(name: str = "Citeras", district: str = "Rangkasbitung") -> Region:
    """A village of the portal's regency, with its parents."""
    code = settings.REGION_CODE
    province, _ = Region.objects.get_or_create(code=code[:2], defaults={"name": "Banten", "level": "province"})
    regency, _ = Region.objects.get_or_create(
        code=code, defaults={"name": "Kabupaten Lebak", "level": "regency", "parent": province}
    )
    kecamatan = Region.objects.filter(name=district, parent=regency).first() or Region.objects.create(
        code=f"{code}{60 + next(number) % 39:02d}",
        name=district,
        slug=district.lower(),
        level="district",
        parent=regency,
    )
    return Region.objects.filter(name=name, parent=kecamatan).first() or Region.objects.create(
        code=f"{kecamatan.code}2{next(number) % 999:03d}", name=name, level="village", kind="desa", parent=kecamatan
    )


def activity() -> BusinessActivity:
    """Palm sugar, KBLI 2025."""
    return BusinessActivity.objects.get_or_create(
        kbli_code="10722", kbli_edition="2025", defaults={"title": "Industri Gula Merah", "words": "gula aren semut"}
    )[0]


def whole_business(**values) -> dict:
    """Values of an edition that can be submitted."""
    return {
        "name": "Gula Aren Ibu Sari",
        "legal_form": "sole",
        "owner_name": "Ibu Sari",
        "nib_status": "has",
        "nib": f"0000{next(number):09d}",
        "activity": activity(),
        "village": village(),
        "street": "Kp. Pasir",
        "phone": "+6286011110001",
        "whatsapp": "+6286011110001",
        "workers_male": 1,
        "workers_female": 3,
        "capital_range": "50000000",
        **values,
    }


def draft_business(owner, *, rows: dict | None = None, **values) -> BusinessEdition:
    """A complete draft of `owner`, NIK included; `rows` as registry.save_draft takes them."""
    edition = registry.start_business(by=owner)
    registry.save_draft(edition, whole_business(**values), by=owner, rows=rows)
    if not edition.business.owner.nik_hash:
        registry.set_identity(edition.business.owner, nik=f"36029917084{next(number):05d}", by=owner)
    return edition


def live_business(owner, officer, **values) -> BusinessEdition:
    """A business of `owner` approved by `officer`."""
    edition = draft_business(owner, **values)
    registry.approve(registry.submit(edition, by=owner), by=officer)
    edition.refresh_from_db()
    return edition


def listed_business(officer, *, nik: str = "", **values) -> Business:
    """A business of an old list: an owner without an account, and a draft that nobody has touched."""
    given = {"name": "Emping Bu Minah", "owner_name": "Minah", "phone": LISTED_PHONE, "whatsapp": ""} | values
    row = whole_business(**given) | {"nik": nik or f"36029917085{next(number):05d}"}
    return create_businesses([row], by=officer, hands=[officer.pk])[0]


def member(business, user, owner, role: str = "helper") -> Member:
    """`user` as a member of a business, invited by its owner and accepted."""
    contact = Contact("email", user.email) if user.email else Contact("phone", user.phone)
    type(user).objects.filter(pk=user.pk).update(phone_verified=True)
    user.phone_verified = True
    return members.accept(members.invite(business, contact=contact, name=user.name, role=role, by=owner), by=user)


def claim(business, user, **more) -> Claim:
    """A waiting claim of `user`, who knew the NIB."""
    return claims.claim(business, Match(business.code, True, None), by=user, **more)


def category(slug: str = "gula-semut", name: str = "Gula Semut", *, is_food: bool = True) -> Category:
    """A leaf category."""
    return Category.objects.filter(slug=slug).first() or Category.objects.add_root(
        {"code": f"9{next(number)}", "slug": slug, "name": name, "is_food": is_food}
    )


def photo() -> ProductPhoto:
    """An unsaved photo with tiny files in the media folder and a tiny original."""
    n = next(number)
    folder = f"produk/uji{n}"
    for width in (320, 640):
        for extension in ("webp", "jpg"):
            default_storage.save(f"{folder}/{width}.{extension}", ContentFile(b"gambar"))
    storages["private"].save(f"{folder}/asli.jpg", ContentFile(b"asli"))
    sizes = [{"width": width, "true": width, "jpeg": True} for width in (320, 640)]
    return ProductPhoto(folder=folder, width=800, height=800, sizes=sizes, sha256=f"{n:064d}")


def whole_product(**values) -> dict:
    """Values of a product edition that can be submitted."""
    return {
        "name": "Gula Semut Aren 250 g",
        "category": category(),
        "description": "Gula aren kering berbentuk butiran, dari nira Sobang.",
        "unit": "bungkus",
        "net_weight_grams": 250,
        "minimum_order": 10,
        "capacity_per_month": 500,
        "lead_time_days": 5,
        "halal_status": "none",
        **values,
    }


def draft_product(business, owner, *, price: int = 25000, **values) -> ProductEdition:
    """A complete draft with price and one photo."""
    edition = catalog.start_product(business, by=owner)
    catalog.save_draft(edition, whole_product(**values), by=owner)
    catalog.set_price(edition.product, price, by=owner)
    catalog.add_photo(edition, photo(), by=owner)
    return edition


def live_product(business, owner, officer, **values) -> ProductEdition:
    """A product approved by `officer`."""
    edition = draft_product(business, owner, **values)
    catalog.approve(catalog.submit(edition, by=owner), by=officer)
    edition.refresh_from_db()
    return edition


def kind(code: str = "pirt", **values) -> Kind:
    """A kind of certificate."""
    defaults = {"name": code.upper(), "short_name": code.upper(), "bit": next(number) % 31, **values}
    return Kind.objects.get_or_create(code=code, defaults=defaults)[0]


def document() -> Document:
    """A cleaned one-page PDF."""
    return Document("pdf", "application/pdf", "pdf", 1, b"%PDF-1.4 uji", "0" * 64)


def draft_certificate(business, owner, *, code: str = "pirt", **values) -> Certificate:
    """A complete draft with its scan."""
    given = {
        "number": f"2063602{next(number):06d}29",
        "issued_on": datetime.date(2024, 1, 10),
        "expires_on": datetime.date(2029, 1, 10),
        **values,
    }
    return certification.enter(business, kind(code), given, by=owner, document=document())


def live_certificate(business, owner, officer, **values) -> Certificate:
    """A certificate approved by `officer`."""
    certificate = draft_certificate(business, owner, **values)
    certification.approve(certification.submit(certificate, by=owner), by=officer)
    certificate.refresh_from_db()
    return certificate
