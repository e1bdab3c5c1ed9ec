"""The columns of the table of a category: those of every listing, then the questions of the category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.forms.answers import PREFIX
from catalog.models import Category, Product, ProductEdition, SpecificationField
from catalog.specification import bounds_in_words, number_in_words, questions_of
from catalog.units import units
from registry.headers import key
from registry.importing.columns import Column

Kind = SpecificationField.Kind
YES_NO = {"Ya": "ya", "Tidak": "tidak"}
BETWEEN = ";"  # between several things in one cell


@dataclass(frozen=True)
class Asked(Column):
    """One column. `choices`: words a cell may hold -> value of the form; `many`: several of them.

    `number`: its cells are numbers, and a comma in them is no separator. `beside`: no field of the editor's form.
    """

    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False
    number: bool = False
    beside: bool = False

    @property
    def heading(self) -> str:
        """What stands over the column."""
        return self.title or self.label


def _choices(pairs: Sequence[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), str(value)) for value, label in pairs)


_YES = tuple(YES_NO.items())
BEFORE: tuple[Asked, ...] = (
    Asked("own_code", "Nomor artikel",
          "Nomor buatan Anda sendiri. Dengan nomor ini baris yang sama dikenali lagi pada unggahan berikutnya.",
          "GS-250", as_text=True, beside=True),
    Asked("name", "Nama produk", "Barang, ciri, ukuran. Tanpa nomor artikel, produk dikenali lewat nama ini.",
          "Gula Semut Aren 250 g", needed=True),
    Asked("description", "Keterangan", "Bahan, rasa atau kegunaan, cara menyimpan; 3 sampai 5 kalimat.",
          "Gula aren kering berbentuk butiran dari nira Sobang. Manisnya lembut, larut di air hangat. Simpan kering.",
          needed=True),
    Asked("materials", "Bahan", "Bahan utamanya. Untuk makanan: semua bahan seperti di label.", "Nira aren"),
    Asked("price", "Harga", "Rupiah untuk satu satuan, tanpa pajak.", "25000", needed=True, number=True),
    Asked("unit", "Satuan", "Untuk apa harga itu: bungkus, buah, kilogram, dan sebagainya.", "bungkus", needed=True,
          choices=()),
    Asked("stock", "Stok", "Angka bulat. Boleh kosong bila tidak dihitung.", "100", number=True, beside=True),
    Asked("availability", "Ketersediaan", "Siap dikirim, dibuat sesuai pesanan, atau sedang tidak tersedia.",
          "Siap dikirim", choices=_choices(Product.Availability.choices), beside=True),
    Asked("minimum_order", "Pesanan minimal", "Angka bulat, dalam satuan di atas.", "10", needed=True, number=True),
    Asked("capacity_per_month", "Kapasitas per bulan", "Paling banyak yang sanggup dibuat, dalam satuan di atas.",
          "500", needed=True, number=True),
    Asked("lead_time_days", "Waktu pengerjaan", "Hari. Isi 0 bila selalu siap.", "5", needed=True, number=True,
          title="Waktu pengerjaan (hari)"),
    Asked("largest_order", "Pesanan terbesar", "Pesanan terbesar yang pernah dipenuhi.", "1000", number=True),
    Asked("net_weight_grams", "Berat bersih", "Gram, tanpa kemasan.", "250", number=True, title="Berat bersih (gram)"),
    Asked("net_volume_ml", "Isi bersih", "Mililiter, untuk barang cair.", "", number=True, title="Isi bersih (ml)"),
    Asked("pieces_per_unit", "Isi per satuan", "Berapa buah dalam satu satuan.", "", number=True,
          title="Isi per satuan (buah)"),
    Asked("gross_weight_grams", "Berat kirim", "Gram, bersama kemasannya.", "270", number=True,
          title="Berat kirim (gram)"),
    Asked("length_mm", "Panjang paket", "Sentimeter.", "20", number=True, title="Panjang paket (cm)"),
    Asked("width_mm", "Lebar paket", "Sentimeter.", "12", number=True, title="Lebar paket (cm)"),
    Asked("height_mm", "Tinggi paket", "Sentimeter.", "5,5", number=True, title="Tinggi paket (cm)"),
    Asked("shelf_life_days", "Daya simpan", "Hari.", "365", number=True, title="Daya simpan (hari)"),
    Asked("packaging", "Kemasan", "Bahan dan bentuk kemasannya.", "Plastik klip berdiri"),
    Asked("brand", "Merek", "Bila ada.", "Sari Aren"),
    Asked("gtin", "Barcode", "Angka di bawah garis-garis barcode.", "", as_text=True),
    Asked("delivers", "Wilayah pengiriman", "Sampai ke mana Anda mengirim.", "Seluruh kabupaten ini",
          choices=_choices(ProductEdition.Delivers.choices)),
    Asked("delivery_districts", "Kecamatan yang dilayani",
          "Hanya untuk “Kecamatan tertentu”. Pisahkan dengan titik koma.", "", many=True),
    Asked("delivery_area", "Catatan pengiriman", "Misalnya antar gratis di atas 50 bungkus.", ""),
    Asked("origin", "Asal produk", "Dibuat di Indonesia, atau barang jadi dari luar negeri.", "Dibuat di Indonesia",
          choices=_choices(ProductEdition.Origin.choices)),
    Asked("is_made_here", "Dibuat sendiri di Indonesia", "Ya atau Tidak: dibuat sendiri oleh usaha ini.", "Ya",
          choices=_YES),
    Asked("has_local_workers", "Tenaga kerja Indonesia", "Ya atau Tidak: dikerjakan tenaga kerja Indonesia.", "Ya",
          choices=_YES),
    Asked("has_local_material", "Bahan dari Indonesia", "Ya atau Tidak: memakai bahan dari Indonesia.", "Ya",
          choices=_YES),
)  # fmt: skip
HALAL = Asked(
    "halal_status", "Status halal", "Makanan dan minuman wajib menyebutkannya.", "Belum ada",
    needed=True, choices=_choices(ProductEdition.HalalStatus.choices),
)  # fmt: skip
AFTER: tuple[Asked, ...] = (
    Asked("certificates", "Sertifikat", "Nomor sertifikat yang sudah ada di Pusat Usaha; pisahkan dengan titik koma.",
          "", as_text=True, many=True),
    Asked("photos", "Foto", "Nama berkas foto di dalam ZIP; pisahkan dengan titik koma. Yang pertama jadi foto utama.",
          "gula-depan.jpg; gula-label.jpg", many=True, beside=True),
)  # fmt: skip


def columns_of(category: Category) -> tuple[Asked, ...]:
    """All columns of the table of a category, in order; no two of them are read as one."""
    halal = (HALAL,) if category.is_food else ()
    fixed = tuple(_with_units(one) for one in BEFORE) + halal
    taken = {key(one.heading) for one in (*fixed, *AFTER)}
    asked = []
    for question in questions_of(category):
        title = f"{question.label} ({question.unit})" if question.unit and question.kind == Kind.NUMBER else ""
        if key(title or question.label) in taken:
            title = f"Spesifikasi: {title or question.label}"
        while key(title or question.label) in taken:
            title = f"{title or question.label} 2"
        taken.add(key(title or question.label))
        asked.append(_question(question, title))
    return (*fixed, *asked, *AFTER)


def _with_units(one: Asked) -> Asked:
    if one.name != "unit":
        return one
    words = tuple((unit, unit) for unit in units())
    return Asked(one.name, one.label, one.explanation, one.example, needed=one.needed, choices=words)


def _question(question: SpecificationField, title: str) -> Asked:
    """The column that asks a question of the category."""
    name = f"{PREFIX}{question.key}"
    number = question.kind == Kind.NUMBER
    bounds = f"Isi {bounds_in_words(question)}." if number and bounds_in_words(question) else ""
    several = question.kind == Kind.CHOICES
    words = " ".join(filter(None, (question.help, bounds, "Pisahkan dengan titik koma." if several else "")))
    choices = _YES if question.kind == Kind.YES_NO else tuple((one, one) for one in question.choices)
    example = choices[0][0] if choices else ""
    if number and question.lowest is not None:
        example = number_in_words(question.lowest)
    return Asked(
        name, question.label, words or "Spesifikasi kategori ini.", example, needed=question.is_needed, title=title,
        choices=choices, many=several, number=number,
    )  # fmt: skip


def where(columns: Sequence[Asked], header: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """(our field -> column of the table, titles that nobody reads); the table is told by its titles alone."""
    known = {key(one.heading): one.name for one in columns} | {key(one.label): one.name for one in columns}
    found: dict[str, int] = {}
    unread = []
    for at, title in enumerate(header):
        name = known.get(key(title))
        if name and name not in found:
            found[name] = at
        elif title and key(title) not in OURS:
            unread.append(title)
    return found, unread


NUMBER, WHY = "Baris", "Masalah"
OURS = {key(NUMBER), key(WHY)}  # what the file of rows to put right adds


def by_name(columns: Sequence[Asked]) -> Mapping[str, Asked]:
    """The columns by our field."""
    return {one.name: one for one in columns}
