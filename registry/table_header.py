"""Finds the header of a table as offices keep it: title rows above, headers of two rows, a row of column numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from registry.headers import key
from registry.table_bytes import BadTable, RawRow

LOOKED_AT = 30
_DIGITS = re.compile(r"[\d.,\s]*\d[\d.,\s]*")


@dataclass
class Header:
    """Titles, the row they stand in, and where in the list of rows the data begin."""

    titles: list[str]
    number: int
    first_data_row: int
    notes: list[str] = field(default_factory=list)


def find(rows: list[RawRow]) -> Header:
    """Raises BadTable "no_header" or "duplicate_header"."""
    at = _header_row(rows)
    row = rows[at]
    if _looks_like_data(row):
        text = "Baris pertama tabel ini tampaknya sudah data. Tambahkan satu baris judul kolom di atasnya, misalnya "
        raise BadTable("no_header", text + "nib, nama_usaha, nama_produk, lalu unggah lagi.")
    titles = [_title(cell) for cell in row.cells]
    found = Header(titles, row.number, at + 1)
    if at:
        found.notes.append(f"Judul kolom ditemukan di baris {row.number}; {at} baris di atasnya dilewati.")
    _add_second_row(found, rows)
    _skip_column_numbers(found, rows)
    _refuse_duplicates(found.titles)
    for column, title in enumerate(found.titles, 1):
        if not title:
            found.notes.append(f"Kolom ke-{column} tidak punya judul; isinya tidak dipakai.")
    return found


def _title(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _filled(row: RawRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _header_row(rows: list[RawRow]) -> int:
    """The first row that fills at least half as many cells as the fullest one near the top."""
    top = rows[:LOOKED_AT]
    widest = max(_filled(row) for row in top)
    return next(at for at, row in enumerate(top) if _filled(row) * 2 >= widest and (_filled(row) > 1 or widest == 1))


def _looks_like_data(row: RawRow) -> bool:
    cells = [cell for cell in row.cells if cell.strip()]
    numbers = [cell for cell in cells if _DIGITS.fullmatch(cell)]
    return len(numbers) * 3 >= len(cells) or any(sum(map(str.isdigit, cell)) >= 5 for cell in numbers)


def _add_second_row(found: Header, rows: list[RawRow]) -> None:
    """A header of two rows: the lower one names every column that the upper one leaves blank (merged cells)."""
    if found.first_data_row >= len(rows):
        return
    upper, lower = found.titles, rows[found.first_data_row]
    below = [_title(cell) for cell in lower.cells]
    below += [""] * (len(upper) - len(below))
    blanks = [column for column, title in enumerate(upper) if not title]
    if not blanks or len(below) > len(upper) or lower.numeric or not all(below[column] for column in blanks):
        return
    if any(_DIGITS.fullmatch(title) for title in below if title) or all(below):
        return
    over = ""
    for column, title in enumerate(upper):
        over = title or over
        upper[column] = f"{over}: {below[column]}" if below[column] else over
    found.first_data_row += 1
    found.notes.append(f"Judul kolom terdiri atas dua baris ({found.number} dan {lower.number}); keduanya digabung.")


def _skip_column_numbers(found: Header, rows: list[RawRow]) -> None:
    if found.first_data_row >= len(rows):
        return
    row = rows[found.first_data_row]
    numbers = [cell.strip("() ") for cell in row.cells]
    if len(numbers) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]:
        found.first_data_row += 1
        found.notes.append(f"Baris {row.number} hanya nomor kolom; dilewati.")


def _refuse_duplicates(titles: list[str]) -> None:
    seen: dict[str, int] = {}
    for column, title in enumerate(titles, 1):
        name = key(title)
        if name and name in seen:
            text = f"Dua kolom berjudul “{title[:60]}” (kolom {seen[name]} dan {column}). Ubah salah satu judulnya, "
            raise BadTable("duplicate_header", text + "lalu unggah lagi.")
        seen[name] = column
