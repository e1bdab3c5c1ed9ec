"""From a read table to stored rows, and from stored rows to lines that a kind can check."""

from collections.abc import Iterable, Mapping, Sequence

from registry.importing.cells import is_nik_title, kept, opened
from registry.importing.kinds import ImportKind
from registry.importing.reading import Found, Line, Sheet
from registry.models import ImportBatch, ImportRow
from registry.spreadsheet import Row

_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def is_total(row: Row) -> bool:
    """Whether a row only titles, sums or signs: at most one cell says something, and it is no number."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) <= 1 < len(row.cells) or any(
        cell.casefold().startswith(("jumlah ", "total ")) for cell in filled[:1]
    )


def secret_columns(header: Sequence[str], mapping: Mapping[str, int]) -> set[int]:
    """The columns that hold NIK, by their title or because the officer said so."""
    named = {column for column, title in enumerate(header) if is_nik_title(title)}
    return named | ({mapping["nik"]} if "nik" in mapping else set())


def stored(batch: ImportBatch, rows: Iterable[Row], secret: set[int]) -> list[ImportRow]:
    """Unsaved rows of `batch`; NIK are locked away here, before anything is written."""
    return [
        ImportRow(
            batch=batch,
            number=row.number,
            cells=[kept(cell, secret=column in secret) for column, cell in enumerate(row.cells)],
            found=[
                [one.column, one.code, "" if one.column in secret else one.message, one.blocks] for one in row.problems
            ],
            numeric=sorted(row.numeric),
            state=ImportRow.State.READY,
        )
        for row in rows
    ]


def sheet_of(batch: ImportBatch) -> Sheet:
    """The table as a whole."""
    return Sheet(batch.header, batch.mapping, batch.options)


def lines_of(kind: ImportKind, sheet: Sheet, rows: Iterable[ImportRow]) -> list[Line]:
    """Stored rows as a kind sees them; fields that merged cells leave blank are carried down."""
    fields = {column: name for name, column in sheet.mapping.items()}
    above: dict[str, str] = {}
    lines = []
    for row in rows:
        texts = {name: _bare(opened(row.cells[column])) for name, column in sheet.mapping.items()}
        carried = {name for name in kind.carried if name in texts and not texts[name] and name in above}
        texts |= {name: above[name] for name in carried}
        above |= {name: texts[name] for name in kind.carried if texts.get(name)}
        found = tuple(
            Found(None if column is None else fields[column], code, message, blocks)
            for column, code, message, blocks in row.found
            if column is None or column in fields
        )
        numeric = frozenset(fields[column] for column in row.numeric if column in fields)
        lines.append(Line(row.number, texts, found, numeric, frozenset(carried), row.accepted))
    return lines


def _bare(text: str) -> str:
    """Without the apostrophe that our own file of problem rows puts before a formula."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip().startswith(_SIGNS) else text
