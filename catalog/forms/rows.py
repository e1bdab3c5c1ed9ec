"""The lists of the editor: variants, packages and prices for many; materials and shop links are those of a business."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.forms.fields import Centimetres, clean_price, price_field, whole_number
from catalog.gtin import check_gtin, padded
from registry.form_fields import Count, Line
from registry.form_rows import RowForm, RowList
from registry.forms_trade import LinkRow, MaterialRow
from review.checked import Invalid

KEY = re.compile(r"[-a-z0-9_]{1,16}")


def read_gtin(text: str) -> str:
    """The digits of a barcode, empty for nothing; raises ValidationError in words."""
    if not text:
        return ""
    try:
        return check_gtin(text).value
    except Invalid as bad:
        raise ValidationError(bad.message, code=bad.code) from None


class WithBarcode(RowForm):
    """A row that may have a barcode."""

    def clean_gtin(self) -> str:
        """The digits."""
        return read_gtin(self.cleaned_data["gtin"])


def barcode() -> Line:
    """The field for a barcode of a row."""
    return Line(
        label="Barcode",
        longest=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-m"}),
    )


class VariantRow(WithBarcode):
    """A size, taste or colour. The key ties it to its price and stock."""

    quiet = frozenset({"key"})
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(label="Nama varian", longest=80, missing="Tulis nama variannya, misalnya Pedas.")
    net_weight_grams = Count(
        label="Berat bersih (gram)",
        least=1,
        most=10_000_000,
        required=False,
        help_text="Isi bila berbeda dari produk utama.",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    gtin = barcode()

    def clean_key(self) -> str:
        """What is no key of ours counts as none."""
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else ""


class PackageRow(WithBarcode):
    """A carton or crate, and how many units it holds."""

    name = Line(label="Nama kemasan", longest=60, missing="Tulis nama kemasannya, misalnya Karton.")
    holds = Count(label="Isi (berapa satuan)", least=1, most=1_000_000, widget=forms.TextInput(attrs={"class": "w-s"}))
    gross_weight_grams = Count(
        label="Berat kirim (gram)",
        least=1,
        most=100_000_000,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    length_mm = Centimetres(label="Panjang")
    width_mm = Centimetres(label="Lebar")
    height_mm = Centimetres(label="Tinggi")
    gtin = barcode()


class TierRow(RowForm):
    """From so many units on, so much for one."""

    minimum = Count(label="Mulai dari", least=2, most=1_000_000, widget=forms.TextInput(attrs={"class": "w-s"}))
    price_before_vat = price_field("Harga satu satuan", "Lebih murah dari harga biasa, tanpa pajak.")

    def clean_price_before_vat(self) -> int:
        """Whole rupiah; it must be there."""
        price = clean_price(self.cleaned_data["price_before_vat"])
        if not price:
            raise ValidationError("Isi harganya, misalnya 20000.", code="required")
        return price


class VariantOfferRow(RowForm):
    """Price and stock of one variant; the page names the variant, so its key is the row."""

    price_before_vat = price_field("Harga", "Kosongkan bila sama dengan harga produk.")
    stock = whole_number("Stok", 100_000_000, least=0)

    def clean_price_before_vat(self) -> int | None:
        """Whole rupiah."""
        return clean_price(self.cleaned_data["price_before_vat"])

    @property
    def pair(self) -> tuple[int | None, int | None]:
        """(price, stock); call on a valid row."""
        return self.cleaned_data["price_before_vat"], self.cleaned_data["stock"]


def tier_list() -> RowList:
    """Prices for many."""
    return RowList(
        "price_tiers",
        TierRow,
        prefix="grosir",
        label="Harga bertingkat",
        help="Makin banyak dibeli makin murah. Berlaku begitu disimpan.",
        add="Tambah tingkat harga",
        most=5,
        same="minimum",
    )


def edition_lists() -> list[RowList]:
    """The lists that belong to an edition."""
    return [
        RowList(
            "material_rows",
            MaterialRow,
            prefix="bahan",
            label="Bahan dan asalnya",
            help="Bahan utama saja. Asal bahan ikut menentukan tanda Produk Dalam Negeri.",
            add="Tambah bahan",
            most=12,
            same="name",
        ),
        RowList(
            "variants",
            VariantRow,
            prefix="varian",
            label="Varian",
            help="Rasa, warna, atau ukuran. Harga dan stoknya diisi di halaman harga.",
            add="Tambah varian",
            most=20,
            same="name",
        ),
        RowList(
            "packages",
            PackageRow,
            prefix="kemas",
            label="Kemasan kirim",
            help="Karton, peti, atau karung berisi beberapa satuan.",
            add="Tambah kemasan",
            most=5,
            same="name",
        ),
        RowList(
            "links",
            LinkRow,
            prefix="tautan",
            label="Produk ini di toko daring",
            help="Alamat halaman produk ini di lokapasar; diperiksa tiap minggu.",
            add="Tambah tautan",
            most=6,
            same="url",
        ),
    ]


def refuse_barcodes_twice(gtin: str, lists: list[RowList]) -> bool:
    """Say at the later row that its barcode stands elsewhere in this product; True when one did."""
    seen = {padded(gtin)} if gtin else set()
    found = False
    for row in (row for one in lists for row in one.forms if "gtin" in row.fields and row.is_bound and row.is_valid()):
        digits = row.cleaned_data["gtin"]
        if digits and padded(digits) in seen:
            words = "Barcode ini sudah dipakai di produk ini. Tiap varian dan kemasan punya barcode sendiri."
            row.add_error("gtin", ValidationError(words, code="twice"))
            found = True
        elif digits:
            seen.add(padded(digits))
    return found


def taken(one: RowList, data: Any, *, more: str = "", without: str = "") -> RowList:
    """Read a list that was sent, its rows numbered anew, with an empty one behind when one was asked for."""
    one.take(data, without=without)
    one.show((), one.raw(), more=more == one.prefix)
    return one
