"""What is held about one owner, by class, and what of it everybody sees now."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.contacts import Contact
from catalog.queries import public as public_products
from certification.queries import live as live_certificates
from clusters.models import Membership
from privacy.inventory import columns_of
from registry.comparison import FIELDS, masked_nik
from registry.consents import OPTIONAL
from registry.models import (
    Business,
    BusinessEdition,
    Consent,
    ExportCountry,
    MarketplaceLink,
    Owner,
    RawMaterial,
)
from registry.queries import newest_editions, public, with_details

SHOWN_BY = {
    "owner_name": Consent.Purpose.SHOW_NAME,
    "phone": Consent.Purpose.SHOW_CONTACT,
    "whatsapp": Consent.Purpose.SHOW_CONTACT,
    "street": Consent.Purpose.SHOW_ADDRESS,
    "point": Consent.Purpose.SHOW_LOCATION,
}
OFFICE_ONLY = ("workers_male", "workers_female", "point", "places")


@dataclass(frozen=True)
class Held:
    """One thing that is stored: words, class, and where she changes it herself ("" when only the office can)."""

    label: str
    words: str
    kind: str
    change: str


@dataclass(frozen=True)
class HeldBusiness:
    """A business of hers with what is stored about it."""

    business: Business
    name: str
    items: list[Held]


@dataclass(frozen=True)
class Showing:
    """What everybody sees of one business now."""

    name: str
    address: str
    always: list[str]
    by_consent: list[tuple[str, str]]  # (what, value)


def account_items(owner: Owner) -> list[Held]:
    """What the account and the person hold."""
    user, account = owner.user, reverse("accounts:home")
    items = [Held("NIK", masked_nik(owner.nik_last4), "secret", "")] if owner.nik_last4 else []
    if owner.sex:
        items.append(Held("Jenis kelamin (dari NIK, untuk statistik)", owner.get_sex_display(), "personal", ""))
    if user is not None:
        phone = Contact("phone", user.phone).words if user.phone else ""
        rows = (("Nama akun", user.name), ("Nomor HP akun", phone), ("Surel akun", user.email or ""))
        items += [Held(label, words, "personal", account) for label, words in rows if words]
    return items


def _kind_of(name: str, kinds: dict[str, str]) -> str:
    if name == "npwp":  # no column of the edition
        return "secret"
    return "personal" if name in OFFICE_ONLY else kinds.get(name, "public")


def held_businesses(owner: Owner) -> list[HeldBusiness]:
    """What is stored about her businesses, of the newest edition of each."""
    kinds = {column.name: column.kind for column in columns_of("registry.BusinessEdition")}
    found = []
    for edition in with_details(newest_editions(owner).select_related("business__owner")):
        change = reverse("registry:profile")
        items = [
            Held(field.label, words, _kind_of(field.name, kinds), change)
            for field in FIELDS
            if field.name != "nik" and (words := field.show(edition))
        ]
        found.append(HeldBusiness(edition.business, str(edition), items))
    return found


def showings(owner: Owner, consents: set[str]) -> list[Showing]:
    """What is public now, of each business that is on display."""
    products = public_products().filter(product__business__owner=owner).values_list("product__business_id", flat=True)
    papers = live_certificates().filter(business__owner=owner).values_list("business_id", flat=True)
    counted = (list(products), list(papers))
    editions = (
        public()
        .filter(business__owner=owner)
        .annotate(
            makes_from=Exists(RawMaterial.objects.filter(edition=OuterRef("pk"))),
            sells_abroad=Exists(ExportCountry.objects.filter(edition=OuterRef("pk"))),
            sells_online=Exists(MarketplaceLink.objects.filter(edition=OuterRef("pk"))),
            is_member=Exists(
                Membership.objects.filter(business=OuterRef("business"), joined_at__isnull=False, ended_at=None)
            ),
        )
    )
    return [_showing(one, consents, counted) for one in editions]


def _showing(edition: BusinessEdition, consents: set[str], counted: tuple[list[int], ...]) -> Showing:
    always = _always(edition, *(rows.count(edition.business_id) for rows in counted))
    labels = {field.name: field for field in FIELDS}
    by_consent = [
        (labels[name].label, labels[name].show(edition))
        for name, purpose in SHOWN_BY.items()
        if purpose in consents and labels[name].show(edition)
    ]
    return Showing(str(edition), f"/usaha/{edition.slug}-{edition.business.code}/", always, by_consent)


def _always(edition: Any, products: int, papers: int) -> list[str]:
    """What the public pages show of a business without asking her, as far as it is filled in."""
    filled = {
        "tahun berdiri": edition.founded_year,
        "skala usaha dan golongan industri": edition.capital_range or edition.sales_range,
        "empat angka terakhir NIB": edition.nib,
        "cerita usaha": edition.description,
        "kapasitas produksi": edition.production_capacity is not None,
        "bahan baku dan asalnya": edition.makes_from,
        "negara tujuan ekspor": edition.sells_abroad,
        "toko daring": edition.sells_online,
        "keanggotaan sentra": edition.is_member,
        f"{products} produk": products,
        f"{papers} sertifikat": papers,
    }
    first = ["nama usaha", "bentuk dan bidang usaha", "desa dan kecamatan", "PKP atau bukan"]
    return first + [words for words, there in filled.items() if there]


def consent_rows(given: list[Consent]) -> list[tuple[str, str, str, Consent | None]]:
    """(purpose, question, meaning, the consent in force or None) for each optional consent."""
    now = {one.purpose: one for one in given if one.withdrawn_at is None}
    return [(text.purpose, text.question, text.meaning, now.get(text.purpose)) for text in OPTIONAL]


def classes_of(items: list[Held], businesses: list[HeldBusiness]) -> set[str]:
    """The classes that occur."""
    return {one.kind for one in chain(items, *(business.items for business in businesses))}
