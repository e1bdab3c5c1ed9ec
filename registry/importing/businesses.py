"""Checks the rows of a list of businesses: what each cell means, and what is wrong with it."""

import re
from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Lower

from registry.amounts import BadAmount, read_amount
from registry.identifiers import check_nik, check_phone
from registry.importing.activities import Activities
from registry.importing.gazetteer import Gazetteer
from registry.importing.near import plain
from registry.importing.reading import Line, Reading, Sheet
from registry.importing.words import LONGEST_AMOUNT, calm, is_empty, nib_digits, read_count, read_name, read_nib
from registry.models import BusinessEdition, LegalForm, Owner
from registry.places import home
from registry.secrets import keyed_hash
from review.checked import Invalid

FIELDS = {
    "name": "Nama usaha",
    "owner_name": "Nama pemilik",
    "nik": "NIK",
    "nib": "NIB",
    "district": "Kecamatan",
    "village": "Desa/kelurahan",
    "address": "Alamat",
    "phone": "Telepon",
    "legal_form": "Bentuk usaha",
    "kbli_code": "Kode KBLI",
    "kbli_title": "Judul KBLI",
    "product": "Produk",
    "workers_male": "Tenaga kerja laki-laki",
    "workers_female": "Tenaga kerja perempuan",
    "investment": "Nilai investasi",
    "production_value": "Nilai produksi setahun",
    "year": "Tahun data",
}
NIK_LOST = "NIK terbaca sebagai angka, jadi angka terakhirnya hilang. Ubah kolom menjadi Teks, lalu ketik ulang."
KNOWN = {
    "nib:numeric_id": "", "phone:numeric_id": "", "kbli_code:numeric_id": "",  # put right or checked below
    "nik:numeric_id": NIK_LOST, "nik:scientific_id": NIK_LOST,
}  # fmt: skip
_FORMS = {
    "po": "sole", "perorangan": "sole", "perseorangan": "sole", "pribadi": "sole", "ud": "ud", "pd": "ud", "cv": "cv",
    "firma": "firma", "fa": "firma", "persekutuanperdata": "civil", "pt": "pt", "perseroanterbatas": "pt",
    "ptperorangan": "pt_solo", "ptperseorangan": "pt_solo", "kop": "coop", "koperasi": "coop", "bumdes": "bumdes",
    "bumdesa": "bumdes", "bumdesma": "bumdes", "yayasan": "foundation", "kub": "group", "kelompok": "group",
    "kwt": "group", "poktan": "group", "lainnya": "other",
}  # fmt: skip
_STREET = re.compile(
    r"(?P<street>.*?)[\s,]*\bRT[.\s]*0*(?P<rt>\d{1,3})[\s,/]*(?:RW)?[.\s]*0*(?P<rw>\d{1,3})\W*", re.IGNORECASE
)
_RANGES = sorted((int(one.value), one.value) for one in BusinessEdition.Range)


