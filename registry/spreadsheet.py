"""Reads an untrusted table file (CSV, Excel, LibreOffice) into rows of text for the staff import.

Parsing happens in a child process with limits (`review.sandbox`); here is what comes back. Text stays text: leading
zeros, signs and formulas are kept as they are written. Nothing is guessed or repaired silently: what was found odd is
a `Problem` of its row or a line in `notes`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from registry import table_reading
from review.sandbox import Limits, SandboxFailed, run

BadTable = table_reading.BadTable
MAX_BYTES = 30 * 1024 * 1024
LIMITS = Limits(memory_mb=1024, cpu_seconds=40, wall_seconds=90, output_mb=128)

_SMALLER = "Bagi menjadi beberapa berkas yang lebih kecil, lalu unggah satu per satu."
_FAILED = {
    "timeout": f"Tabel ini terlalu lama dibaca. {_SMALLER}",
    "memory": f"Tabel ini terlalu berat untuk dibaca. {_SMALLER}",
    "crash": "Tabel ini tidak dapat dibaca. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.",
    "busy": "Banyak berkas sedang diperiksa. Tunggu sebentar, lalu unggah lagi.",
}


@dataclass(frozen=True)
class Problem:
    """Something odd in a row. `column` counts from 0, None means the row as a whole.

    `code`: ragged, control, hidden, too_long, numeric_id, scientific_id, big_number. `blocks` says whether the row
    must not be taken in as it stands; else it is a warning.
    """

    column: int | None
    code: str
    message: str
    blocks: bool


@dataclass(frozen=True)
class Row:
    """One data row. `number` is the row as a spreadsheet counts it (the first row of the file is 1).

    `cells` has exactly as many texts as the header; control and invisible characters are already taken out.
    `numeric` holds the columns whose cells were numbers, not text, in the file (never so in a CSV).
    """

    number: int
    cells: list[str]
    problems: list[Problem]
    numeric: frozenset[int]

    @property
    def blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)


class Rows:
    """The rows, as often as wanted; each is unpacked only when asked for."""

    def __init__(self, lines: bytes):
        self._lines = lines

    def __len__(self) -> int:
        return self._lines.count(b"\n")

    def __iter__(self) -> Iterator[Row]:
        for line in io.BytesIO(self._lines):
            number, cells, problems, numeric = json.loads(line)
            yield Row(number, cells, [Problem(*problem) for problem in problems], frozenset(numeric))


@dataclass(frozen=True)
class Table:
    """What a file holds. `kind`: csv, xlsx, xls, ods or html; `sheet` is the sheet that was read, "" for a CSV."""

    kind: str
    header: list[str]
    header_row: int
    rows: Rows
    notes: list[str]
    sheet: str
    peak_bytes: int


def read_table(data: bytes, name: str = "", *, sheet: str | None = None, limits: Limits = LIMITS) -> Table:
    """Reads the first sheet with data, or the named one. Raises BadTable with a code and an Indonesian message."""
    if len(data) > MAX_BYTES:
        this = -(-len(data) // 1048576)
        text = f"Tabel paling besar {MAX_BYTES // 1048576} MB. Berkas ini {this} MB. {_SMALLER}"
        raise BadTable("too_many_bytes", text)
    try:
        answer = run(table_reading.read, data, limits=limits, refusal=BadTable, name=name[-80:], sheet=sheet)
    except SandboxFailed as failure:
        raise BadTable(failure.kind, _FAILED[failure.kind], failure.peak_bytes) from None
    values = answer.values
    rows = Rows(answer.blobs[0])
    said = {name: values[name] for name in ("kind", "header", "header_row", "notes", "sheet")}
    return Table(**said, rows=rows, peak_bytes=answer.peak_bytes)
