"""Rows that did not get in go out as a file and come back put right; a NIK never leaves: it is found by its row."""

from collections.abc import Iterator, Sequence
from typing import Any

from registry.headers import key
from registry.importing.cells import MASK, Cell, shown
from registry.importing.kinds import ImportKind
from registry.importing.reading import DUPLICATE, ERROR, state_of
from registry.models import ImportBatch, ImportRow
from registry.spreadsheet import Row

NUMBER, WHY, ORIGIN = "Baris", "Masalah", "Kode impor (jangan diubah)"
OURS = {key(title) for title in (NUMBER, WHY, ORIGIN)}
OUT = (ImportRow.State.ERROR, ImportRow.State.DUPLICATE)


def own_columns(header: Sequence[str]) -> list[int]:
    """The columns that the table had before we added ours."""
    return [at for at, title in enumerate(header) if key(title) not in OURS]


def header_out(batch: ImportBatch) -> list[str]:
    """The titles of the file of problem rows: ours around those of the table."""
    return [NUMBER, WHY, *(batch.header[at] for at in own_columns(batch.header)), ORIGIN]


def rows_out(batch: ImportBatch, kind: ImportKind) -> Iterator[list[Any]]:
    """The rows that did not get in, as they were, with the sentences in front."""
    columns = own_columns(batch.header)
    rows = batch.rows.filter(state__in=OUT).order_by("number")
    for row in rows.iterator(chunk_size=500):
        yield [row.number, sentences(row, kind), *(shown(row.cells[at]) for at in columns), batch.code]


def sentences(row: ImportRow, kind: ImportKind) -> str:
    """What keeps a row out, in one cell."""
    return " ".join(about(one, kind) for one in row.problems if one["level"] in (ERROR, DUPLICATE))


def about(problem: dict[str, str], kind: ImportKind) -> str:
    """A sentence with the words for its field in front."""
    label = kind.fields.get(problem["field"], "")
    return f"{label}: {problem['message']}" if label else problem["message"]


def masked_before(header: Sequence[str], rows: Sequence[Row]) -> dict[int, dict[int, Cell]]:
    """Row number -> column -> the locked cell that a masked one stands for, from the table the row came out of."""
    at = {key(title): column for column, title in enumerate(header)}
    number_at, origin_at = at.get(key(NUMBER)), at.get(key(ORIGIN))
    if number_at is None or origin_at is None:
        return {}
    wanted: dict[tuple[str, int], Row] = {}
    for row in rows:
        number = row.cells[number_at]
        if any(cell.startswith(MASK) for cell in row.cells) and number.isascii() and number.isdigit():
            wanted[row.cells[origin_at], int(number[:9])] = row
    codes, numbers = {code for code, _ in wanted}, {number for _, number in wanted}
    found: dict[int, dict[int, Cell]] = {}
    for before in ImportRow.objects.filter(batch__code__in=codes, number__in=numbers).select_related("batch"):
        if (before.batch.code, before.number) not in wanted:
            continue
        row = wanted[before.batch.code, before.number]
        cells = {key(title): cell for title, cell in zip(before.batch.header, before.cells, strict=False)}
        found[row.number] = {
            column: kept
            for column, cell in enumerate(row.cells)
            if cell.startswith(MASK) and isinstance(kept := cells.get(key(header[column])), dict)
            and cell == shown(kept)
        }  # fmt: skip
    return found


def tick(row: ImportRow, accepted: bool) -> None:
    """Take a likely duplicate in, or leave it out again; saves nothing."""
    row.accepted = accepted
    row.state = state_of(row.problems, accepted=accepted)
