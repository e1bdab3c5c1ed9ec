"""Checks the rows of a list of products: whose product it is, what each cell means, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from catalog.models import Category, ProductEdition
from catalog.queries import leaves
from catalog.units import unit_of
from registry.amounts import BadAmount, read_amount
from registry.importing.activities import Activities
from registry.importing.columns import Column
from registry.importing.near import nearest, plain
from registry.importing.reading import Line, Reading, Sheet
from registry.importing.words import LONGEST_AMOUNT, is_empty, nib_digits, read_count, read_name, read_nib
from registry.models import BusinessEdition

COLUMNS = (
    Column("nib", "NIB", "13 angka, NIB usaha pembuatnya.", "0000000000017", as_text=True),
    Column("business_name", "Nama usaha", "Nama usaha pembuatnya.", "Gula Aren Contoh", needed=True),
    Column("name", "Nama produk", "Nama dengan ukurannya.", "Gula Semut Aren 250 g", needed=True),
    Column("category", "Kategori", "Nama kategori di portal.", "Gula Semut"),
    Column("price", "Harga", "Rupiah per satuan, sebelum PPN.", "25000", needed=True),
    Column("unit", "Satuan", "Bungkus, pak, buah, kg, dan sebagainya.", "bungkus"),
    Column("weight_gram", "Berat (gram)", "Angka bulat.", "250"),
    Column("stock", "Stok", "Angka bulat.", "100"),
    Column("kbli_code", "Kode KBLI", "5 angka; dipakai bila usahanya belum terdaftar.", "10722", as_text=True),
    Column(
        "description",
        "Keterangan",
        "Bahan, rasa, ukuran, ketahanan.",
        "Gula aren kering berbentuk butiran.",
        title="Deskripsi",
    ),
    Column("minimum_order", "Pesanan minimal", "Angka bulat.", "10"),
    Column("capacity", "Kapasitas per bulan", "Angka bulat, dalam satuan di atas.", "500"),
    Column("lead_time_days", "Waktu pengerjaan (hari)", "Angka bulat.", "5"),
)
KNOWN = {"nib:numeric_id": ""}
COUNTS = (  # field of the list, field of the draft, words, most, unit
    ("weight_gram", "net_weight_grams", "Berat", 10_000_000, "gr"),
    ("stock", "stock", "Stok", 100_000_000, ""),
    ("minimum_order", "minimum_order", "Pesanan minimal", 1_000_000, ""),
    ("capacity", "capacity_per_month", "Kapasitas per bulan", 100_000_000, ""),
    ("lead_time_days", "lead_time_days", "Waktu pengerjaan", 365, "hari"),
)
AT_LEAST_ONE = ("net_weight_grams", "minimum_order", "capacity_per_month")
NIB_OF_ANOTHER = "NIB ini terdaftar atas nama “{name}”. Periksa NIB dan nama usahanya."


@dataclass(frozen=True)
class Maker:
    """A business the portal knows."""

    pk: int
    name: str
    nib: str


class Shelves:
    """Categories and activities, read once for a table."""

    def __init__(self) -> None:
        self.activities = Activities()
        self._by_name: dict[str, Category] = {}
        for leaf in leaves():
            self._by_name[plain(leaf.slug)] = leaf
            self._by_name[plain(leaf.name)] = leaf

    def category(self, text: str) -> tuple[Category | None, bool]:
        """The category that a cell means, and whether its spelling had to be put right."""
        word = plain(text[:200])
        if word in self._by_name:
            return self._by_name[word], False
        meant = nearest(word, self._by_name)
        return (self._by_name[meant], True) if meant else (None, False)


@dataclass
class Above:
    """What one pass through a table remembers of the rows above."""

    products: dict[tuple[str, str], int] = kept(default_factory=dict)  # maker and name -> row
    makers: dict[str, str] = kept(default_factory=dict)  # NIB of a business that is not there yet -> its name


class ProductCheck:
    """Reads the rows of one table; businesses and products that are there already are asked once for all of them."""

    def __init__(self, sheet: Sheet, shelves: Shelves, lines: Sequence[Line], above: Above) -> None:
        self.sheet, self.shelves = sheet, shelves
        self.tidy = bool(sheet.options.get("tidy", True))
        self.seen, self.new = above.products, above.makers
        there = BusinessEdition.objects.filter(Q(is_live=True) | Q(is_open=True)).order_by("is_live", "pk")
        nibs = {digits for line in lines if len(digits := nib_digits(line)) == 13 and digits.isascii()}
        names = {line.text("business_name").lower() for line in lines} - {""}
        self.by_nib: dict[str, Maker] = {}
        self.by_name: dict[str, dict[int, Maker]] = {}
        found = there.annotate(low=Lower("name")).filter(Q(nib__in=nibs) | Q(low__in=names))
        for pk, name, nib, low in found.values_list("business_id", "name", "nib", "low"):
            maker = Maker(pk, name, nib)
            if nib:
                self.by_nib[nib] = maker
            self.by_name.setdefault(low, {})[pk] = maker
        makers = {maker.pk for maker in self.by_nib.values()} | {pk for same in self.by_name.values() for pk in same}
        shown = ProductEdition.objects.filter(Q(is_live=True) | Q(is_open=True), product__business__in=makers)
        self.products = set(shown.annotate(low=Lower("name")).values_list("product__business_id", "low"))

    def read(self, line: Line) -> Reading:
        """The row as values of a draft, with all that is wrong with it."""
        reading = Reading(line)
        reading.take_found(known=KNOWN)
        reading.values["name"] = read_name(reading, "name", 120, label="Nama produk", tidy=self.tidy)
        if not line.text("name"):
            reading.error("name", "Nama produk wajib diisi.")
        self._maker(reading)
        self._category(reading)
        self._price(reading)
        self._counts(reading)
        description = line.texts.get("description", "").strip()
        if len(description) > 3000:
            reading.error("description", f"Keterangan paling panjang 3.000 huruf; ini {len(description)}.")
        reading.values["description"] = description[:3000]
        self._twins(reading)
        return reading

    def _maker(self, reading: Reading) -> None:
        """Whose product it is: by NIB, else by a name that only one business has."""
        nib, name = read_nib(reading), reading.line.text("business_name")
        if any(one["field"] == "nib" and one["level"] == "error" for one in reading.problems):
            return
        if nib in self.by_nib:
            self._known(reading, self.by_nib[nib], name)
            return
        same = list(self.by_name.get(name.lower(), {}).values())
        without_nib = [maker for maker in same if not (nib and maker.nib)]
        if len(without_nib) == 1:
            reading.values["business"] = without_nib[0].pk
            reading.warn("business_name", "Dicocokkan hanya lewat nama. Pastikan usahanya benar.")
        elif len(without_nib) > 1:
            reading.error("business_name", f"Ada {len(without_nib)} usaha bernama ini. Isi NIB-nya supaya jelas.")
        elif nib and name:
            self._fresh(reading, nib)
        else:
            reading.error("business_name", "Usaha ini belum terdaftar. Isi nama dan NIB-nya, lalu unggah lagi.")

    def _known(self, reading: Reading, maker: Maker, name: str) -> None:
        reading.values["business"] = maker.pk
        if not name or plain(name) == plain(maker.name):
            return
        if nearest(plain(name), [plain(maker.name)]):
            reading.warn("business_name", f"Ditulis sedikit lain; di portal “{maker.name}”.")
        else:
            reading.error("nib", NIB_OF_ANOTHER.format(name=maker.name))

    def _fresh(self, reading: Reading, nib: str) -> None:
        """A business nobody registered: its draft is made along, with what this list says about it."""
        name = read_name(reading, "business_name", 150, label="Nama usaha", tidy=self.tidy)
        known = self.new.setdefault(nib, name)
        if plain(known) != plain(name):
            reading.error("nib", f"NIB ini dipakai dua nama usaha di berkas ini: “{known}” dan “{name}”.")
            return
        reading.warn("business_name", "Usaha ini belum terdaftar; draf usahanya ikut dibuat.")
        values: dict[str, Any] = {"name": name, "nib": nib, "nib_status": "has"}
        if not is_empty(reading.line.text("kbli_code")):
            answer = self.shelves.activities.read(
                reading.line.text("kbli_code"), self.sheet.options.get("kbli", "2020")
            )
            values["activity"] = answer.activity
            if answer.message:
                (reading.warn if answer.doubt else reading.note)("kbli_code", answer.message)
        reading.values["new_business"] = values

    def _category(self, reading: Reading) -> None:
        text = reading.line.text("category")
        if is_empty(text):
            reading.warn("category", "Kategori kosong; dipilih nanti.")
            return
        category, guessed = self.shelves.category(text)
        if category is None:
            reading.warn("category", f"Kategori “{text[:60]}” tidak dikenal; dipilih nanti.")
        elif guessed:
            reading.warn("category", f"Dibaca sebagai {category.name}.")
        reading.values["category"] = category

    def _price(self, reading: Reading) -> None:
        line, unit = reading.line, reading.line.text("unit")
        try:
            amount = read_amount(line.texts.get("price", "")[:LONGEST_AMOUNT])
        except BadAmount as bad:
            reading.error("price", bad.message)
        else:
            reading.values["price"] = amount.rupiah
            for words in amount.warnings:
                reading.warn("price", words)
            unit = unit or amount.unit or ""
        reading.values["unit"] = unit_of(unit)
        if is_empty(unit):
            reading.warn("unit", "Satuan kosong; dipilih nanti.")
        elif not reading.values["unit"]:
            reading.warn("unit", f"Satuan “{unit[:30]}” tidak dikenal; dipilih nanti.")

    def _counts(self, reading: Reading) -> None:
        for field, name, label, most, unit in COUNTS:
            value = read_count(reading, field, label=label, most=most, unit=unit)
            reading.values[name] = None if value == 0 and name in AT_LEAST_ONE else value

    def _twins(self, reading: Reading) -> None:
        """The same name of the same business is very likely the same product."""
        values, name = reading.values, reading.values["name"].lower()
        fresh = values.get("new_business")
        maker = values.get("business") or (fresh["nib"] if fresh else None)
        if not name or maker is None:
            return
        if (maker, name) in self.products:
            reading.duplicate("name", "Produk bernama sama dari usaha ini sudah ada di portal.")
        elif (str(maker), name) in self.seen:
            reading.duplicate("name", f"Sama dengan baris {self.seen[str(maker), name]}.")
        self.seen.setdefault((str(maker), name), reading.line.number)
