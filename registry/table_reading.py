"""From the bytes of a table file to its header and clean rows: the task of `registry.spreadsheet`'s child process."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from registry import table_bytes, table_header
from registry.table_text import MAX_CELLS, MAX_ROWS, BadTable, RawRow, dotted, too_many_rows
from review.sandbox import task

__all__ = ["BadTable", "read"]

MAX_CELL = 32_000
MAX_LINES = 1_048_576  # blank ones too: what a spreadsheet can number
# Digits that are a name, not an amount. A spreadsheet number has lost leading zeros, and past 15 digits the last ones.
_ID_WORDS = {"nik", "ktp", "nib", "npwp", "nitku", "telp", "telepon", "tlp", "hp", "wa", "whatsapp", "kbli"}
_LOST_WORDS = {"nik", "ktp"}  # 16 digits: the last one is already gone, so the row cannot be used
_SCIENTIFIC = re.compile(r"\s*\d([.,]\d+)?[eE]\+?\d{1,3}\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class _Column:
    """A title, and what its words say about the numbers below it."""

    title: str
    identifies: bool  # its digits are a name, not an amount
    loses: bool  # 16 of them: a spreadsheet has changed the last one already
    is_kbli: bool


@task
def read(data: bytes, *, name: str, sheet: str | None) -> tuple[dict, list[bytes]]:
    """Values: kind, header, header_row, notes, sheet. One blob: a JSON line for each row. Raises BadTable."""
    book = table_bytes.open_book(data, name, sheet)
    rows = iter(_within_limits(book.rows))
    top = list(islice(rows, table_header.LOOKED_AT + 3))
    if not top:
        raise BadTable("empty", "Berkas ini kosong. Pilih berkas yang berisi tabel, lalu unggah lagi.")
    found = table_header.find(top)
    notes = [*book.notes, *found.notes]
    columns = [_column(title) for title in found.titles]
    lines = bytearray()  # row by row: a large table is never held as objects
    for row in chain(top[found.first_data_row :], rows):
        lines += _line(row, columns, book.kind == "csv") + b"\n"
    if not lines:
        text = "Berkas ini hanya berisi judul kolom, belum ada baris data. Isi dulu, lalu unggah lagi."
        raise BadTable("header_only", text)
    values = {"kind": book.kind, "header": found.titles, "header_row": found.number, "sheet": book.sheet}
    return {**values, "notes": notes}, [bytes(lines)]


def _column(title: str) -> _Column:
    words = set(re.findall(r"[a-z]+", title.lower()))
    return _Column(title, bool(words & _ID_WORDS), bool(words & _LOST_WORDS), "kbli" in words)


def _within_limits(rows: Iterable[RawRow]) -> Iterable[RawRow]:
    """Rows that are not blank, while they fit into the limits."""
    count = cells = 0
    for row in rows:
        if row.number > MAX_LINES:
            raise too_many_rows()
        while row.cells and not row.cells[-1].strip():
            row.cells.pop()
        if not row.cells:
            continue
        count += 1
        cells += len(row.cells)
        if count > MAX_ROWS + 30 or cells > MAX_CELLS:
            raise too_many_rows()
        yield row


def _line(row: RawRow, columns: list[_Column], is_csv: bool) -> bytes:
    problems: list[list] = []
    width = len(columns)
    if len(row.cells) > width or (is_csv and row.width < width):
        got = max(len(row.cells), row.width)
        text = f"Baris {row.number} berisi {got} kolom, judulnya {width} kolom. Periksa tanda pemisah dan tanda kutip."
        problems.append([None, "ragged", text, True])
    cells = [_clean(cell, column, problems) for column, cell in enumerate(row.cells[:width])]
    for at, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        is_number = at in row.numeric
        if (is_number or column.identifies) and (problem := _id_problem(cell, is_number, column)):
            problems.append([at, *problem])
    cells += [""] * (width - len(cells))
    numeric = sorted(column for column in row.numeric if column < width)
    return json.dumps([row.number, cells, problems, numeric], ensure_ascii=False).encode()


def _clean(cell: str, column: int, problems: list[list]) -> str:
    """The text without what PostgreSQL refuses and what nobody sees; each such find is told."""
    if cell.isascii() and cell.isprintable() and len(cell) <= MAX_CELL:
        return cell.strip()  # most cells: nothing of what follows is in them
    bare = _SURROGATE.sub("", _CONTROL.sub("", cell))
    if bare != cell:
        text = "Sel ini berisi karakter rusak yang tidak terlihat. Ketik ulang isinya."
        problems.append([column, "control", text, True])
    shown = _HIDDEN.sub("", bare)
    if shown != bare:
        text = "Sel ini berisi karakter tersembunyi (pengatur arah atau lebar nol); kami buang. Periksa isinya."
        problems.append([column, "hidden", text, False])
    if len(shown) > MAX_CELL:
        text = f"Sel ini {dotted(len(shown))} huruf, paling banyak {dotted(MAX_CELL)}. Periksa tanda kutipnya."
        problems.append([column, "too_long", text, True])
        shown = shown[:MAX_CELL]
    return unicodedata.normalize("NFC", shown).strip()


def _id_problem(cell: str, numeric: bool, column: _Column) -> list | None:
    if column.identifies and _SCIENTIFIC.fullmatch(cell):
        text = f"{column.title} tertulis {cell}: Excel sudah memotong angkanya. Ubah kolom menjadi Teks, "
        return ["scientific_id", text + "lalu ketik ulang.", True]
    if not numeric:
        return None
    if column.loses:
        text = f"{column.title} terbaca sebagai angka; angka terakhirnya sudah berubah. Ubah kolom menjadi Teks, "
        return ["numeric_id", text + "ketik ulang.", True]
    if column.identifies and not column.is_kbli:
        text = f"{column.title} terbaca sebagai angka; nol di depan mungkin hilang. Periksa lagi."
        return ["numeric_id", text, False]
    if sum(letter.isdigit() for letter in cell) > 15:
        return ["big_number", "Angka ini lebih dari 15 digit; Excel mengubah digit terakhirnya. Periksa lagi.", False]
    return None
