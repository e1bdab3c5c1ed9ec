"""What stands in the files of the catalogue: products and categories for everybody, her own list for an owner."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from accounts.templatetags.portal import date_id
from catalog.cluster_list import narrowed
from catalog.models import Category, Product, ProductEdition, ProductSearch
from catalog.queries import newest_editions
from catalog.search.cards import address
from catalog.search.export import products
from catalog.search.query import Wish
from registry.models import Region
from registry.queries import businesses_of, newest_names
from review.exports import Export, columns

AVAILABILITY = dict(Product.Availability.choices)
ORIGIN = dict(ProductEdition.Origin.choices)
HALAL = dict(ProductEdition.HalalStatus.choices)


def site(path: str) -> str:
    """A whole address of this portal."""
    return f"{settings.SITE_URL}{path}"


def of_products(wish: Wish, *, said: str) -> Export:
    """All products of a wish; `said` is the wish in words."""
    told = columns(
        ("code", "Kode"),
        ("name", "Nama produk"),
        ("category_name", "Kategori"),
        ("business_name", "Usaha"),
        ("business_code", "Kode usaha"),
        ("district_name", "Kecamatan"),
        ("price", "Harga (Rp, termasuk PPN)"),
        ("unit", "Satuan"),
        ("minimum_order", "Pesanan minimal"),
        ("availability", "Ketersediaan", lambda row: AVAILABILITY.get(row["availability"], "")),
        ("certificates", "Sertifikat berlaku"),
        ("halal_status", "Status halal", lambda row: HALAL.get(row["halal_status"], "")),
        ("brand", "Merek"),
        ("gtin", "Barcode"),
        ("net_weight_grams", "Berat bersih (gram)"),
        ("net_volume_ml", "Isi bersih (ml)"),
        ("pieces_per_unit", "Isi per satuan (buah)"),
        ("capacity_per_month", "Kapasitas per bulan"),
        ("lead_time_days", "Waktu pengerjaan (hari)"),
        ("shelf_life_days", "Daya simpan (hari)"),
        ("origin", "Asal", lambda row: ORIGIN.get(row["origin"], "")),
        ("materials", "Bahan"),
        ("packaging", "Kemasan"),
        ("description", "Keterangan"),
        ("shown_since", "Tayang sejak", lambda row: row["shown_since"].date()),
        ("address", "Alamat halaman", lambda row: site(address(row["slug"], row["code"]))),
    )
    return Export("produk", told, products(wish), [f"Produk {settings.REGION_NAME}", said])


def of_categories() -> Export:
    """The tree of categories with the number of products on display in each, those below included."""
    told = columns(
        ("code", "Kode", lambda one: one.code),
        ("name", "Kategori", lambda one: one.name),
        ("level", "Tingkat", lambda one: one.depth),
        ("parent", "Kode induk", lambda one: one.code.rpartition(".")[0]),
        ("products", "Produk tayang", lambda one: one.shown),
        ("examples", "Contoh", lambda one: one.examples),
        ("name_en", "Nama Inggris", lambda one: one.name_en),
        ("kbki", "KBKI", lambda one: one.kbki),
        ("address", "Alamat halaman", lambda one: site(reverse("catalog:category", args=[one.slug]))),
    )
    return Export("kategori", told, counted_categories(), [f"Kategori produk {settings.REGION_NAME}"])


def counted_categories() -> list[Category]:
    """Every category in the order of the tree, each with `shown`: products on display in it and below."""
    held = list(Category.objects.filter(is_active=True).order_by("path"))
    counts: dict[str, int] = {}
    for path, shown in ProductSearch.objects.order_by().values_list("category_path").annotate(n=Count("pk")):
        for end in range(4, len(path) + 1, 4):
            counts[path[:end]] = counts.get(path[:end], 0) + shown
    for one in held:
        one.shown = counts.get(one.path, 0)  # type: ignore[attr-defined]
    return held


def of_clusters(query: QueryDict) -> Export:
    """The sentra and groups that the list with this address holds."""
    told = columns(
        ("code", "Kode", lambda one: one.code),
        ("name", "Nama", lambda one: one.name),
        ("kind", "Jenis", lambda one: one.get_kind_display()),
        ("place", "Tempat", lambda one: one.region.label),
        (
            "district",
            "Kecamatan",
            lambda one: one.region.name if one.region.level == "district" else one.region.parent.name,
        ),
        ("activity", "Bidang usaha", lambda one: one.activity.title if one.activity else ""),
        ("members", "Anggota", lambda one: one.members),
        ("workers", "Tenaga kerja", lambda one: one.workers),
        ("founded_year", "Tahun berdiri", lambda one: one.founded_year),
        ("description", "Cerita singkat", lambda one: one.description),
        ("address", "Alamat halaman", lambda one: site(reverse("catalog:cluster", args=[one.slug, one.code]))),
    )
    return Export("sentra", told, narrowed(query).found, [f"Sentra dan kelompok {settings.REGION_NAME}"])


def _district(region: Region) -> str:
    return region.name if region.level == Region.Level.DISTRICT or region.parent is None else region.parent.name


def of_owner(user: User, business: str = "") -> Export:
    """All products of the businesses she acts for, drafts included, with their state."""
    names = {one.pk: one.newest_name for one in newest_names(businesses_of(user))}  # type: ignore[attr-defined]
    told = columns(
        ("code", "Kode", lambda one: one.product.code),
        ("name", "Nama produk", lambda one: one.name),
        ("business", "Usaha", lambda one: names.get(one.product.business_id, "")),
        ("state", "Keadaan", lambda one: _state(one)),
        ("category", "Kategori", lambda one: one.category.name if one.category else ""),
        ("price", "Harga (Rp, sebelum PPN)", lambda one: one.product.price_before_vat),
        ("unit", "Satuan", lambda one: one.unit),
        ("stock", "Stok", lambda one: one.product.stock),
        ("availability", "Ketersediaan", lambda one: one.product.get_availability_display()),
        ("minimum_order", "Pesanan minimal", lambda one: one.minimum_order),
        ("capacity", "Kapasitas per bulan", lambda one: one.capacity_per_month),
        ("lead_time_days", "Waktu pengerjaan (hari)", lambda one: one.lead_time_days),
        ("gtin", "Barcode", lambda one: one.gtin),
        ("photos", "Foto", lambda one: len(one.shown_photos.all())),
        ("made", "Dibuat", lambda one: date_id(one.product.created_at)),
    )
    return Export("produk-saya", told, _hers(user, business))


def _hers(user: User, business: str) -> Iterator[Any]:
    yield from newest_editions(user, business).iterator(500)


def _state(edition: ProductEdition) -> str:
    if edition.product.withdrawn_at:
        return "Turun tayang"
    if edition.is_live:
        return "Tayang"
    return str(edition.submission.get_state_display()) if edition.submission else "Draf"
