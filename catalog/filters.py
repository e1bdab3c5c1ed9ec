"""What stands in the address of a product list, all of it optional and repeatable where it makes sense:

`q kategori kecamatan sertifikat harga harga_min harga_max basis satuan_min satuan_max kapasitas siap siap_dalam skala
umkk pdn v6 sentra urut`, and the place: `halaman` (by match), `sesudah` and `sebelum` (sorted by a number).
"""

import re
from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from accounts.templatetags.portal import rupiah
from catalog.models import ProductSearch
from catalog.models.search import BANDS
from catalog.search.choices import Choices
from catalog.search.query import LAST_PAGE, Wish, band_edges
from catalog.search.wish import FLAGS
from catalog.search.words import LONGEST, tidy
from catalog.unit_price import BASES
from registry.form_fields import Listed

ORDERS = (
    ("cocok", "Paling sesuai"),
    ("terbaru", "Terbaru diperiksa"),
    ("murah", "Harga terendah"),
    ("mahal", "Harga tertinggi"),
    ("satuan", "Harga per satuan terendah"),
    ("kapasitas", "Kapasitas terbesar"),
)
SCALES = {"mikro": 1, "kecil": 2, "menengah": 3, "besar": 4}  # word of the address -> ProductSearch.Scale
MOST_DAYS = 366
HIGHEST = 10**12
THOUSANDS = {"": 1, "rb": 1000, "ribu": 1000, "k": 1000, "jt": 10**6, "juta": 10**6}
PRICE = re.compile(r"(?:rp)?\.?([0-9][0-9.]*)(?:,([0-9]{1,3}))?(rb|ribu|k|jt|juta)?(?:,-)?")


def bands() -> list[tuple[str, str, int]]:
    """The price bands: text of the address, words, number."""
    edges = [0, *BANDS]
    named = []
    for number, low in enumerate(edges):
        if number == 0:
            named.append((f"0-{BANDS[0]}", f"Di bawah {rupiah(BANDS[0])}", 0))
        elif number == len(BANDS):
            named.append((f"{low}-", f"Mulai {rupiah(low)}", number))
        else:
            words = f"{rupiah(low)}–{rupiah(BANDS[number] - 1)[2:]}"
            named.append((f"{low}-{BANDS[number]}", words, number))
    return named


class RupiahField(forms.CharField):
    """Whole rupiah as people type them: 25000, 25.000, Rp25.000, 25rb, 1,5 juta."""

    def to_python(self, value: Any) -> Any:
        """The amount; None for nothing. Raises ValidationError."""
        text = re.sub(r"\s", "", (super().to_python(value) or "")[:40]).lower()
        if not text:
            return None
        match = PRICE.fullmatch(text)
        if match is None or not match[1].isascii():
            raise forms.ValidationError("Harga harus angka, misalnya 25000.")
        decimals = match[2] or ""
        amount = int(match[1].replace(".", "") + decimals) * THOUSANDS[match[3] or ""] // 10 ** len(decimals)
        return min(amount, HIGHEST)


class RupiahFilter(django_filters.Filter):
    """A filter that understands rupiah."""

    field_class = RupiahField


class LastGiven(forms.TextInput):
    """Takes the last answer that is not empty: a chosen step, or what was typed beside the steps."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The text."""
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((one for one in reversed(given) if one and one.strip()), "")


class AmountFilter(django_filters.Filter):
    """A filter that understands a whole number as people type it: 500, 1.000, 2 ribu."""

    field_class = RupiahField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=LastGiven, **kwargs)


class WordsField(forms.CharField):
    """Any text, made one clean line; nothing a person types is an error here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The clean line."""
        return tidy(super().to_python(value) or "")


class WordsFilter(django_filters.Filter):
    """A filter that takes every text."""

    field_class = WordsField


# filter -> shelf of catalog.search.choices.Choices
CHOSEN_FROM = {"kategori": "categories", "kecamatan": "districts", "sertifikat": "kinds", "sentra": "clusters"}


