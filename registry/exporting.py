"""What stands in the files of the register: the directory for everybody, all registered businesses for the office."""

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from registry.classes import SCALES, scale_of
from registry.filters import DirectoryFilter
from registry.models import BusinessEdition, DirectoryEntry
from registry.queries import registered
from review.exports import CHUNK, Export, columns


def of_directory(query: QueryDict) -> Export:
    """The businesses that the directory with this address lists, in its order."""
    told = columns(
        ("code", "Kode", lambda one: one.code),
        ("name", "Nama usaha", lambda one: one.name),
        ("activity_code", "Kode KBLI", lambda one: one.activity.kbli_code if one.activity else ""),
        ("activity", "Bidang usaha", lambda one: one.activity.title if one.activity else ""),
        ("village", "Desa/kelurahan", lambda one: one.village.label if one.village else ""),
        ("district", "Kecamatan", lambda one: one.district.name if one.district else ""),
        ("address", "Alamat halaman", lambda one: f"{settings.SITE_URL}/usaha/{one.slug}-{one.code}/"),
    )
    found = DirectoryFilter(query, DirectoryEntry.objects.order_by("name", "pk")).qs
    rows = found.select_related("village", "district", "activity").iterator(CHUNK)
    return Export("usaha", told, rows, [f"Direktori usaha {settings.REGION_NAME}"])


def of_office() -> Export:
    """Every registered business, those without a NIB too; no owner's name, contact, NIK or money."""
    told = columns(
        ("code", "Kode", lambda one: one.business.code),
        ("name", "Nama usaha", lambda one: one.name),
        ("legal_form", "Bentuk usaha", lambda one: one.get_legal_form_display()),
        ("nib", "NIB", lambda one: one.nib),
        ("activity_code", "Kode KBLI", lambda one: one.activity.kbli_code if one.activity else ""),
        ("activity", "Bidang usaha", lambda one: one.activity.title if one.activity else ""),
        ("village", "Desa/kelurahan", lambda one: one.village.label if one.village else ""),
        ("district", "Kecamatan", lambda one: one.village.parent.name if one.village else ""),
        ("scale", "Skala", lambda one: SCALES.get(scale_of(one), "")),
        ("workers_male", "Pekerja laki-laki", lambda one: one.workers_male),
        ("workers_female", "Pekerja perempuan", lambda one: one.workers_female),
        ("capacity", "Kapasitas per bulan", lambda one: one.production_capacity),
        ("capacity_unit", "Satuan kapasitas", lambda one: one.capacity_unit),
        ("is_public", "Tampil untuk umum", lambda one: one.nib_status == BusinessEdition.NibStatus.HAS),
        ("office_page", "Halaman petugas", lambda one: _office_page(one)),
    )
    rows = registered().order_by("pk").iterator(CHUNK)
    return Export("usaha-terdaftar", told, rows, [f"Usaha terdaftar di {settings.REGION_NAME}"])


def _office_page(edition: BusinessEdition) -> str:
    return f"{settings.SITE_URL}{reverse('registry:office', args=[edition.business.code])}"
