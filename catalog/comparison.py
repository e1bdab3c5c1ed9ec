"""What a reviewer reads of a product: each field of an edition in words, in the order of the editor."""

from collections.abc import Callable

from accounts.templatetags.portal import number
from catalog.models import ProductEdition
from review.compare import Field

Show = Callable[[ProductEdition], str]


def _text(name: str) -> Show:
    return lambda edition: str(getattr(edition, name) or "")


def _choice(name: str) -> Show:
    return lambda edition: str(getattr(edition, f"get_{name}_display")()) if getattr(edition, name) else ""


def _counted(name: str, after: str = "") -> Show:
    def show(edition: ProductEdition) -> str:
        value = getattr(edition, name)
        return "" if value is None else f"{number(value)} {after or edition.unit}".strip()

    return show


def _pairs(edition: ProductEdition) -> str:
    return "\n".join(f"{name}: {value}" for name, value in edition.specification)


def _certificates(edition: ProductEdition) -> str:
    return "\n".join(sorted(str(claim.certificate) for claim in edition.claims.all()))


FIELDS: tuple[Field, ...] = (
    Field("name", "Nama produk", _text("name")),
    Field("category", "Kategori", lambda edition: str(edition.category or "")),
    Field("description", "Keterangan", _text("description")),
    Field("materials", "Bahan", _text("materials")),
    Field("specification", "Spesifikasi", _pairs),
    Field("unit", "Satuan", _text("unit")),
    Field("net_weight_grams", "Berat bersih", _counted("net_weight_grams", "gram")),
    Field("packaging", "Kemasan", _text("packaging")),
    Field("brand", "Merek", _text("brand")),
    Field("gtin", "Barcode", _text("gtin")),
    Field("minimum_order", "Pesanan minimal", _counted("minimum_order")),
    Field("capacity_per_month", "Kapasitas per bulan", _counted("capacity_per_month")),
    Field("lead_time_days", "Waktu pengerjaan", _counted("lead_time_days", "hari")),
    Field("shelf_life_days", "Daya simpan", _counted("shelf_life_days", "hari")),
    Field("delivery_area", "Wilayah pengiriman", _text("delivery_area")),
    Field("origin", "Asal", _choice("origin")),
    Field("halal_status", "Status halal", _choice("halal_status")),
    Field("certificates", "Sertifikat", _certificates),
)
