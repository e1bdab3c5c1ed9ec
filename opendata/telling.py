"""Turns rows into what the open data says about them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from catalog.models import Category
from catalog.search.cards import address
from certification.models import Certificate
from certification.public_check import standing
from certification.validity import LABELS
from registry.classes import scale_of
from registry.models import BusinessEdition, Region

REPLACED = "Sudah diganti"


def site(path: str) -> str:
    """A whole address of this portal."""
    return f"{settings.SITE_URL}{path}"


def _named(code: str, name: str) -> dict[str, str]:
    return {"kode": code, "nama": name}


def product(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `catalog.search.export`."""
    return {
        "kode": row["code"],
        "nama": row["name"],
        "keterangan": row["description"],
        "kategori": {"slug": row["category_slug"], "nama": row["category_name"]},
        "usaha": _named(row["business_code"], row["business_name"]),
        "kecamatan": _named(row["district_code"], row["district_name"]),
        "harga": row["price"],
        "satuan": row["unit"],
        "pesanan_minimal": row["minimum_order"],
        "ketersediaan": row["availability"],
        "kapasitas_per_bulan": row["capacity_per_month"],
        "waktu_pengerjaan_hari": row["lead_time_days"],
        "daya_simpan_hari": row["shelf_life_days"],
        "berat_bersih_gram": row["net_weight_grams"],
        "isi_bersih_ml": row["net_volume_ml"],
        "isi_per_satuan": row["pieces_per_unit"],
        "merek": row["brand"],
        "barcode": row["gtin"],
        "bahan": row["materials"],
        "kemasan": row["packaging"],
        "asal": row["origin"],
        "status_halal": row["halal_status"],
        "sertifikat_berlaku": row["certificates"],
        "tayang_sejak": row["shown_since"],
        "berubah": row["changed_at"],
        "halaman": site(address(row["slug"], row["code"])),
    }


def business(edition: BusinessEdition) -> dict[str, Any]:
    """A business of `opendata.queries.businesses`."""
    village, activity = edition.village, edition.activity
    district = village.parent if village else None
    code = edition.business.code
    return {
        "kode": code,
        "nama": edition.name,
        "bidang_usaha": _named(activity.kbli_code, activity.title) if activity else None,
        "kbli": activity.kbli_edition if activity else "",
        "desa": _named(village.code, village.name) if village else None,
        "kecamatan": _named(district.code, district.name) if district else None,
        "skala": scale_of(edition),
        "jumlah_produk": edition.shown,  # type: ignore[attr-defined]
        "halaman": site(reverse("catalog:business", args=[edition.slug, code])),
    }


def region(one: Region) -> dict[str, Any]:
    """A kecamatan of `opendata.queries.districts`."""
    return {"kode": one.code, "nama": one.name, "slug": one.slug, "desa": one.villages}  # type: ignore[attr-defined]


def tree(categories: Iterable[Category]) -> list[dict[str, Any]]:
    """The categories (in the order of the tree, each with `shown`) put into each other."""
    roots: list[dict[str, Any]] = []
    by_path: dict[str, dict[str, Any]] = {}
    for one in categories:
        node = {"kode": one.code, "slug": one.slug, "nama": one.name, "nama_inggris": one.name_en}
        by_path[one.path] = node | {"produk": one.shown, "anak": []}  # type: ignore[attr-defined]
        above = by_path.get(one.path[:-4])
        (above["anak"] if above else roots).append(by_path[one.path])
    return roots


def paper(one: Certificate) -> dict[str, Any]:
    """A certificate of `opendata.queries.certificates`."""
    state = standing(one, None)
    looked = next(iter(one.look_ups), None)  # type: ignore[attr-defined]
    return {
        "kode": one.code,
        "jenis": _named(one.kind.code, one.kind.name),
        "nomor": state.number,
        "penerbit": state.issuer,
        "terbit": one.issued_on,
        "berlaku_sampai": one.expires_on,
        "keadaan": state.status,
        "keadaan_kata": LABELS.get(state.status, REPLACED),
        "dicek": looked,
        "usaha": _named(one.business_code, one.business_name),  # type: ignore[attr-defined]
        "halaman": site(reverse("catalog:paper", args=[one.code])),
    }
