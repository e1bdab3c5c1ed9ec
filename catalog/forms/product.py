"""The product editor's form: forgiving while it is a draft, strict when it is sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorList

from catalog.forms.answers import PREFIX, fields_for
from catalog.forms.fields import Centimetres, YesNo, category_choices, clean_price, price_field, whole_number
from catalog.forms.rows import edition_lists, read_gtin, refuse_barcodes_twice, taken, tier_list
from catalog.models import Category, ProductEdition
from catalog.queries import leaves
from catalog.specification import questions_of
from catalog.units import units
from certification.queries import of_business
from registry.form_fields import tidy
from registry.form_rows import RowList, all_valid
from registry.forms_trade import refuse_more_than_whole
from registry.models import Business
from registry.queries import districts

NEEDED = {
    "name": "Isi nama produk, misalnya “Keripik talas pedas, 250 g”.",
    "category": "Pilih kategori produk.",
    "description": "Tulis keterangan produk: bahan, rasa atau ukuran, cara simpan.",
    "price": "Isi harga produk, misalnya 22500.",
    "unit": "Pilih satuan harga, misalnya bungkus.",
    "minimum_order": "Isi pesanan minimal, paling sedikit 1.",
    "capacity_per_month": "Isi kapasitas per bulan: berapa banyak yang bisa Anda buat.",
    "lead_time_days": "Isi waktu pengerjaan dalam hari. Isi 0 bila selalu siap.",
}
MOST_SPECIFICATIONS = 20
Delivers = ProductEdition.Delivers
ORIGIN_HINTS = {
    "domestic": "Dibuat di Indonesia. Jawab juga tiga pertanyaan di bawah.",
    "imported": "Barang jadi dari luar negeri. Tidak bisa diberi tanda Produk Dalam Negeri.",
}


class ProductForm(forms.Form):
    """Everything an owner tells about a product. Nothing is required until `send` is true."""

    name = forms.CharField(
        label="Nama produk",
        max_length=120,
        required=False,
        help_text="Barang, ciri, ukuran. Contoh: Keripik talas pedas, 250 g",
    )
    category = forms.ChoiceField(label="Kategori", required=False)
    description = forms.CharField(
        label="Keterangan",
        max_length=3000,
        required=False,
        help_text="Tulis seperti menjelaskan kepada pembeli.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    materials = forms.CharField(
        label="Bahan", max_length=400, required=False, help_text="Contoh: talas beneng, minyak, garam, cabai"
    )
    price = price_field()
    unit = forms.ChoiceField(label="Per", required=False)
    minimum_order = whole_number("Pesanan minimal", 1_000_000)
    capacity_per_month = whole_number("Kapasitas per bulan", 100_000_000, help_text="Paling banyak yang bisa Anda buat")
    lead_time_days = whole_number("Waktu pengerjaan", 365, least=0, after="hari")
    largest_order = whole_number(
        "Pesanan terbesar yang pernah dipenuhi",
        100_000_000,
        help_text="Dalam satuan yang sama. Pembeli besar mencari bukti sanggup.",
    )
    net_weight_grams = whole_number("Berat bersih", 10_000_000, after="gram")
    net_volume_ml = whole_number("Isi bersih", 10_000_000, after="ml", help_text="Untuk barang cair")
    pieces_per_unit = whole_number(
        "Isi per satuan", 1_000_000, after="buah", help_text="Contoh: satu kodi berisi 20 buah"
    )
    gross_weight_grams = whole_number(
        "Berat kirim", 100_000_000, after="gram", help_text="Bersama kemasannya. Katalog V6 memintanya."
    )
    length_mm = Centimetres(label="Panjang paket")
    width_mm = Centimetres(label="Lebar paket")
    height_mm = Centimetres(label="Tinggi paket")
    shelf_life_days = whole_number("Daya simpan", 3650, after="hari")
    packaging = forms.CharField(label="Kemasan", max_length=120, required=False)
    brand = forms.CharField(label="Merek", max_length=80, required=False)
    gtin = forms.CharField(
        label="Barcode",
        max_length=40,
        required=False,
        help_text="Angka di bawah garis-garis barcode. Awalan 899 (GS1 Indonesia) bukan bukti asal.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-m"}),
    )
    delivers = forms.ChoiceField(
        label="Wilayah pengiriman",
        choices=[*Delivers.choices, ("", "Belum dipilih")],
        required=False,
        widget=forms.RadioSelect,
    )
    delivery_districts = forms.MultipleChoiceField(
        label="Kecamatan yang dilayani",
        required=False,
        help_text="Hanya bila memilih “Kecamatan tertentu”.",
        widget=forms.CheckboxSelectMultiple,
    )
    delivery_area = forms.CharField(
        label="Catatan pengiriman", max_length=200, required=False, help_text="Contoh: antar gratis di atas 50 bungkus"
    )
    origin = forms.ChoiceField(
        label="Asal produk", choices=ProductEdition.Origin, required=False, widget=forms.RadioSelect
    )
    is_made_here = YesNo(
        label="Apakah dibuat sendiri oleh usaha ini di Indonesia?",
        hints={
            "ya": "Tempat dan alat produksinya milik atau dijalankan usaha ini.",
            "tidak": "Dibeli jadi, lalu dijual.",
        },
    )
    has_local_workers = YesNo(
        label="Apakah dikerjakan tenaga kerja Indonesia?",
        hints={"ya": "Semua atau sebagian pekerjanya orang Indonesia.", "tidak": "Tidak ada pekerja Indonesia."},
    )
    has_local_material = YesNo(
        label="Apakah memakai bahan dari Indonesia?",
        hints={"ya": "Semua atau sebagian bahannya dari dalam negeri.", "tidak": "Semua bahannya impor."},
    )
    halal_status = forms.ChoiceField(
        label="Status halal",
        choices=[("", "Bukan makanan atau minuman"), *ProductEdition.HalalStatus.choices],
        required=False,
    )
    specification = forms.CharField(
        label="Hal lain",
        max_length=3000,
        required=False,
        help_text="Yang belum ditanyakan di atas. Satu baris satu hal. Contoh: Ukuran: 20 x 20 cm",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    certificates = forms.MultipleChoiceField(
        label="Sertifikat untuk produk ini", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        business: Business,
        with_price: bool,
        edition: ProductEdition | None = None,
        send: bool = False,
        more: str = "",
        without: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.send, self.edition = send, edition
        self.certificates = {c.code: c for c in of_business(business) if c.is_live or c.is_open}
        self.field("category").choices = category_choices()
        self.field("unit").choices = [("", "Pilih satuan"), *((u, u) for u in units())]
        self.field("delivery_districts").choices = [(d.code, d.name) for d in districts()]
        self.field("origin").choice_hints = ORIGIN_HINTS
        self.field("certificates").choices = [(code, str(c)) for code, c in self.certificates.items()]
        if not self.certificates:
            del self.fields["certificates"]
        if not with_price:
            del self.fields["price"]
        for name in NEEDED:
            if name in self.fields:
                self.field(name).needed = True  # shown without "boleh dikosongkan", asked for when it is sent
        self.category_now = self._category(edition)
        if self.category_now is not None and self.category_now.is_food:
            self.field("halal_status").choices = [("", "Pilih status halal"), *ProductEdition.HalalStatus.choices]
            self.field("halal_status").needed = True
        self.questions = questions_of(self.category_now)
        self.fields.update(fields_for(self.questions))
        self.lists = [*edition_lists(), *([tier_list()] if with_price else [])]
        for one in self.lists:
            self._show(one, more, without)

    def field(self, name: str) -> Any:
        """A choice field, to give it its choices."""
        return self.fields[name]

    def _category(self, edition: ProductEdition | None) -> Category | None:
        """Whose questions are asked: of the category that was picked last."""
        if self.is_bound:
            slug = str(self.data.get("category", ""))[:80].replace("\0", "")
            return leaves().filter(slug=slug).first() if slug and slug.isascii() else None
        return edition.category if edition else None

    def _show(self, one: RowList, more: str, without: str) -> None:
        if self.is_bound and f"{one.prefix}-count" in self.data:
            taken(one, self.data, more=more, without=without)
        elif self.edition is not None:
            owner = self.edition.product if one.name == "price_tiers" else self.edition
            one.show(getattr(owner, one.name).all(), more=more == one.prefix)

    @property
    def with_rows(self) -> list[Any]:
        """The form and its rows, for the summary of what is wrong."""
        return [self, *(row for one in self.lists for row in one.forms)]

    @property
    def answer_fields(self) -> list[Any]:
        """The questions of the category."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def full_clean(self) -> None:
        """A wrong row makes the page wrong; the words stand at the row."""
        super().full_clean()
        if not self.is_bound or not hasattr(self, "lists"):
            return
        twice = refuse_barcodes_twice(self.cleaned_data.get("gtin", ""), self.lists)
        too_much = refuse_more_than_whole(self.lists)
        if not all_valid(self.lists) or twice or too_much:
            words = [words for one in self.lists for words in one.errors]
            self.errors["__all__" if words else "rows"] = ErrorList(words or ["rows"])

    def clean_category(self) -> Category | None:
        """The leaf, None when nothing was picked."""
        return self.category_now if self.cleaned_data["category"] else None

    def clean_price(self) -> int | None:
        """Whole rupiah."""
        return clean_price(self.cleaned_data["price"])

    def clean_gtin(self) -> str:
        """The digits of the barcode."""
        return read_gtin(self.cleaned_data["gtin"])

    def clean_specification(self) -> list[list[str]]:
        """Name and value of each line; a line without a colon is refused with its text."""
        pairs = []
        for line in self.cleaned_data["specification"].splitlines():
            if not line.strip():
                continue
            name, colon, value = line.partition(":")
            if not (colon and name.strip() and value.strip()):
                raise forms.ValidationError(f"Baris “{tidy(line)[:60]}” belum lengkap. Tulis nama: isi.")
            pairs.append([name.strip()[:60], value.strip()[:200]])
        if len(pairs) > MOST_SPECIFICATIONS:
            raise forms.ValidationError(f"Paling banyak {MOST_SPECIFICATIONS} baris spesifikasi.")
        return pairs

    def clean(self) -> dict[str, Any]:
        """When it is sent, say of each missing field what to fill in."""
        cleaned = super().clean() or {}
        if cleaned.get("delivers") != Delivers.DISTRICTS:
            cleaned["delivery_districts"] = []
        elif not cleaned.get("delivery_districts") and "delivery_districts" not in self.errors:
            self.add_error("delivery_districts", "Centang kecamatan yang Anda layani.")
        if self.send:
            self._ask_what_is_missing(cleaned)
        return cleaned

    def _ask_what_is_missing(self, cleaned: dict[str, Any]) -> None:
        for name, message in NEEDED.items():
            if name in self.fields and name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, message)
        for question in self.questions:
            name = f"{PREFIX}{question.key}"
            if question.is_needed and name not in self.errors and cleaned.get(name) in (None, "", []):
                self.add_error(name, f"Jawab dulu: {question.label}.")
        category = cleaned.get("category")
        if category and category.is_food and not cleaned.get("halal_status") and "halal_status" not in self.errors:
            self.add_error("halal_status", "Pilih status halal. Makanan dan minuman wajib menyebutkannya.")
