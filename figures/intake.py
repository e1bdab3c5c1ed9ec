"""Reads a row of another office's list into what can be compared; a NIK becomes a hash before anything is written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from figures.models import ComparedRow
from registry.form_fields import tidy
from registry.headers import match_headers
from registry.identifiers import check_nib, check_nik, check_phone
from registry.importing.gazetteer import Gazetteer
from registry.models import Region
from registry.secrets import keyed_hash
from registry.spreadsheet import Row, Table
from review.checked import Invalid

FIELDS = {
    "name": "Nama usaha",
    "owner_name": "Nama pemilik",
    "nib": "NIB",
    "nik": "NIK",
    "phone": "Telepon",
    "village": "Desa/kelurahan",
    "district": "Kecamatan",
}
NUMBER_OF_A_PERSON = re.compile(r"\d{16,}")
MOST_OF_A_SUM = 3  # filled cells of a line that only sums or signs
TOTALS = re.compile(r"(jumlah|total|sub ?total|mengetahui)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which column holds what: `places` field -> column, `titles` field -> title, `unread` titles left alone."""

    places: Mapping[str, int]
    titles: Mapping[str, str]
    unread: list[str]


def columns_of(table: Table) -> Columns:
    """The columns that can be compared, recognised by their titles."""
    match = match_headers(table.header, "business_census")
    places = {name: match.columns[name] for name in FIELDS if name in match.columns}
    titles = {name: tidy(table.header[at])[:60] for name, at in places.items()}
    unread = [tidy(title)[:60] for at, title in enumerate(table.header) if title and at not in places.values()]
    return Columns(places, titles, unread)


@dataclass
class Reader:
    """Turns rows into ComparedRow without saving them; remembers places it has looked up."""

    columns: Columns
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    known: dict[tuple[str, str], tuple[Region | None, Region | None]] = field(default_factory=dict)
    above: str = ""

    def rows(self, table: Table) -> Iterator[ComparedRow]:
        """Every row with a name; sums and signatures at the end of a table are left out."""
        for row in table.rows:
            name = self._text(row, "name", 150)
            if name and not (TOTALS.match(name) and sum(map(bool, row.cells)) <= MOST_OF_A_SUM):
                yield self._row(row, name)

    def _text(self, row: Row, name: str, longest: int) -> str:
        at = self.columns.places.get(name)
        text = "" if at is None else tidy(row.cells[at])[: longest * 2]
        return NUMBER_OF_A_PERSON.sub("••••", text)[:longest].strip()

    def _row(self, row: Row, name: str) -> ComparedRow:
        problems: list[str] = []
        district = self._text(row, "district", 60) or self.above
        self.above = district  # merged cells: the kecamatan stands in the first row of its group only
        village = self._text(row, "village", 60)
        found_district, found_village = self._place(district, village)
        if district and found_district is None:
            problems.append(f"Kecamatan “{district[:40]}” tidak dikenal.")
        elif village and found_village is None:
            problems.append(f"Desa “{village[:40]}” tidak dikenal.")
        return ComparedRow(
            number=row.number,
            name=name,
            owner_name=self._text(row, "owner_name", 120),
            nib=self._nib(row, problems),
            nik_hash=self._nik_hash(row, problems),
            phone=self._phone(row, problems),
            village_code=found_village.code if found_village else "",
            district_code=found_district.code if found_district else "",
            place=", ".join(one for one in (village, district) if one)[:120],
            problems=problems,
        )

    def _place(self, district: str, village: str) -> tuple[Region | None, Region | None]:
        key = (district.casefold(), village.casefold())
        if key not in self.known:
            self.known[key] = self._look_up(district, village)
        return self.known[key]

    def _look_up(self, district: str, village: str) -> tuple[Region | None, Region | None]:
        found = self.gazetteer.district(district) if district else None
        if found is None:
            only = self.gazetteer.only_village(village) if village and not district else None
            return (only.parent, only) if only else (None, None)
        inside = self.gazetteer.village(village, found.region) if village else None
        return found.region, inside.region if inside else None

    def _cell(self, row: Row, name: str) -> str:
        at = self.columns.places.get(name)
        return "" if at is None else row.cells[at].strip().strip("'")[:60]

    def _nib(self, row: Row, problems: list[str]) -> str:
        text = re.sub(r"[ .\-]", "", self._cell(row, "nib"))
        if not text.strip("0-"):
            return ""
        if self.columns.places["nib"] in row.numeric and text.isdigit():
            text = text.zfill(13)
        try:
            return check_nib(text).value
        except Invalid as wrong:
            problems.append(f"NIB tidak dipakai: {wrong.message}")
            return ""

    def _nik_hash(self, row: Row, problems: list[str]) -> str:
        text = self._cell(row, "nik")
        if not text.strip("0- "):
            return ""
        if self.columns.places["nik"] in row.numeric:
            problems.append("NIK tidak dipakai: terbaca sebagai angka, jadi angka terakhirnya sudah hilang.")
            return ""
        try:
            return keyed_hash(check_nik(text).value)
        except Invalid:
            problems.append("NIK tidak dipakai: bukan 16 angka yang benar.")
            return ""

    def _phone(self, row: Row, problems: list[str]) -> str:
        text = self._cell(row, "phone")
        if not text.strip("0- "):
            return ""
        if text[:1] == "8" and text.isdigit():
            text = f"0{text}"  # kept as a number, its zero was lost
        try:
            return check_phone(text).value
        except Invalid:
            problems.append("Telepon tidak dipakai: bukan nomor telepon yang benar.")
            return ""


def values_of_list(columns: Columns, notes: list[str]) -> dict[str, Any]:
    """What the list remembers about its columns."""
    return {"columns": dict(columns.titles), "unread": columns.unread[:60], "notes": [tidy(one) for one in notes][:20]}
