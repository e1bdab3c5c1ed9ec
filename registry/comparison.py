"""What a reviewer reads of a business: each field of an edition in words, in the order of the registration."""

import re
from collections.abc import Callable

from accounts.templatetags.portal import date_id, number
from registry.countries import country_name
from registry.legal_papers import papers_of
from registry.models import BusinessActivity, BusinessEdition, Location
from registry.origins import origin_words
from review.compare import Field

Show = Callable[[BusinessEdition], str]


def masked_nik(last4: str) -> str:
    """`••••••••••••0001`: all that is shown of a stored NIK or NPWP; empty when none is stored."""
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


def activity_words(activity: BusinessActivity | None) -> str:
    """Industri Gula Merah (KBLI 2025: 10722)."""
    return f"{activity.title} (KBLI {activity.kbli_edition}: {activity.kbli_code})" if activity else ""


def _other_activities(edition: BusinessEdition) -> str:
    return "\n".join(activity_words(row.activity) for row in edition.other_activities.all())


def village_words(edition: BusinessEdition) -> str:
    """Desa Citeras, Kecamatan Rangkasbitung."""
    village = edition.village
    if village is None:
        return ""
    return f"{village.label}, {village.parent.label}" if village.parent else village.label


def street_words(edition: BusinessEdition | Location) -> str:
    """The street with RT and RW as they are spoken: Kp. Pasir, RT 002, RW 003."""
    parts = [edition.street, f"RT {edition.rt}" if edition.rt else "", f"RW {edition.rw}" if edition.rw else ""]
    return ", ".join(part for part in parts if part)


def region_words(location: Location) -> str:
    """Desa Citeras, Kecamatan Rangkasbitung; elsewhere Kabupaten Pandeglang, Banten."""
    region = location.region
    return f"{region.label}, {region.parent.label}" if region.parent else region.label


def _places(edition: BusinessEdition) -> str:
    return "\n".join(
        ", ".join(
            part
            for part in (
                f"{place.get_kind_display()}: {region_words(place)}",
                street_words(place),
                place.postal_code,
                f"titik {place.point}" if place.point else "",
            )
            if part
        )
        for place in edition.places.all()
    )


def _materials(edition: BusinessEdition) -> str:
    return "\n".join(
        f"{one.name}: {origin_words(one)}{f', {one.share_percent}%' if one.share_percent else ''}"
        for one in edition.materials.all()
    )


def _links(edition: BusinessEdition) -> str:
    return "\n".join(f"{one.get_platform_display()}: {one.url}" for one in edition.marketplaces.all())


def _exports(edition: BusinessEdition) -> str:
    return "\n".join(
        f"{country_name(one.country)}{f' ({one.year})' if one.year else ''}" for one in edition.exports.all()
    )


def capacity_words(edition: BusinessEdition) -> str:
    """6.000 bungkus sebulan; empty when not filled in."""
    if edition.production_capacity is None:
        return ""
    return f"{number(edition.production_capacity)} {edition.capacity_unit} sebulan".replace("  ", " ")


def _paper(prefix: str) -> Show:
    def show(edition: BusinessEdition) -> str:
        papers = papers_of(edition.legal_form)
        number_, day = getattr(edition, f"{prefix}_number"), getattr(edition, f"{prefix}_date")
        if papers is None or f"{prefix}_number" not in papers.fields:
            return ""
        return ", ".join(part for part in (number_, f"tanggal {date_id(day)}" if day else "") if part)

    return show


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
    Field("npwp", "NPWP", lambda edition: masked_nik(edition.business.npwp_last4)),
    Field("deed_number", "Akta atau surat pendirian", _paper("deed")),
    Field("ministry_number", "Pengesahan Kementerian Hukum", _paper("ministry")),
    Field("activity", "Bidang usaha", lambda edition: activity_words(edition.activity)),
    Field("other_activities", "Bidang lain", _other_activities),
    Field("village", "Desa/kelurahan", village_words),
    Field("street", "Jalan atau kampung", street_words),
    Field("postal_code", "Kode pos", _text("postal_code")),
    Field("point", "Titik lokasi", _text("point")),
    Field("places", "Tempat lain", _places),
    Field("phone", "Nomor telepon", lambda edition: phone_words(edition.phone)),
    Field("whatsapp", "Nomor WhatsApp", lambda edition: phone_words(edition.whatsapp)),
    Field("email", "Surel usaha", _text("email")),
    Field("responsible_person", "Penanggung jawab", _text("responsible_person")),
    Field("responsible_phone", "Telepon penanggung jawab", lambda edition: phone_words(edition.responsible_phone)),
    Field("workers_male", "Tenaga kerja laki-laki", _workers("workers_male")),
    Field("workers_female", "Tenaga kerja perempuan", _workers("workers_female")),
    Field("capital_range", "Modal usaha", _choice("capital_range")),
    Field("investment_range", "Nilai investasi", _choice("investment_range")),
    Field("sales_range", "Omzet per tahun", _sales),
    Field(
        "is_vat_registered",
        "Pengusaha Kena Pajak (PKP)",
        lambda edition: "Ya" if edition.is_vat_registered else "Bukan",
    ),
    Field("production_capacity", "Kapasitas produksi", capacity_words),
    Field("materials", "Bahan baku", _materials),
    Field("marketplaces", "Toko dan halaman daring", _links),
    Field("exports", "Negara tujuan ekspor", _exports),
)
