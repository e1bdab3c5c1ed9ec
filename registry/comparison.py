"""What a reviewer reads of a business: each field of an edition in words, in the order of the registration."""

import re
from collections.abc import Callable

from registry.models import BusinessEdition
from review.compare import Field

Show = Callable[[BusinessEdition], str]


def masked_nik(last4: str) -> str:
    """`••••••••••••0001`: all that is shown of a stored NIK; empty when none is stored."""
    return f"{'•' * 12}{last4}" if last4 else ""


def phone_words(e164: str) -> str:
    """+6281234567890 as people write it: 0812-3456-7890; anything else as it is."""
    if not e164.startswith("+62"):
        return e164
    return "-".join(re.findall(r".{1,4}", "0" + e164[3:]))


def _text(name: str) -> Show:
    return lambda edition: str(getattr(edition, name) or "")


def _choice(name: str) -> Show:
    return lambda edition: str(getattr(edition, f"get_{name}_display")())


def _number(name: str) -> Show:
    return lambda edition: "" if getattr(edition, name) is None else str(getattr(edition, name))


def _nib(edition: BusinessEdition) -> str:
    return edition.nib or (edition.get_nib_status_display() if edition.nib_status == "none" else "")


def _activity(edition: BusinessEdition) -> str:
    activity = edition.activity
    return f"{activity.title} (KBLI {activity.kbli_edition}: {activity.kbli_code})" if activity else ""


def village_words(edition: BusinessEdition) -> str:
    """Desa Citeras, Kecamatan Rangkasbitung."""
    village = edition.village
    if village is None:
        return ""
    return f"{village.label}, {village.parent.label}" if village.parent else village.label


def street_words(edition: BusinessEdition) -> str:
    """The street with RT and RW as they are spoken: Kp. Pasir, RT 002, RW 003."""
    parts = [edition.street, f"RT {edition.rt}" if edition.rt else "", f"RW {edition.rw}" if edition.rw else ""]
    return ", ".join(part for part in parts if part)


def _workers(name: str) -> Show:
    return lambda edition: "" if getattr(edition, name) is None else f"{getattr(edition, name)} orang"


def _sales(edition: BusinessEdition) -> str:
    words = str(edition.get_sales_range_display()) if edition.sales_range else ""
    return f"{words} (tahun {edition.sales_year})" if words and edition.sales_year else words


FIELDS: tuple[Field, ...] = (
    Field("owner_name", "Nama pemilik", _text("owner_name")),
    Field("nik", "NIK", lambda edition: masked_nik(edition.business.owner.nik_last4)),
    Field("name", "Nama usaha", _text("name")),
    Field("legal_form", "Bentuk usaha", _choice("legal_form")),
    Field("founded_year", "Tahun berdiri", _number("founded_year")),
    Field("description", "Cerita usaha", _text("description")),
    Field("nib", "NIB", _nib),
    Field("activity", "Bidang usaha", _activity),
    Field("village", "Desa/kelurahan", village_words),
    Field("street", "Jalan atau kampung", street_words),
    Field("postal_code", "Kode pos", _text("postal_code")),
    Field("phone", "Nomor telepon", lambda edition: phone_words(edition.phone)),
    Field("whatsapp", "Nomor WhatsApp", lambda edition: phone_words(edition.whatsapp)),
    Field("email", "Surel usaha", _text("email")),
    Field("workers_male", "Tenaga kerja laki-laki", _workers("workers_male")),
    Field("workers_female", "Tenaga kerja perempuan", _workers("workers_female")),
    Field("capital_range", "Modal usaha", _choice("capital_range")),
    Field("sales_range", "Omzet per tahun", _sales),
    Field(
        "is_vat_registered",
        "Pengusaha Kena Pajak (PKP)",
        lambda edition: "Ya" if edition.is_vat_registered else "Bukan",
    ),
)
