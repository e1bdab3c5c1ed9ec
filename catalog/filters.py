"""What stands in the address of a product list: `?q=&kategori=&sertifikat=&kecamatan=&harga=&siap=1&urut=`."""

import re
from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms

from catalog.models import ProductSearch
from catalog.search.choices import Choices
from catalog.search.document import BANDS
from catalog.search.query import LAST_PAGE, Wish, band_edges
from catalog.search.words import LONGEST, tidy

ORDERS = (
    ("cocok", "Paling sesuai"),
    ("terbaru", "Terbaru diperiksa"),
    ("murah", "Harga terendah"),
    ("mahal", "Harga tertinggi"),
)
HIGHEST = 10**12
SCALES = {"": 1, "rb": 1000, "ribu": 1000, "k": 1000, "jt": 10**6, "juta": 10**6}
PRICE = re.compile(r"(?:rp)?\.?([0-9][0-9.]*)(?:,([0-9]{1,3}))?(rb|ribu|k|jt|juta)?(?:,-)?")


def bands() -> list[tuple[str, str, int]]:
    """The price bands: text of the address, words, number."""
    edges = [0, *BANDS]
    named = []
    for number, low in enumerate(edges):
        text = [f"{n:,}".replace(",", ".") for n in (low, BANDS[number] if number < len(BANDS) else 0)]
        if number == 0:
            named.append((f"0-{BANDS[0]}", f"Di bawah Rp{text[1]}", 0))
        elif number == len(BANDS):
            named.append((f"{low}-", f"Mulai Rp{text[0]}", number))
        else:
            named.append((f"{low}-{BANDS[number]}", f"Rp{text[0]} sampai di bawah Rp{text[1]}", number))
    return named


class RupiahField(forms.CharField):
    """Whole rupiah as people type them: 25000, 25.000, Rp25.000, 25rb, 1,5 juta."""

    def to_python(self, value: Any) -> Any:
        """The amount; None for nothing. Raises ValidationError."""
        text = re.sub(r"\s", "", super().to_python(value)[:40]).lower()
        if not text:
            return None
        match = PRICE.fullmatch(text)
        if match is None or not match[1].isascii():
            raise forms.ValidationError("Harga harus angka, misalnya 25000.")
        decimals = match[2] or ""
        amount = int(match[1].replace(".", "") + decimals) * SCALES[match[3] or ""] // 10 ** len(decimals)
        return min(amount, HIGHEST)


class RupiahFilter(django_filters.Filter):
    """A filter that understands rupiah."""

    field_class = RupiahField


class WordsField(forms.CharField):
    """Any text, made one clean line; nothing a person types is an error here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The clean line."""
        return tidy(super().to_python(value))


class WordsFilter(django_filters.Filter):
    """A filter that takes every text."""

    field_class = WordsField


class ProductFilter(django_filters.FilterSet):
    """Reads and checks the address; the counting and finding is done by `catalog.search.query`."""

    q = WordsFilter(label="Kata")
    kategori = django_filters.ChoiceFilter(label="Kategori")
    sertifikat = django_filters.MultipleChoiceFilter(label="Sertifikat")
    kecamatan = django_filters.MultipleChoiceFilter(label="Kecamatan")
    harga = django_filters.ChoiceFilter(label="Harga", choices=[(key, words) for key, words, _ in bands()])
    harga_min = RupiahFilter(label="Harga terendah")
    harga_max = RupiahFilter(label="Harga tertinggi")
    siap = django_filters.ChoiceFilter(label="Ketersediaan", choices=[("1", "Siap dikirim")])
    urut = django_filters.ChoiceFilter(label="Urutan", choices=ORDERS)

    class Meta:
        model = ProductSearch
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], choices: Choices) -> None:
        super().__init__(data, queryset=ProductSearch.objects.none())
        self.choices = choices
        for name, shelf in (
            ("kategori", choices.categories),
            ("kecamatan", choices.districts),
            ("sertifikat", choices.kinds),
        ):
            self.filters[name].extra["choices"] = [(one.slug, one.name) for one in shelf.values()]
        self.typed = str(data.get("q", ""))
        self.values: dict[str, Any] = self._clean()

    def _clean(self) -> dict[str, Any]:
        """What is valid; an unknown value is left out and told in `notes`."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def notes(self) -> list[str]:
        """Plain words about what was not understood or left out."""
        said = []
        for name, label in (("kategori", "Kategori"), ("kecamatan", "Kecamatan"), ("sertifikat", "Sertifikat")):
            if name in self.form.errors:
                said.append(f"{label} di alamat ini tidak dikenal, jadi tidak dipakai menyaring.")
        if {"harga_min", "harga_max"} & set(self.form.errors):
            said.append("Harga harus angka, misalnya 25000. Saringan harga belum dipakai.")
        if len(self.typed) > 2 * LONGEST:
            said.append(f"Kata pencarian terlalu panjang. Kami memakai {LONGEST} huruf pertama.")
        low, high = self.values.get("harga_min"), self.values.get("harga_max")
        if low is not None and high is not None and low > high:
            said.append("Harga terendah lebih besar dari harga tertinggi, jadi keduanya kami tukar.")
        return said

    @property
    def typed_price(self) -> bool:
        """Whether an amount was typed; it goes before a band."""
        return self.values.get("harga_min") is not None or self.values.get("harga_max") is not None

    @property
    def price(self) -> tuple[int | None, int | None]:
        """Lowest and highest price wanted."""
        low, high = self.values.get("harga_min"), self.values.get("harga_max")
        if low is not None and high is not None and low > high:
            low, high = high, low
        if self.values.get("harga") and not self.typed_price:
            return band_edges({key: number for key, _, number in bands()}[self.values["harga"]])
        return low, high

    def wish(self, page: int = 1) -> Wish:
        """The question to ask."""
        category = self.choices.categories.get(self.values.get("kategori") or "")
        kinds = [self.choices.kinds[slug] for slug in self.values.get("sertifikat") or ()]
        low, high = self.price
        return Wish(
            text=self.values.get("q") or "",
            category_path=category.key if category else "",
            districts=tuple(self.choices.districts[slug].key for slug in self.values.get("kecamatan") or ()),
            certificates=sum(1 << int(kind.key) for kind in kinds),
            lowest=low,
            highest=high,
            ready=self.values.get("siap") == "1",
            order=self.values.get("urut") or "cocok",
            page=page,
        )


def page_number(text: str) -> int:
    """The page asked for, 1 to 40; the first for anything that is no page."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1
