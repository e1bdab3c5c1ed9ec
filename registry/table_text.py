"""Raw rows from table files that are text: CSV in its many dialects, and HTML that applications name .xls."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from review.sandbox import BadFile

MAX_ROWS = 100_000
MAX_CELLS = 2_500_000
SEPARATORS = ",;\t|"
_SAMPLE = 64 * 1024
_SAMPLE_ROWS = 40
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # a StringIO would hold four bytes for each letter
_FIELD_LIMIT = 64 * 1024 * 1024  # longer than any file we take: a huge cell is told by row, not by a crash
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_SAVE_AS = "Buka di Excel, pilih Simpan Sebagai > “Excel Workbook (.xlsx)”, lalu unggah hasilnya."


class BadTable(BadFile):
    """A table file that we do not take."""


def dotted(number: int) -> str:
    """2000000 as 2.000.000."""
    return f"{number:,}".replace(",", ".")


def too_many_rows() -> BadTable:
    text = f"Tabel ini terlalu besar: paling banyak {dotted(MAX_ROWS)} baris dan {dotted(MAX_CELLS)} sel. Bagi menjadi "
    return BadTable("too_many_rows", text + "beberapa berkas, lalu unggah satu per satu.")


@dataclass
class RawRow:
    """One row as it stands in the file: number as a spreadsheet counts, cells, how many, and which were numbers."""

    number: int
    cells: list[str]
    width: int
    numeric: set[int] = field(default_factory=set)


def csv_rows(data: bytes) -> tuple[Iterable[RawRow], list[str]]:
    """Rows of a CSV of any usual encoding, separator and line end, and remarks about what was assumed."""
    text, notes = decoded(data)
    control = sum(letter < " " and letter not in "\t\r\n" for letter in text[:4096])
    if control * 20 > len(text[:4096]):
        raise BadTable("not_a_table", f"Berkas ini bukan tabel. Unggah berkas Excel (.xlsx) atau CSV. {_SAVE_AS}")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _parsed(rest, first.strip()[4], 2), notes
    return _parsed(text, _separator(text), 1), notes


def decoded(data: bytes) -> tuple[str, list[str]]:
    """Text of UTF-8, UTF-16 (Excel's "Unicode text") or else Windows-1252, the habit of older Excel here."""
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif _mostly_nul(data[1:400:2]):
        encoding = "utf-16-le"
    elif _mostly_nul(data[0:400:2]):
        encoding = "utf-16-be"
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            text = f"Huruf di berkas ini rusak (UTF-16 tidak lengkap). {_SAVE_AS}"
            raise BadTable("encoding", text) from None
    # The five bytes that Windows-1252 leaves open become control characters, which are then told cell by cell.
    text = data.decode("latin-1").translate(_WINDOWS_1252)
    return text, ["Huruf dibaca sebagai Windows-1252 (bukan UTF-8). Periksa huruf beraksen dan tanda baca."]


def _mostly_nul(every_second: bytes) -> bool:
    """Latin letters in UTF-16 have a zero as every second byte; some signs, such as dashes, have not."""
    return len(every_second) > 3 and every_second.count(0) * 10 > len(every_second) * 6


def _separator(text: str) -> str:
    """The separator that cuts most rows of the beginning into the same number (more than one) of cells."""
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        csv.field_size_limit(_FIELD_LIMIT)
        widths = []
        for row in csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=separator):
            if row:
                widths.append(len(row))
            if len(widths) >= _SAMPLE_ROWS:
                break
        usual, rows = max(Counter(widths).items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        score = (rows if usual > 1 else 0, usual)
        if score > best_score:
            best, best_score = separator, score
    return best


def _parsed(text: str, separator: str, first_number: int) -> Iterator[RawRow]:
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader((found.group() for found in _LINE.finditer(text)), delimiter=separator, strict=True)
    number = first_number
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problem = f'Tanda kutip (") di baris {number} tidak berpasangan, jadi baris sesudahnya ikut tertelan.'
            raise BadTable("open_quote", f"{problem} Perbaiki baris itu, atau simpan sebagai .xlsx.") from None
        yield RawRow(number, cells, len(cells))
        number += 1


def html_rows(data: bytes) -> tuple[list[RawRow], list[str]]:
    """The largest table of an HTML page. Raises BadTable where there is none."""
    text, _ = decoded(data)
    page = _Page()
    page.feed(text)
    page.close()
    rows = max(page.tables, key=len, default=[])
    if len(rows) < 2:
        raise BadTable("html", f"Berkas ini halaman web atau XML, bukan berkas Excel. {_SAVE_AS}")
    found = [RawRow(number, cells, len(cells)) for number, cells in enumerate(rows, 1)]
    note = "Berkas ini halaman web (HTML) yang dinamai Excel; tabelnya terbaca. Lebih aman: simpan sebagai .xlsx."
    return found, [note]


class _Page(HTMLParser):
    """Collects the cells of the outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
            if len(self.tables[-1]) > MAX_ROWS:
                raise too_many_rows()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.tables[-1][-1].append("".join(self._cell).strip())
        self._cell = None
