"""The part "Lebih lengkap" of the editor: sections that open when something in them is wrong or was asked for."""

from dataclasses import dataclass
from typing import Any

from catalog.forms.answers import PREFIX
from catalog.forms.product import ProductForm
from registry.form_rows import RowList


@dataclass(frozen=True)
class Section:
    """One fold of the editor: its fields, its lists, whether it stands open and how much of it is filled in."""

    slug: str
    title: str
    hint: str
    fields: list[Any]
    lists: list[RowList]
    is_open: bool
    filled: int


PLAN: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("isi", "Isi dan ukuran", "Supaya harga bisa dibandingkan dan ongkos kirim bisa dihitung.",
     ("net_weight_grams", "net_volume_ml", "pieces_per_unit", "gross_weight_grams", "length_mm", "width_mm",
      "height_mm"), ()),
    ("spesifikasi", "Spesifikasi", "", (PREFIX, "specification"), ()),
    ("bahan", "Bahan dan asalnya", "", ("materials",), ("material_rows",)),
    ("varian", "Varian", "", (), ("variants",)),
    ("kemasan", "Kemasan, merek, daya simpan", "", ("packaging", "brand", "shelf_life_days"), ("packages",)),
    ("grosir", "Harga bertingkat", "", ("largest_order",), ("price_tiers",)),
    ("kirim", "Pengiriman", "", ("delivers", "delivery_districts", "delivery_area"), ()),
    ("asal", "Asal produk (PDN)",
     "Tanda Produk Dalam Negeri tampil bila ketiganya dijawab ya dan petugas menyetujuinya. Nilai TKDN dan BMP tidak "
     "diketik di sini; keduanya hanya dibaca dari sertifikat.",
     ("origin", "is_made_here", "has_local_workers", "has_local_material"), ()),
    ("barcode", "Barcode", "", ("gtin",), ()),
    ("toko", "Tautan toko daring", "", (), ("links",)),
)  # fmt: skip
QUIET = {"origin"}  # has an answer from the start


def sections_of(form: ProductForm, *, more: str = "") -> list[Section]:
    """The folds in order; `more` is the prefix of the list that a row was just asked for."""
    found = []
    for slug, title, hint, names, list_names in PLAN:
        fields = [field for name in names for field in _fields(form, name)]
        lists = [one for one in form.lists if one.name in list_names]
        if not fields and not lists:
            continue
        wrong = any(field.errors for field in fields) or any(not one.is_valid() for one in lists)
        asked = any(one.prefix == more for one in lists) or _is_needed(form, fields)
        found.append(Section(slug, title, hint, fields, lists, wrong or asked, _filled(fields, lists)))
    return found


def _fields(form: ProductForm, name: str) -> list[Any]:
    if name == PREFIX:
        return form.answer_fields
    return [form[name]] if name in form.fields else []


def _is_needed(form: ProductForm, fields: list[Any]) -> bool:
    """A question that must be answered and is not yet."""
    return any(
        field.name.startswith(PREFIX) and field.field.needed and field.value() in (None, "", []) for field in fields
    )


def _filled(fields: list[Any], lists: list[RowList]) -> int:
    kept = [field for field in fields if field.name not in QUIET and field.value() not in (None, "", [])]
    return len(kept) + sum(one.count for one in lists)
