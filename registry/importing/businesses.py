"""Checks the rows of a list of businesses: what each cell means, and what is wrong with it."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from registry.amounts import BadAmount, read_amount
from registry.identifiers import check_postal_code, check_whatsapp, sex_in_nik
from registry.importing.activities import Activities
from registry.importing.gazetteer import Gazetteer
from registry.importing.identity import Seen, nik_of, phone_of
from registry.importing.near import plain
from registry.importing.reading import Line, Reading, Sheet
from registry.importing.registered import Known, Registered
from registry.importing.words import LONGEST_AMOUNT, calm, is_empty, nib_digits, read_count, read_name, read_nib
from registry.models import BusinessEdition, LegalForm, Owner
from registry.places import home
from review.checked import Invalid

NIK_LOST = "NIK terbaca sebagai angka, jadi angka terakhirnya hilang. Ubah kolom menjadi Teks, lalu ketik ulang."
KNOWN = {
    "nib:numeric_id": "", "phone:numeric_id": "", "whatsapp:numeric_id": "", "kbli_code:numeric_id": "",  # below
    "nik:numeric_id": NIK_LOST, "nik:scientific_id": NIK_LOST,
}  # fmt: skip
_FORMS = {
    "po": "sole", "perorangan": "sole", "perseorangan": "sole", "pribadi": "sole", "ud": "ud", "pd": "ud", "cv": "cv",
    "firma": "firma", "fa": "firma", "persekutuanperdata": "civil", "pt": "pt", "perseroanterbatas": "pt",
    "ptperorangan": "pt_solo", "ptperseorangan": "pt_solo", "kop": "coop", "koperasi": "coop", "bumdes": "bumdes",
    "bumdesa": "bumdes", "bumdesma": "bumdes", "yayasan": "foundation", "kub": "group", "kelompok": "group",
    "kwt": "group", "poktan": "group", "lainnya": "other",
}  # fmt: skip
_SEXES = {
    "l": Owner.Sex.MALE, "lk": Owner.Sex.MALE, "lakilaki": Owner.Sex.MALE, "pria": Owner.Sex.MALE,
    "p": Owner.Sex.FEMALE, "pr": Owner.Sex.FEMALE, "perempuan": Owner.Sex.FEMALE, "wanita": Owner.Sex.FEMALE,
}  # fmt: skip
_STREET = re.compile(
    r"(?P<street>.*?)[\s,]*\bRT[.\s]*0*(?P<rt>\d{1,3})[\s,/]*(?:RW)?[.\s]*0*(?P<rw>\d{1,3})\W*", re.IGNORECASE
)
_RANGES = sorted((int(one.value), one.value) for one in BusinessEdition.Range)


class BusinessCheck:
    """Reads the rows of one table; what the register holds already is asked once for all of them."""

    def __init__(
        self, sheet: Sheet, places: Gazetteer, activities: Activities, lines: Sequence[Line], seen: Seen
    ) -> None:
        self.sheet, self.places, self.activities, self.seen = sheet, places, activities, seen
        self.tidy = bool(sheet.options.get("tidy", True))
        self.year = timezone.localdate().year
        self._look_up(lines)

    def _look_up(self, lines: Sequence[Line]) -> None:
        self.niks = {line.number: nik_of(line) for line in lines}
        self.phones = {line.number: phone_of(line) for line in lines}
        hashes = {digest for _, digest, _ in self.niks.values()} - {""}
        self.owners = {one.nik_hash: one for one in Owner.objects.filter(nik_hash__in=hashes)}
        self.there = Registered(
            nibs={digits for line in lines if len(digits := nib_digits(line)) == 13 and digits.isascii()},
            names={line.text(name).lower() for line in lines for name in ("name", "owner_name")} - {""},
            phones={phone for phone, _ in self.phones.values()} - {""},
            nik_hashes=hashes,
        )

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
        nik, digest, wrong = self.niks[reading.line.number]
        sex = _SEXES.get(plain(reading.line.text("sex")), "")
        reading.values["sex"] = sex
        if wrong:
            reading.error("nik", wrong)
        if not nik:
            return
        name, owner = plain(reading.line.text("owner_name")), self.owners.get(digest)
        if owner is None and self.seen.names.setdefault(hash(digest), hash(name)) != hash(name):
            reading.error("nik", "NIK ini juga tertulis untuk pemilik lain di berkas ini. Periksa keduanya.")
        if owner is not None and plain(owner.name) != name:
            reading.error("nik", "NIK ini sudah dipakai pemilik lain di portal. Periksa NIK dan nama pemiliknya.")
        elif owner is not None:
            names = ", ".join(sorted({one.shown for one in self.there.by_nik.get(digest, [])})[:3])
            reading.note("nik", f"Pemilik ini sudah terdaftar{f' dengan {names}' if names else ''}.")
        if sex and sex != sex_in_nik(nik):
            reading.warn("sex", "Berbeda dari NIK; yang dipakai dari NIK. Periksa keduanya.")
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
        phone, said = self.phones[reading.line.number]
        if phone:
            reading.values["phone"] = phone
            if said:
                reading.note("phone", said)
        elif said:
            reading.warn("phone", f"{said} Dikosongkan.")
        for name, check in (("whatsapp", check_whatsapp), ("postal_code", check_postal_code)):
            text = reading.line.text(name)
            if is_empty(text):
                continue
            if name == "whatsapp" and phone.startswith("+628") and text == reading.line.text("phone"):
                reading.values[name] = phone  # checked already
                continue
            try:
                reading.values[name] = check(text).value
            except Invalid as wrong:
                reading.warn(name, f"{wrong.message} Dikosongkan.")
        email = reading.line.text("email")
        if not is_empty(email):
            try:
                validate_email(email)
                reading.values["email"] = email.lower()
            except ValidationError:
                reading.warn("email", "Alamat surel tidak benar; dikosongkan.")

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
        founded = line.text("founded_year")
        if re.fullmatch(r"(19|20)\d\d", founded) and int(founded) <= self.year:
            values["founded_year"] = int(founded)
        elif not is_empty(founded):
            reading.warn("founded_year", "Tahun berdiri tidak terbaca; dikosongkan.")
        product = line.text("product")[:300]
        values["description"] = (
            "" if is_empty(product) else f"Produk: {calm(product) if product.isupper() else product}."
        )

    def _money(self, reading: Reading) -> None:
        for field, label in (("workers_male", "Tenaga kerja laki-laki"), ("workers_female", "Tenaga kerja perempuan")):
            reading.values[field] = read_count(reading, field, label=label, most=100_000)
        reading.values["investment_range"] = self._range(reading, "investment")
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
        """The same NIB is the same business; the same name with the same village, NIK or phone very likely is."""
        values, number = reading.values, reading.line.number
        village, owner = values["village"].pk if values.get("village") else "", plain(values["owner_name"])
        name, (_, digest, _), (phone, _) = values["name"].lower(), self.niks[number], self.phones[number]
        self._registered(reading, village, owner, digest, phone)
        marks = (
            ("nib", values["nib"], "", "NIB ini sama dengan baris {row}."),
            ("name", name, village or owner, "Nama dan tempatnya sama dengan baris {row}."),
            ("nik", digest, name, "Nama usaha dan NIK-nya sama dengan baris {row}."),
            ("phone", phone, name, "Nama usaha dan teleponnya sama dengan baris {row}."),
        )
        for mark, first, second, words in marks:
            if not first or (mark != "nib" and not name):
                continue
            before = self.seen.rows.setdefault(hash((mark, first, second)), number)
            if before != number and not reading.is_duplicate:
                reading.duplicate("name" if mark == "nik" else mark, words.format(row=before), certain=mark == "nib")

    def _registered(self, reading: Reading, village: str, owner: str, digest: str, phone: str) -> None:
        """The business of the register that a row means: told as a duplicate, or as the one whose next round it is."""
        there, nib, name = self.there, reading.values["nib"], reading.values["name"]
        if nib in there.by_nib:
            self._tell(reading, "nib", there.by_nib[nib], "NIB ini sudah ada di portal", certain=True)
            return
        if not name:
            return
        for one in there.by_name.get(name.lower(), []):
            if (one.village == village) if one.village and village else one.owner == owner:
                self._tell(reading, "name", one, "Usaha bernama sama sudah ada di tempat yang sama")
                return
        for mark, found in (("nik", there.by_nik.get(digest, [])), ("phone", there.by_phone.get(phone, []))):
            same = [one for one in found if plain(one.name) == plain(name)]
            if same:
                words = "NIK" if mark == "nik" else "nomor telepon"
                self._tell(reading, "name", same[0], f"Usaha dengan nama dan {words} yang sama sudah ada")
                return
        if phone in there.by_phone:
            reading.note("phone", f"Nomor ini juga dipakai {there.by_phone[phone][0].shown}.")

    def _tell(self, reading: Reading, field: str, known: Known, words: str, *, certain: bool = False) -> None:
        if known.again and self.seen.rows.setdefault(hash(("again", known.pk)), reading.line.number) != (
            reading.line.number
        ):
            words = f"Usaha ini sama dengan baris {self.seen.rows[hash(('again', known.pk))]}"
            reading.duplicate(field, f"{words}: {known.shown}.", certain=True, code=known.code)
        elif known.again:
            reading.values["again"] = known.pk
            reading.note(field, f"Melanjutkan pendaftaran yang dikembalikan: {known.shown}.")
        elif known.refused:
            reading.duplicate(field, f"Pendaftaran usaha ini pernah ditolak: {known.shown}.", code=known.code)
        else:
            reading.duplicate(field, f"{words}: {known.shown}.", certain=certain, code=known.code)
