"""Checks the rows of a list of certificates: whose paper it is, of which kind, its number, and its dates."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower

from certification.models import Certificate, Kind
from certification.number_words import FREE
from certification.numbers import check_number
from certification.queries import kinds
from certification.validity import EXPIRED, NEEDS_CONFIRMATION, certificate_status
from registry.dates import BadDate, read_date
from registry.importing.columns import Column
from registry.importing.near import nearest, plain
from registry.importing.reading import Line, Reading
from registry.importing.words import is_empty, nib_digits, read_nib
from registry.models import BusinessEdition
from review.checked import Invalid

COLUMNS = (
    Column("nib", "NIB", "13 angka, NIB pemegang sertifikat.", "0000000000017", as_text=True),
    Column("business_name", "Nama usaha", "Persis seperti di portal, bila NIB-nya kosong.", "Gula Aren Contoh"),
    Column("kind", "Jenis sertifikat", "Halal, P-IRT, BPOM MD, Merek, dan sebagainya.", "P-IRT", needed=True),
    Column("number", "Nomor sertifikat", "Seperti tercetak.", "2063602990000-29", needed=True, as_text=True),
    Column("issued_on", "Tanggal terbit", "Misalnya 21/11/2026 atau 21 November 2026.", "21/11/2024", as_text=True),
    Column("expires_on", "Berlaku sampai", "Tanggal, atau “seumur hidup”.", "21/11/2029", as_text=True),
    Column("scope", "Produk yang tercantum", "Seperti tercetak.", "Gula semut"),
    Column("issuer", "Penerbit", "Boleh kosong; diisi menurut jenisnya.", ""),
)
KNOWN = {"nib:numeric_id": ""}
SPOKEN = {  # as offices write the kinds, besides their own names
    "sertifikathalal": "halal", "halalbpjph": "halal", "shhalal": "halal",
    "pirt": "pirt", "spppirt": "pirt", "sppirt": "pirt", "pirtsppirt": "pirt",
    "bpom": "bpom_food", "bpommd": "bpom_food", "md": "bpom_food", "izinedarbpom": "bpom_food", "bpomml": "bpom_food",
    "kosmetika": "bpom_cosmetic", "notifikasikosmetika": "bpom_cosmetic", "bpomkosmetik": "bpom_cosmetic",
    "merek": "trademark", "merk": "trademark", "haki": "trademark", "hki": "trademark", "sertifikatmerek": "trademark",
    "sni": "sni", "spptsni": "sni", "tkdn": "tkdn", "slhs": "slhs", "psat": "psat", "organik": "organic",
    "haccp": "haccp", "iso": "iso",
}  # fmt: skip
LONGEST_SCOPE = 1000
IN_PROCESS = re.compile(r"((masih|sedang)\s+)*(dalam\s+)?(di)?(proses|pengajuan|pengurusan)(\s.*)?", re.IGNORECASE)
FOR_LIFE = re.compile(r"seumur\s+hidup|selamanya|tanpa\s+batas(\s+waktu)?|tidak\s+terbatas", re.IGNORECASE)


@dataclass
class Above:
    """What one pass through a table remembers of the rows above: kind and number -> row."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)


class Papers:
    """The kinds of certificate, read once for a table."""

    def __init__(self) -> None:
        self._by_code = {kind.code: kind for kind in kinds()}
        self._by_word = {word: self._by_code[code] for word, code in SPOKEN.items() if code in self._by_code}
        for kind in self._by_code.values():
            self._by_word |= {plain(kind.name): kind, plain(kind.short_name): kind, plain(kind.code): kind}

    def kind(self, text: str) -> tuple[Kind | None, bool]:
        """The kind that a cell means, and whether its spelling had to be put right."""
        word = plain(text[:80])
        if word in self._by_word:
            return self._by_word[word], False
        meant = nearest(word, self._by_word) if len(word) > 4 else None
        return (self._by_word[meant], True) if meant else (None, False)


