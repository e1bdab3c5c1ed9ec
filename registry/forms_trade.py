"""How large a business is, what it makes and from what, and where it sells."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from registry.countries import country_name
from registry.form_fields import Count, CountryField, Line, Year
from registry.form_rows import RowForm, RowList
from registry.forms_part import PartForm
from registry.marketplaces import check_link
from registry.models import BusinessEdition, ExportCountry, MarketplaceLink, RawMaterial
from registry.origins import origin_choices
from review.checked import Invalid

UNITS = (
    "bungkus", "kg", "pcs", "buah", "botol", "toples", "kotak", "lembar", "potong", "pasang", "lusin", "kodi", "set",
    "meter", "meter persegi", "meter kubik", "liter", "gram", "kuintal", "ton", "unit", "ekor", "batang", "ikat",
)  # fmt: skip


class SizeForm(PartForm):
    """Workers and money; money in ranges, one of the two is enough."""

    workers_male = Count(
        label="Tenaga kerja laki-laki",
        most=100_000,
        help_text="Termasuk pemilik dan keluarga yang ikut bekerja.",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    workers_female = Count(label="Tenaga kerja perempuan", most=100_000, widget=forms.TextInput(attrs={"class": "w-s"}))
    capital_range = forms.ChoiceField(
        label="Modal usaha",
        choices=[("", "Belum dipilih"), *BusinessEdition.Range.choices],
        required=False,
        help_text="Tanpa tanah dan bangunan. Isi modal atau omzet, salah satu cukup.",
    )
    investment_range = forms.ChoiceField(
        label="Nilai investasi",
        choices=[("", "Belum dipilih"), *BusinessEdition.Range.choices],
        required=False,
        help_text="Mesin dan peralatan, tanpa tanah dan bangunan. Menentukan golongan industri (IKM).",
    )
    sales_range = forms.ChoiceField(
        label="Omzet per tahun", choices=[("", "Belum dipilih"), *BusinessEdition.Range.choices], required=False
    )
    sales_year = Year(label="Tahun omzet", least=2000, required=False)
    is_vat_registered = forms.BooleanField(
        label="Usaha ini Pengusaha Kena Pajak (PKP)",
        required=False,
        help_text="Biasanya usaha dengan omzet di atas Rp4,8 miliar setahun.",
    )

    def clean(self) -> None:
        """One of the two ranges says how large the business is (rules section 6)."""
        if not (self.cleaned_data.get("capital_range") or self.cleaned_data.get("sales_range")):
            self.add_error("capital_range", ValidationError("Pilih modal usaha atau omzet per tahun.", code="required"))


class MaterialRow(RowForm):
    """A raw material and where it comes from."""

    name = Line(label="Bahan", longest=80, missing="Tulis nama bahannya.")
    origin = forms.ChoiceField(label="Asal bahan", error_messages={"required": "Pilih asal bahan."})
    country = CountryField(label="Negara asal (bila impor)", required=False)
    share_percent = Count(
        label="Bagian dari semua bahan (%)",
        least=1,
        most=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [("", "Pilih asalnya"), *origin_choices()]  # type: ignore[attr-defined]

    def shown(self, row: RawMaterial) -> dict[str, Any]:
        """The country by its name."""
        return super().shown(row) | {"country": country_name(row.country) if row.country else ""}

    def clean(self) -> None:
        """An import names its country; anything else has none."""
        if self.cleaned_data.get("origin") != RawMaterial.Origin.IMPORTED:
            self.cleaned_data["country"] = ""
            self.errors.pop("country", None)
        elif not self.cleaned_data.get("country") and "country" not in self.errors:
            self.add_error("country", ValidationError("Tulis negara asal bahan impor ini.", code="required"))


class ProductionForm(PartForm):
    """How much can be made in a month, and from what."""

    use_required_attribute = False

    production_capacity = Count(
        label="Kapasitas produksi sebulan",
        least=1,
        most=1_000_000_000,
        required=False,
        help_text="Sebanyak yang bisa dibuat dalam sebulan bila pesanan penuh. Pembeli dan dinas mencari angka ini.",
        widget=forms.TextInput(attrs={"class": "w-m num"}),
    )
    capacity_unit = Line(
        label="Satuan",
        longest=30,
        required=False,
        widget=forms.TextInput(attrs={"list": "satuan", "autocomplete": "off", "class": "w-m"}),
    )
    units = UNITS

    def row_lists(self) -> list[RowList]:
        """The raw materials."""
        return [
            RowList(
                "materials",
                MaterialRow,
                prefix="bahan",
                label="Bahan baku",
                help="Bahan utama saja, dan dari mana asalnya.",
                add="Tambah bahan",
                most=12,
                same="name",
                start=True,
            )
        ]

    def clean(self) -> None:
        """A number and its unit come together; the shares are parts of one whole."""
        capacity, unit = self.cleaned_data.get("production_capacity"), self.cleaned_data.get("capacity_unit")
        if capacity and not unit and "capacity_unit" not in self.errors:
            self.add_error("capacity_unit", ValidationError("Tulis satuannya, misalnya bungkus atau kg.", code="pair"))
        if unit and capacity is None and "production_capacity" not in self.errors:
            self.add_error("production_capacity", ValidationError("Tulis berapa banyak sebulan.", code="pair"))
        refuse_more_than_whole(self.lists)


def refuse_more_than_whole(lists: Iterable[RowList]) -> bool:
    """Say at the last material that the shares of all are more than the whole; True when they are."""
    rows = [row for one in lists for row in one.forms if "share_percent" in row.fields and row.is_bound]
    rows = [row for row in rows if row.is_valid()]
    total = sum(row.cleaned_data["share_percent"] or 0 for row in rows)
    if total > 100:
        words = f"Jumlah semua bagian {total}%, paling banyak 100%."
        rows[-1].add_error("share_percent", ValidationError(words, code="sum"))
    return total > 100


class LinkRow(RowForm):
    """An address where the business sells."""

    platform = forms.ChoiceField(
        label="Di mana",
        choices=[("", "Pilih tempatnya"), *MarketplaceLink.Platform.choices],
        error_messages={"required": "Pilih tempat jualannya.", "invalid_choice": "Pilih tempat jualannya."},
    )
    url = Line(
        label="Alamat halaman toko",
        longest=300,
        missing="Tempel alamat halaman tokonya.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean(self) -> None:
        """The address must belong to the platform."""
        platform, url = self.cleaned_data.get("platform"), self.cleaned_data.get("url")
        if platform and url:
            try:
                self.cleaned_data["url"] = check_link(platform, url)
            except Invalid as wrong:
                self.add_error("url", ValidationError(wrong.message, code=wrong.code))


class ExportRow(RowForm):
    """A country the business sold to."""

    country = CountryField(label="Negara tujuan")
    year = Year(label="Tahun terakhir ekspor", least=1990, required=False)

    def shown(self, row: ExportCountry) -> dict[str, Any]:
        """The country by its name."""
        return {"country": country_name(row.country), "year": row.year}


class SalesForm(PartForm):
    """Shops on the net, and countries abroad."""

    use_required_attribute = False

    def row_lists(self) -> list[RowList]:
        """Links, then countries."""
        return [
            RowList(
                "marketplaces",
                LinkRow,
                prefix="toko",
                label="Toko dan halaman daring",
                help="Tampil untuk umum di halaman usaha Anda.",
                add="Tambah toko daring",
                same="url",
                start=True,
            ),
            RowList(
                "exports",
                ExportRow,
                prefix="ekspor",
                label="Negara tujuan ekspor",
                help="Isi bila produk Anda pernah dijual ke luar negeri.",
                add="Tambah negara",
                most=30,
                same="country",
            ),
        ]
