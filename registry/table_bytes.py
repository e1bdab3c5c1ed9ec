"""Opens the bytes of a table file: which kind it is, whether it is safe to unpack, and its raw rows."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook

from registry import table_text
from registry.table_text import BadTable, RawRow
from review.file_kinds import kind_of

__all__ = ["BadTable", "RawRow", "open_book"]

MAX_UNPACKED = 160 * 1024 * 1024  # 100,000 rows of 25 columns
MAX_RATIO = 200
RATIO_FROM = 5 * 1024 * 1024  # small parts may be as repetitive as they like
MAX_PARTS = 2_000
MAX_GRID = 4_000_000  # cells between the first and the last used one, blanks included
SAVE_AS = "Buka di Excel, pilih Simpan Sebagai > “Excel Workbook (.xlsx)”, lalu unggah hasilnya."
_CHUNK = 256 * 1024


@dataclass
class Book:
    """One table as found: its kind, the sheet's name ("" where there are none), rows and remarks for the person."""

    kind: str
    rows: Iterable[RawRow]
    notes: list[str] = field(default_factory=list)
    sheet: str = ""


def open_book(data: bytes, name: str, sheet: str | None) -> Book:
    """Raises BadTable for what is no table, is damaged or would unpack beyond measure."""
    kind = kind_of(data)
    extension = name.lower().rpartition(".")[2]
    if kind == "empty":
        raise BadTable("empty", "Berkas ini kosong (0 byte). Pilih berkasnya lagi, lalu unggah ulang.")
    if kind == "zip":
        return _workbook(data, _office_kind(data), sheet)
    if kind == "ole":
        return _workbook(data, "xls", sheet)
    if kind == "html":
        return Book("html", *table_text.html_rows(data))
    if kind == "unknown" and extension in {"xlsx", "xlsm", "ods"}:
        text = f"Berkas ini bernama .{extension}, tetapi isinya bukan itu atau sudah rusak. {SAVE_AS}"
        raise BadTable("broken", text)
    if kind != "unknown" and not _may_be_text(data):
        raise BadTable("not_a_table", f"Berkas ini bukan tabel. Unggah berkas Excel (.xlsx) atau CSV. {SAVE_AS}")
    return Book("csv", *table_text.csv_rows(data))


def _may_be_text(data: bytes) -> bool:
    """A CSV may begin with letters that other kinds begin with, such as BM."""
    return data[:2] in {b"BM", b"MZ"} and b"\x00" not in data[:512]


def _office_kind(data: bytes) -> str:
    """Checks the archive part by part and says which kind of workbook it is. Raises BadTable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise BadTable("broken", f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}") from None
    _refuse_claims(parts)
    _refuse_contents(data, parts)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise BadTable("not_a_table", f"Berkas ini arsip ZIP atau dokumen lain, bukan tabel. {SAVE_AS}")


def _refuse_claims(parts: list[zipfile.ZipInfo]) -> None:
    """What the archive's own directory says, before anything is unpacked."""
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _bomb()
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise _swollen()
        if part.flag_bits & 1 or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise BadTable("broken", f"Berkas ini dikunci atau dipadatkan dengan cara lain. {SAVE_AS}")


def _refuse_contents(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Unpacks every part once without keeping it: the directory may lie, and a DTD has no place in a workbook."""
    total = 0
    for part in parts:
        size = 0
        for chunk in _unpacked(data, part):
            if size == 0 and (b"<!DOCTYPE" in chunk[:4096] or b"<!ENTITY" in chunk[:4096]):
                raise BadTable("dtd", f"Berkas ini berisi perintah XML yang tidak wajar, jadi tidak dibaca. {SAVE_AS}")
            size += len(chunk)
            if total + size > MAX_UNPACKED:
                raise _bomb()
            if size > RATIO_FROM and size > MAX_RATIO * max(1, part.compress_size):
                raise _swollen()
        if size != part.file_size:
            raise BadTable("broken", f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}")
        total += size


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part in chunks, as far as its compressed data reach, whatever the directory says."""
    head = data[part.header_offset : part.header_offset + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise BadTable("broken", f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}")
    start = part.header_offset + 30 + sum(struct.unpack("<HH", head[26:30]))
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    unpacker = zlib.decompressobj(-15)
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
        while not unpacker.eof:
            chunk = unpacker.decompress(b"", _CHUNK) or unpacker.flush(_CHUNK)
            if not chunk:
                break
            yield chunk
    except zlib.error:
        raise BadTable("broken", f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}") from None


def _bomb() -> BadTable:
    text = f"Isi berkas ini mengembang lebih dari {MAX_UNPACKED // 1048576} MB, jadi tidak dibaca. Bagi menjadi "
    return BadTable("unpacks_too_big", text + "beberapa berkas yang lebih kecil, lalu unggah satu per satu.")


def _swollen() -> BadTable:
    text = f"Isi berkas ini mengembang lebih dari {MAX_RATIO} kali ukurannya, jadi tidak dibaca. Hapus baris dan kolom "
    return BadTable("unpacks_too_big", text + "kosong di luar tabel, simpan ulang di Excel, lalu unggah lagi.")


def _workbook(data: bytes, kind: str, wanted: str | None) -> Book:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheet, notes = _sheet(book, wanted)
    except python_calamine.PasswordError:
        text = "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."
        raise BadTable("encrypted", text) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise BadTable("broken", f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}") from None
    return Book(kind, _sheet_rows(sheet), notes, sheet.name)


def _sheet(book: CalamineWorkbook, wanted: str | None) -> tuple[CalamineSheet, list[str]]:
    """The named sheet, else the first visible one with more than one used row."""
    visible = [meta.name for meta in book.sheets_metadata if meta.visible == python_calamine.SheetVisibleEnum.Visible]
    if wanted is not None and wanted not in book.sheet_names:
        raise BadTable("no_sheet", f"Lembar “{wanted[:60]}” tidak ada di berkas ini.")
    names = [wanted] if wanted is not None else visible or book.sheet_names
    best = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None and (best is None or (best.height < 2 <= sheet.height)):
            best = sheet
            if sheet.height > 1:
                break
    if best is None:
        raise BadTable("empty", "Berkas ini tidak berisi data. Pilih berkas yang berisi tabel, lalu unggah lagi.")
    if best.total_height * best.total_width > MAX_GRID:
        text = f"Lembar “{best.name[:60]}” terlalu besar. Hapus baris dan kolom kosong di luar tabel."
        raise BadTable("too_many_rows", text)
    others = [name for name in book.sheet_names if name != best.name]
    return best, [f"Yang dibaca hanya lembar “{best.name}”; {len(others)} lembar lain dilewati."] if others else []


def _sheet_rows(sheet: CalamineSheet) -> Iterator[RawRow]:
    before = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows leaves out the empty columns at the left
    for number, found in enumerate(sheet.iter_rows(), 1):
        values = [*before, *found]
        numeric = {at for at, value in enumerate(values) if type(value) in {int, float}}
        cells = [_text(value) for value in values]
        yield RawRow(number, cells, len(cells), numeric)


def _text(value: object) -> str:
    """The cell as a person sees it: 25000 and not 25000.0; dates as 2026-11-21."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return str(value)