class CertificateCheck:
    """Reads the rows of one table; businesses and papers that are there already are asked once for all of them."""

    def __init__(self, papers: Papers, lines: Sequence[Line], above: Above) -> None:
        self.papers, self.above = papers, above
        there = BusinessEdition.objects.filter(Q(is_live=True) | Q(is_open=True)).order_by("is_live", "pk")
        nibs = {digits for line in lines if len(digits := nib_digits(line)) == 13 and digits.isascii()}
        names = {line.text("business_name").lower() for line in lines} - {""}
        self.by_nib: dict[str, tuple[int, str]] = {}
        self.by_name: dict[str, dict[int, str]] = {}
        for query in (
            there.filter(~Q(nib=""), nib__in=nibs).annotate(low=Lower("name")),
            there.annotate(low=Lower("name")).filter(low__in=names),
        ):
            for pk, name, nib, low in query.values_list("business_id", "name", "nib", "low"):
                if nib:
                    self.by_nib[nib] = (pk, name)
                self.by_name.setdefault(low, {})[pk] = name
        businesses = {pk for pk, _ in self.by_nib.values()} | {pk for same in self.by_name.values() for pk in same}
        open_or_live = Certificate.objects.filter(Q(is_open=True) | Q(is_live=True))
        self.of_these = {
            (business, kind, number): code
            for business, kind, number, code in open_or_live.filter(business__in=businesses).values_list(
                "business_id", "kind_id", "number", "code"
            )
        }
        numbers = {line.text("number") for line in lines} | {self._canonical(line) for line in lines}
        live = Certificate.objects.filter(number__in=numbers - {""}, is_live=True)
        self.live = {(kind, number): business for kind, number, business in live.values_list(
            "kind_id", "number", "business_id")}  # fmt: skip

    def _canonical(self, line: Line) -> str:
        kind, _ = self.papers.kind(line.text("kind"))
        try:
            return check_number(kind.number_rule, line.text("number")).value if kind else ""
        except Invalid:
            return ""

    def read(self, line: Line) -> Reading:
        """The row as values of a draft, with all that is wrong with it."""
        reading = Reading(line)
        reading.take_found(known=KNOWN)
        self._holder(reading)
        kind = self._kind(reading)
        if IN_PROCESS.fullmatch(line.text("number").strip(" .")):
            reading.skip("number", "Masih dalam proses, jadi belum ada sertifikat yang dicatat.")
            return reading
        self._number(reading, kind)
        self._dates(reading, kind)
        scope = "" if is_empty(line.text("scope")) else line.text("scope")
        reading.values["scope"] = scope[:LONGEST_SCOPE]
        if len(scope) > LONGEST_SCOPE:
            reading.warn("scope", f"Lebih dari {LONGEST_SCOPE} huruf; dipotong.")
        issuer = line.text("issuer")
        reading.values["issuer"] = (kind.issuer if kind and is_empty(issuer) else issuer)[:120]
        self._twins(reading)
        return reading

    def _holder(self, reading: Reading) -> None:
        """The business: by NIB, else by exactly its name when only one has it."""
        nib, name = read_nib(reading), reading.line.text("business_name")
        if any(one["field"] == "nib" and one["level"] == "error" for one in reading.problems):
            return
        if nib in self.by_nib:
            pk, known = self.by_nib[nib]
            reading.values["business"] = pk
            if name and plain(name) != plain(known):
                near = nearest(plain(name), [plain(known)])
                words = f"Di portal NIB ini atas nama “{known}”."
                (reading.warn if near else reading.error)("nib", f"{words} Periksa NIB dan nama usahanya.")
            return
        same = self.by_name.get(name.lower(), {}) if name else {}
        if len(same) == 1:
            reading.values["business"] = next(iter(same))
            reading.warn("business_name", "Dicocokkan hanya lewat nama. Pastikan usahanya benar.")
        elif same:
            reading.error("business_name", f"Ada {len(same)} usaha bernama ini. Isi NIB-nya supaya jelas.")
        else:
            reading.error("business_name", "Usaha ini belum terdaftar. Impor daftar usahanya dulu, lalu unggah lagi.")

    def _kind(self, reading: Reading) -> Kind | None:
        text = reading.line.text("kind")
        kind, guessed = self.papers.kind(text)
        if kind is None:
            words = f"Jenis “{text[:40]}” tidak dikenal." if text else "Jenis sertifikat wajib diisi."
            reading.error("kind", words)
        elif guessed:
            reading.warn("kind", f"Dibaca sebagai {kind.name}.")
        reading.values["kind"] = kind
        return kind

    def _number(self, reading: Reading, kind: Kind | None) -> None:
        text = reading.line.text("number")
        if is_empty(text):
            reading.error("number", "Nomor sertifikat wajib diisi.")
            return
        try:
            checked = check_number(kind.number_rule if kind else "", text)
        except Invalid as wrong:
            reading.values["number"] = text
            if len(text) > Certificate._meta.get_field("number").max_length:  # type: ignore[operator]
                reading.error("number", FREE.refuse("length").message)
            else:
                reading.warn("number", f"{wrong.message} Dicatat seperti tertulis.")
            return
        reading.values["number"] = checked.value
        for hint in checked.hints:
            reading.warn("number", hint.message)

    def _dates(self, reading: Reading, kind: Kind | None) -> None:
        issued = self._date(reading, "issued_on")
        text = reading.line.text("expires_on")
        if FOR_LIFE.fullmatch(text.strip(" .")):
            ends = None
            if kind is not None and kind.has_expiry:
                reading.warn("expires_on", f"{kind.short_name} biasanya ada akhirnya. Periksa di sertifikatnya.")
        else:
            ends = self._date(reading, "expires_on")
        if issued and ends and ends < issued:
            reading.error("expires_on", "Berakhir sebelum terbit. Periksa kedua tanggalnya.")
            return
        reading.values |= {"issued_on": issued, "expires_on": ends}
        if kind is not None and ends is not None:
            status = certificate_status(ends, has_expiry=kind.has_expiry, expiring_days=kind.expiring_days)
            if status in (EXPIRED, NEEDS_CONFIRMATION):
                reading.warn("expires_on", "Tanggal ini sudah lewat. Draf tetap dibuat sebagai riwayat.")

    def _date(self, reading: Reading, name: str) -> datetime.date | None:
        text = reading.line.text(name)
        if is_empty(text):
            if name == "issued_on":
                reading.warn(name, "Tanggal terbit kosong; dilengkapi nanti.")
            return None
        try:
            return read_date(text[:60])
        except BadDate as bad:
            reading.warn(name, f"{bad.message} Dikosongkan.")
            return None

    def _twins(self, reading: Reading) -> None:
        """The same number of the same kind is the same paper."""
        values, kind = reading.values, reading.values.get("kind")
        number, business = values.get("number", ""), values.get("business")
        if kind is None or not number or business is None:
            return
        code = self.of_these.get((business, kind.code, number))
        if code:
            reading.duplicate("number", f"Sertifikat ini sudah tercatat di portal ({code}).", certain=True, code=code)
        elif self.live.get((kind.code, number), business) != business:
            reading.error("number", "Nomor ini sudah dipakai usaha lain. Periksa NIB dan nomornya.")
        before = self.above.rows.setdefault((kind.code, number), reading.line.number)
        if before != reading.line.number and not reading.is_duplicate:
            reading.duplicate("number", f"Jenis dan nomornya sama dengan baris {before}.", certain=True)