class ProductFilter(django_filters.FilterSet):
    """Reads and checks the address; the counting and finding is done by `catalog.search.query`."""

    q = WordsFilter(label="Kata")
    kategori = django_filters.ChoiceFilter(label="Kategori")
    sertifikat = django_filters.MultipleChoiceFilter(label="Sertifikat")
    kecamatan = django_filters.MultipleChoiceFilter(label="Kecamatan")
    harga = django_filters.ChoiceFilter(label="Harga", choices=[(key, words) for key, words, _ in bands()])
    harga_min = RupiahFilter(label="Harga terendah")
    harga_max = RupiahFilter(label="Harga tertinggi")
    basis = django_filters.ChoiceFilter(label="Satuan pembanding", choices=[(base, base) for base in BASES])
    satuan_min = RupiahFilter(label="Harga per satuan terendah")
    satuan_max = RupiahFilter(label="Harga per satuan tertinggi")
    kapasitas = AmountFilter(label="Kapasitas")
    siap = django_filters.ChoiceFilter(label="Ketersediaan", choices=[("1", "Siap dikirim")])
    siap_dalam = AmountFilter(label="Siap dalam")
    skala = django_filters.MultipleChoiceFilter(label="Skala", choices=[(name, name) for name in SCALES])
    umkk = django_filters.ChoiceFilter(label="UMKK", choices=[("1", "UMKK")])
    pdn = django_filters.ChoiceFilter(label="Produk dalam negeri", choices=[("1", "Produk dalam negeri")])
    v6 = django_filters.ChoiceFilter(label="Katalog V6", choices=[("1", "Tayang di Katalog V6")])
    sentra = django_filters.ChoiceFilter(label="Sentra")
    urut = django_filters.ChoiceFilter(label="Urutan", choices=ORDERS)

    class Meta:
        model = ProductSearch
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], choices: Choices) -> None:
        self.choices = choices
        asked = {name: one for name, one in self.declared_filters.items() if name in data}
        self.base_filters = asked  # every filter is copied: those of which the address says nothing need not be
        super().__init__(_with_code(data), queryset=ProductSearch.objects.none())
        for name, shelf in CHOSEN_FROM.items():
            if name in self.filters:
                self.filters[name].extra["choices"] = Listed(choices.pairs[shelf])
        self.typed = str(data.get("q", ""))
        self.places = {name: str(data.get(name, ""))[:40] for name in ("sesudah", "sebelum")}
        self.values: dict[str, Any] = self._clean()

    def _clean(self) -> dict[str, Any]:
        """What is valid; an unknown value is left out and told in `notes`."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def notes(self) -> list[str]:
        """Plain words about what was not understood or left out."""
        said, wrong = [], set(self.form.errors)
        for name, label in NAMED.items():
            if name in wrong:
                said.append(f"{label} di alamat ini tidak dikenal, jadi tidak dipakai menyaring.")
        if {"harga_min", "harga_max"} & wrong:
            said.append("Harga harus angka, misalnya 25000. Saringan harga belum dipakai.")
        if {"satuan_min", "satuan_max"} & wrong:
            said.append("Harga per satuan harus angka, misalnya 90000. Saringan itu belum dipakai.")
        if "kapasitas" in wrong:
            said.append("Kapasitas harus angka, misalnya 500. Saringan kapasitas belum dipakai.")
        if "siap_dalam" in wrong:
            said.append("Siap dalam berapa hari harus angka, misalnya 7. Saringan itu belum dipakai.")
        if len(self.typed) > 2 * LONGEST:
            said.append(f"Kata pencarian terlalu panjang. Kami memakai {LONGEST} huruf pertama.")
        for low, high, label in (("harga_min", "harga_max", "Harga"), ("satuan_min", "satuan_max", "Harga per satuan")):
            first, last = self.values.get(low), self.values.get(high)
            if first is not None and last is not None and first > last:
                said.append(f"{label} terendah lebih besar dari yang tertinggi, jadi keduanya kami tukar.")
        return said

    @property
    def typed_price(self) -> bool:
        """Whether an amount was typed; it goes before a band."""
        return self.values.get("harga_min") is not None or self.values.get("harga_max") is not None

    def _pair(self, low: str, high: str) -> tuple[int | None, int | None]:
        first, last = self.values.get(low), self.values.get(high)
        return (last, first) if first is not None and last is not None and first > last else (first, last)

    @property
    def price(self) -> tuple[int | None, int | None]:
        """Lowest and highest price wanted."""
        if self.values.get("harga") and not self.typed_price:
            return band_edges({key: number for key, _, number in bands()}[self.values["harga"]])
        return self._pair("harga_min", "harga_max")

    @property
    def unit_price(self) -> tuple[int | None, int | None]:
        """Lowest and highest price for one of `base`."""
        return self._pair("satuan_min", "satuan_max")

    @property
    def base(self) -> str:
        """What unit prices are compared by: as chosen; a kilogram when only amounts were typed; empty for none."""
        typed = any(amount is not None for amount in self.unit_price)
        return self.values.get("basis") or ("kg" if typed else "")

    def wish(self, page: int = 1) -> Wish:
        """The question to ask."""
        values, choices = self.values, self.choices
        category = choices.categories.get(values.get("kategori") or "")
        cluster = choices.clusters.get(values.get("sentra") or "")
        kinds = [choices.kinds[slug] for slug in values.get("sertifikat") or ()]
        low, high = self.price
        unit_low, unit_high = self.unit_price
        days = values.get("siap_dalam")
        return Wish(
            text=values.get("q") or "",
            category_path=category.key if category else "",
            districts=tuple(choices.districts[slug].key for slug in values.get("kecamatan") or ()),
            certificates=sum(1 << int(kind.key) for kind in kinds),
            lowest=low,
            highest=high,
            base=self.base,
            unit_lowest=unit_low,
            unit_highest=unit_high,
            capacity=values.get("kapasitas") or None,
            days=None if days is None else min(days, MOST_DAYS),
            scales=tuple(sorted(SCALES[name] for name in values.get("skala") or ())),
            flags=sum(flag for name, flag in FLAGS.items() if values.get(name) == "1"),
            cluster=int(cluster.key) if cluster else None,
            ready=values.get("siap") == "1",
            order=values.get("urut") or "cocok",
            page=page,
            after=self.places["sesudah"],
            before=self.places["sebelum"],
        )


NAMED = {
    "kategori": "Kategori",
    "kecamatan": "Kecamatan",
    "sertifikat": "Sertifikat",
    "sentra": "Sentra",
    "skala": "Skala",
}


def _with_code(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with the code alone where a sentra is named by slug and code."""
    if "sentra" not in data or not isinstance(data, QueryDict):
        return data
    changed = data.copy()
    changed["sentra"] = str(data["sentra"])[-40:].rpartition("-")[2]
    return changed


def page_number(text: str) -> int:
    """The page asked for, 1 to 40; the first for anything that is no page."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1
