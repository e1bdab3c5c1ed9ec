"""What a reviewer reads of a product: each field of an edition in words, in the order of the editor."""

from collections.abc import Callable, Sequence
from typing import Any

from accounts.templatetags.portal import number
from catalog.models import ProductEdition, SpecificationField
from catalog.specification import answered, choose, lineage, words_of
from registry.countries import country_name
from registry.origins import origin_choices
from registry.queries import districts
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


def _lines(name: str, line: Callable[[Any], str]) -> Show:
    """The rows of a list, one line each."""
    return lambda edition: "\n".join(line(row) for row in getattr(edition, name).all())


def _yes_no(name: str) -> Show:
    return lambda edition: {True: "Ya", False: "Tidak", None: ""}[getattr(edition, name)]


def prepare(editions: Sequence[ProductEdition]) -> None:
    """Read questions and kecamatan of many editions at once, so that putting each into words asks nothing more."""
    keys = {key for edition in editions for key in edition.answers}
    fields = SpecificationField.objects.filter(key__in=keys).exclude(form__state="draft")
    known = list(fields.select_related("form__category")) if keys else []
    codes = {code for edition in editions for code in edition.delivery_districts}
    names = dict(districts().filter(code__in=codes).values_list("code", "name")) if codes else {}
    for edition in editions:
        above = lineage(edition.category) if edition.category else []
        own = [field for field in known if field.key in edition.answers and field.form.category.path in above]
        pairs = [(field.label, words_of(field, edition.answers[field.key])) for field in choose(own, [edition.form_id])]
        edition.answers_in_words = pairs  # type: ignore[attr-defined]
        edition.district_names = [names.get(code, code) for code in edition.delivery_districts]  # type: ignore[attr-defined]


def _answers(edition: ProductEdition) -> str:
    known = getattr(edition, "answers_in_words", None)
    pairs = answered(edition) if known is None else known
    return "\n".join(f"{label}: {words}" for label, words in pairs if words)


def _pairs(edition: ProductEdition) -> str:
    return "\n".join(f"{name}: {value}" for name, value in edition.specification)


def _size(thing: Any) -> str:
    sides = (thing.length_mm, thing.width_mm, thing.height_mm)
    if not any(sides):
        return ""
    return " × ".join("?" if side is None else f"{side / 10:g}".replace(".", ",") for side in sides) + " cm"


def _material(row: Any) -> str:
    origin = dict(origin_choices())[row.origin]
    origin = f"{origin}, {country_name(row.country)}" if row.country else origin
    return f"{row.name}: {origin}" + (f", {row.share_percent}%" if row.share_percent else "")


def _variant(row: Any) -> str:
    more = [f"{number(row.net_weight_grams)} gram" if row.net_weight_grams else "", row.gtin]
    return ", ".join(filter(None, [row.name, *more]))


def _package(row: Any) -> str:
    weight = f"{number(row.gross_weight_grams)} gram" if row.gross_weight_grams else ""
    return ", ".join(filter(None, [f"{row.name} isi {number(row.holds)}", weight, _size(row), row.gtin]))


def _delivers(edition: ProductEdition) -> str:
    words = str(edition.get_delivers_display()) if edition.delivers else ""
    if not edition.delivery_districts:
        return words
    named = getattr(edition, "district_names", None)
    if named is None:
        named = list(districts().filter(code__in=edition.delivery_districts).values_list("name", flat=True))
    return f"{words}: {', '.join(named)}"


def _certificates(edition: ProductEdition) -> str:
    return "\n".join(sorted(str(claim.certificate) for claim in edition.claims.all()))


FIELDS: tuple[Field, ...] = (
    Field("name", "Nama produk", _text("name")),
    Field("category", "Kategori", lambda edition: str(edition.category or "")),
    Field("description", "Keterangan", _text("description")),
    Field("materials", "Bahan", _text("materials")),
    Field("material_rows", "Asal bahan", _lines("material_rows", _material)),
    Field("answers", "Spesifikasi", _answers),
    Field("specification", "Hal lain", _pairs),
    Field("variants", "Varian", _lines("variants", _variant)),
    Field("unit", "Satuan", _text("unit")),
    Field("net_weight_grams", "Berat bersih", _counted("net_weight_grams", "gram")),
    Field("net_volume_ml", "Isi bersih", _counted("net_volume_ml", "ml")),
    Field("pieces_per_unit", "Isi per satuan", _counted("pieces_per_unit", "buah")),
    Field("gross_weight_grams", "Berat kirim", _counted("gross_weight_grams", "gram")),
    Field("length_mm", "Ukuran paket", _size),
    Field("packaging", "Kemasan", _text("packaging")),
    Field("packages", "Kemasan kirim", _lines("packages", _package)),
    Field("brand", "Merek", _text("brand")),
    Field("gtin", "Barcode", _text("gtin")),
    Field("minimum_order", "Pesanan minimal", _counted("minimum_order")),
    Field("capacity_per_month", "Kapasitas per bulan", _counted("capacity_per_month")),
    Field("largest_order", "Pesanan terbesar", _counted("largest_order")),
    Field("lead_time_days", "Waktu pengerjaan", _counted("lead_time_days", "hari")),
    Field("shelf_life_days", "Daya simpan", _counted("shelf_life_days", "hari")),
    Field("delivers", "Wilayah pengiriman", _delivers),
    Field("delivery_area", "Catatan pengiriman", _text("delivery_area")),
    Field("origin", "Asal", _choice("origin")),
    Field("is_made_here", "Dibuat usaha ini di Indonesia", _yes_no("is_made_here")),
    Field("has_local_workers", "Tenaga kerja Indonesia", _yes_no("has_local_workers")),
    Field("has_local_material", "Bahan dari Indonesia", _yes_no("has_local_material")),
    Field("links", "Tautan toko", _lines("links", str)),
    Field("halal_status", "Status halal", _choice("halal_status")),
    Field("certificates", "Sertifikat", _certificates),
)