class BusinessCheck:
    """Reads the rows of one table; what the register holds already is asked once for all of them."""

    def __init__(self, sheet: Sheet, places: Gazetteer, activities: Activities, lines: Sequence[Line]) -> None:
        self.sheet, self.places, self.activities = sheet, places, activities
        self.tidy = bool(sheet.options.get("tidy", True))
        self.seen: dict[tuple[str, ...], int] = {}
        self.niks: dict[str, str] = {}
        self._look_up(lines)

    def _look_up(self, lines: Sequence[Line]) -> None:
        there = BusinessEdition.objects.filter(Q(is_live=True) | Q(is_open=True))
        nibs = {digits for line in lines if len(digits := nib_digits(line)) == 13 and digits.isascii()}
        self.by_nib = dict(there.filter(nib__in=nibs).values_list("nib", "name"))
        names = {line.text(field).lower() for line in lines for field in ("name", "owner_name")} - {""}
        same = there.annotate(low=Lower("name")).filter(low__in=names)
        self.by_name = {(name, village or "") for name, village in same.values_list("low", "village_id")}
        hashes = {_nik_hash(line) for line in lines} - {""}
        self.owners = {o.nik_hash: o for o in Owner.objects.filter(nik_hash__in=hashes)}

    def read(self, line: Line) -> Reading:
        """The row as values of a draft, with all that is wrong with it."""
        reading = Reading(line)
        reading.take_found(known=KNOWN)
        self._names(reading)
        reading.values["nib"] = read_nib(reading)
        if reading.values["nib"] or self.sheet.options.get("no_nib"):
            reading.values["nib_status"] = "has" if reading.values["nib"] else "none"
        self._identity(reading)
        self._place(reading)
        self._contact(reading)
        self._trade(reading)
        self._money(reading)
        self._twins(reading)
        return reading

    def _names(self, reading: Reading) -> None:
        values = reading.values
        values["owner_name"] = read_name(reading, "owner_name", 120, label="Nama pemilik", tidy=self.tidy)
        values["name"] = read_name(reading, "name", 150, label="Nama usaha", tidy=self.tidy)
        if not reading.line.text("name"):
            values["name"] = values["owner_name"]
            if values["name"]:
                reading.warn("name", "Nama usaha kosong; dipakai nama pemilik.")
            else:
                reading.error("name", "Nama usaha wajib diisi.")
        if not reading.line.text("owner_name"):
            reading.warn("owner_name", "Nama pemilik kosong; dilengkapi nanti.")

    def _identity(self, reading: Reading) -> None:
        text = reading.line.text("nik")
        if is_empty(text) or "nik" in reading.line.numeric:
            return
        try:
            nik = check_nik(text).value
        except Invalid as wrong:
            reading.error("nik", wrong.message.replace(" Anda", ""))
            return
        digest, name = keyed_hash(nik), plain(reading.line.text("owner_name"))
        owner = self.owners.get(digest)
        if owner is None and self.niks.setdefault(digest, name) != name:
            reading.error("nik", "NIK ini juga tertulis untuk pemilik lain di berkas ini. Periksa keduanya.")
        if owner is not None and plain(owner.name) != name:
            reading.error("nik", "NIK ini sudah dipakai pemilik lain di portal. Periksa NIK dan nama pemiliknya.")
        elif owner is not None:
            reading.note("nik", "Pemilik ini sudah terdaftar; usahanya ditambahkan kepadanya.")
        reading.values["nik"] = nik

    def _place(self, reading: Reading) -> None:
        line, said = reading.line, reading.line.text("district")
        if "district" in line.carried:
            reading.note("district", f"Kosong; diambil dari baris di atasnya: {said[:60]}.")
        wanted = line.text("village")
        district = self.places.district(said) if said else None
        if district is None:
            lone = self.places.only_village(wanted) if wanted and not said else None
            if lone is None:
                words = f"Kecamatan “{said[:60]}” tidak ada di {home().name}." if said else "Kecamatan wajib diisi."
                reading.error("district", words)
            else:
                reading.values["village"] = lone
                reading.warn("district", f"Kecamatan kosong; dibaca dari desanya: {lone.parent}.")
            return
        if district.guessed:
            reading.warn("district", f"Dibaca sebagai {district.region.label}.")
        village = self.places.village(wanted, district.region) if wanted else None
        if village is None:
            words = (
                f"“{wanted[:60]}” tidak ada di {district.region.label}; dipilih nanti." if wanted else "Desa kosong."
            )
            reading.warn("village", words)
            return
        if village.guessed:
            reading.warn("village", f"Dibaca sebagai {village.region.label}.")
        reading.values["village"] = village.region

    def _contact(self, reading: Reading) -> None:
        address = reading.line.text("address")[:200]
        parts = _STREET.fullmatch(address)
        reading.values |= parts.groupdict() if parts else {"street": address}
        if parts:
            reading.values |= {name: parts[name].zfill(3) for name in ("rt", "rw")}
        text = reading.line.text("phone")
        first = re.split(r"\s*[/;,|]\s*", text)[0]
        if is_empty(first):
            return
        try:
            reading.values["phone"] = check_phone(first).value
        except Invalid as wrong:
            reading.warn("phone", f"{wrong.message} Dikosongkan.")
            return
        if first != text:
            reading.note("phone", f"Ada dua nomor; dipakai {first}.")

    def _trade(self, reading: Reading) -> None:
        line, values = reading.line, reading.values
        form = line.text("legal_form")
        first = plain(values["name"].split()[0]) if values["name"] else ""
        if not is_empty(form):
            values["legal_form"] = _FORMS.get(plain(form), "")
            if not values["legal_form"]:
                reading.warn("legal_form", f"Bentuk usaha “{form[:40]}” tidak dikenal; dipilih nanti.")
        elif first in ("cv", "ud", "pd", "pt", "kub", "kwt", "koperasi", "yayasan", "bumdes"):
            values["legal_form"] = _FORMS[first]
            reading.note("legal_form", f"Kosong; dibaca dari nama usaha: {LegalForm(_FORMS[first]).label}.")
        if not is_empty(line.text("kbli_code")):
            answer = self.activities.read(line.text("kbli_code"), self.sheet.options.get("kbli", "2020"))
            values["activity"] = answer.activity
            if answer.message:
                (reading.warn if answer.doubt else reading.note)("kbli_code", answer.message)
        product = line.text("product")[:300]
        values["description"] = (
            "" if is_empty(product) else f"Produk: {calm(product) if product.isupper() else product}."
        )

    def _money(self, reading: Reading) -> None:
        for field, label in (("workers_male", "Tenaga kerja laki-laki"), ("workers_female", "Tenaga kerja perempuan")):
            reading.values[field] = read_count(reading, field, label=label, most=100_000)
        reading.values["capital_range"] = self._range(reading, "investment")
        reading.values["sales_range"] = self._range(reading, "production_value")
        year = reading.line.text("year")
        if reading.values["sales_range"] and re.fullmatch(r"20\d\d", year):
            reading.values["sales_year"] = int(year)

    def _range(self, reading: Reading, field: str) -> str:
        """The range that holds an amount; a column in thousands is multiplied, unless the amount is whole already."""
        text, title = reading.line.text(field)[:LONGEST_AMOUNT], self.sheet.title(field).casefold()
        if is_empty(text):
            return ""
        try:
            amount = read_amount(text).rupiah
        except BadAmount as bad:
            reading.warn(field, f"{bad.message.replace('Harga', 'Nilai').replace('harga', 'nilai')} Dikosongkan.")
            return ""
        if "000" in title or "ribu" in title:
            if amount >= 1_000_000:
                reading.warn(field, "Judul kolom berkata ribuan, tetapi angka ini tampaknya rupiah penuh.")
            else:
                amount *= 1000
        return next((value for bound, value in _RANGES[:-1] if amount <= bound), _RANGES[-1][1])

    def _twins(self, reading: Reading) -> None:
        """The same NIB is the same business; the same name in the same village very likely is."""
        values, number = reading.values, reading.line.number
        village = values["village"].pk if values.get("village") else ""
        name = values["name"].lower()
        if nib := values["nib"]:
            if nib in self.by_nib:
                reading.duplicate("nib", f"NIB ini sudah ada di portal: {self.by_nib[nib]}.", certain=True)
            elif ("nib", nib) in self.seen:
                reading.duplicate("nib", f"NIB ini sama dengan baris {self.seen['nib', nib]}.")
            self.seen.setdefault(("nib", nib), number)
        place = ("name", name, village or plain(values["owner_name"]))
        if name and village and (name, village) in self.by_name:
            reading.duplicate("name", f"Usaha bernama sama sudah ada di {values['village'].label}.")
        elif name and place in self.seen:
            reading.duplicate("name", f"Nama dan tempatnya sama dengan baris {self.seen[place]}.")
        self.seen.setdefault(place, number)


def _nik_hash(line: Line) -> str:
    try:
        return keyed_hash(check_nik(line.text("nik")).value)
    except Invalid:
        return ""
