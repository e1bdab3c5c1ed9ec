"""The product editor's form: forgiving while it is a draft, strict when it is sent."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from catalog.gtin import check_gtin
from catalog.models import Category, Product, ProductEdition
from catalog.queries import leaves
from catalog.units import units
from certification.models import Certificate
from certification.queries import of_business
from registry.amounts import BadAmount, read_rupiah
from registry.models import Business
from review.checked import Invalid

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


def whole_number(label: str, most: int, *, least: int = 1, help_text: str = "", after: str = "") -> forms.IntegerField:
    """A whole number that accepts dots between thousands and says what is wrong in words."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        localize=True,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-after": after}),
        error_messages={
            "invalid": f"{label} harus angka, misalnya 24.",
            "min_value": f"{label} paling sedikit {least}.",
            "max_value": f"{label} terlalu besar. Periksa jumlah nolnya.",
        },
    )


def category_choices() -> list[Any]:
    """Leaf categories grouped by their root, for a select."""
    names = {c.path: c.name for c in Category.objects.filter(depth=1)}
    groups: dict[str, list[tuple[str, str]]] = {}
    for leaf in leaves():
        groups.setdefault(names.get(leaf.path[:4], "Lainnya"), []).append((leaf.slug, leaf.name))
    return [("", "Pilih kategori"), *groups.items()]


def price_field() -> forms.CharField:
    """A price in rupiah as people type it."""
    return forms.CharField(
        label="Harga",
        required=False,
        max_length=40,
        help_text="Tanpa pajak, dalam rupiah. Contoh: 22500",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-before": "Rp"}),
    )


def clean_price(text: str) -> int | None:
    """Whole rupiah, None when empty; raises ValidationError in words."""
    if not text:
        return None
    try:
        return read_rupiah(text)
    except BadAmount as bad:
        raise forms.ValidationError(bad.message) from None


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
    net_weight_grams = whole_number("Berat bersih", 10_000_000, after="gram")
    shelf_life_days = whole_number("Daya simpan", 3650, after="hari")
    packaging = forms.CharField(label="Kemasan", max_length=120, required=False)
    brand = forms.CharField(label="Merek", max_length=80, required=False)
    gtin = forms.CharField(
        label="Barcode", max_length=40, required=False, help_text="Angka di bawah garis-garis barcode"
    )
    delivery_area = forms.CharField(
        label="Wilayah pengiriman", max_length=200, required=False, help_text="Contoh: seluruh Lebak dan Serang"
    )
    origin = forms.ChoiceField(label="Asal produk", choices=ProductEdition.Origin, required=False)
    halal_status = forms.ChoiceField(
        label="Status halal",
        choices=[("", "Bukan makanan atau minuman"), *ProductEdition.HalalStatus.choices],
        required=False,
    )
    specification = forms.CharField(
        label="Spesifikasi",
        max_length=3000,
        required=False,
        help_text="Satu baris satu hal. Contoh: Ukuran: 20 x 20 cm",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    certificates = forms.MultipleChoiceField(
        label="Sertifikat untuk produk ini", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, business: Business, with_price: bool, send: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.send = send
        self.certificates = {c.code: c for c in of_business(business) if c.is_live or c.is_open}
        self.field("category").choices = category_choices()
        self.field("unit").choices = [("", "Pilih satuan"), *((u, u) for u in units())]
        self.field("certificates").choices = [(code, str(c)) for code, c in self.certificates.items()]
        if not self.certificates:
            del self.fields["certificates"]
        if not with_price:
            del self.fields["price"]
        for name in NEEDED:
            if name in self.fields:
                self.field(name).needed = True  # shown without "boleh dikosongkan", asked for when it is sent

    def field(self, name: str) -> Any:
        """A choice field, to give it its choices."""
        return self.fields[name]

    def clean_category(self) -> Category | None:
        """The leaf, None when nothing was picked."""
        slug = self.cleaned_data["category"]
        return leaves().get(slug=slug) if slug else None

    def clean_price(self) -> int | None:
        """Whole rupiah."""
        return clean_price(self.cleaned_data["price"])

    def clean_gtin(self) -> str:
        """The digits of the barcode."""
        text = self.cleaned_data["gtin"]
        if not text:
            return ""
        try:
            return check_gtin(text).value
        except Invalid as bad:
            raise forms.ValidationError(bad.message) from None

    def clean_specification(self) -> list[list[str]]:
        """Name and value of each line; a line without a colon is refused with its text."""
        pairs = []
        for line in self.cleaned_data["specification"].splitlines():
            if not line.strip():
                continue
            name, colon, value = line.partition(":")
            if not (colon and name.strip() and value.strip()):
                raise forms.ValidationError(f"Baris “{line.strip()[:60]}” belum lengkap. Tulis nama: isi.")
            pairs.append([name.strip()[:60], value.strip()[:200]])
        if len(pairs) > MOST_SPECIFICATIONS:
            raise forms.ValidationError(f"Paling banyak {MOST_SPECIFICATIONS} baris spesifikasi.")
        return pairs

    def clean(self) -> dict[str, Any]:
        """When it is sent, say of each missing field what to fill in."""
        cleaned = super().clean() or {}
        if self.send:
            for name, message in NEEDED.items():
                if name in self.fields and name not in self.errors and cleaned.get(name) in (None, ""):
                    self.add_error(name, message)
            category = cleaned.get("category")
            if category and category.is_food and not cleaned.get("halal_status") and "halal_status" not in self.errors:
                self.add_error("halal_status", "Pilih status halal. Makanan dan minuman wajib menyebutkannya.")
        return cleaned

    def draft_values(self) -> dict[str, Any]:
        """Values of the edition that may be kept now: all that was typed right. Origin falls back to domestic."""
        kept = {
            k: v for k, v in self.cleaned_data.items() if k not in ("price", "certificates") and k not in self.errors
        }
        if "origin" in kept:
            kept["origin"] = kept["origin"] or ProductEdition.Origin.DOMESTIC
        return kept

    def chosen_certificates(self) -> list[Certificate] | None:
        """The certificates ticked; None when there were none to tick."""
        if "certificates" not in self.fields or "certificates" in self.errors:
            return None
        return [self.certificates[code] for code in self.cleaned_data.get("certificates", [])]


def initial_of(edition: ProductEdition) -> dict[str, Any]:
    """What the form shows of an edition."""
    names = [n for n in ProductForm.base_fields if n not in ("price", "certificates", "category", "specification")]
    return {
        **{name: getattr(edition, name) for name in names},
        "category": edition.category.slug if edition.category else "",
        "price": edition.product.price_before_vat or "",
        "specification": "\n".join(f"{name}: {value}" for name, value in edition.specification),
        "certificates": [claim.certificate.code for claim in edition.claims.all()],
    }


class PriceForm(forms.Form):
    """Price, availability and stock: published at once."""

    price = price_field()
    availability = forms.ChoiceField(label="Ketersediaan", choices=Product.Availability, widget=forms.RadioSelect)
    stock = whole_number("Stok", 100_000_000, least=0, help_text="Boleh dikosongkan bila tidak dihitung")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A product on display always has a price."""
        super().__init__(*args, **kwargs)
        self.fields["price"].required = True
        self.fields["price"].error_messages["required"] = NEEDED["price"]

    def clean_price(self) -> int | None:
        """Whole rupiah."""
        return clean_price(self.cleaned_data["price"])


def photo_files(files: MultiValueDict) -> list[Any]:
    """The uploaded photos of a request."""
    return files.getlist("photos")
