"""From a read table to stored rows, and from stored rows to lines that a kind can check."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from registry.importing.cells import Cell, is_nik_title, kept, opened
from registry.importing.corrections import masked_before
from registry.importing.kinds import ImportKind
from registry.importing.reading import Found, Line, Sheet
from registry.models import ImportBatch, ImportRow
from registry.secrets import keyed_hash
from registry.spreadsheet import Row

EXAMPLE = "CONTOH – "  # how the example row of our templates begins
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def is_total(row: Row) -> bool:
    """Whether a row only titles, sums or signs: at most one cell says something, and it is no number."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) <= 1 < len(row.cells) or any(
        cell.casefold().startswith(("jumlah ", "total ")) for cell in filled[:1]
    )


def is_example(row: Row) -> bool:
    """Whether this is the example row of our own template, left in."""
    return "".join(row.cells).find(EXAMPLE) >= 0 and any(cell.startswith(EXAMPLE) for cell in row.cells)


def secret_columns(header: Sequence[str], mapping: Mapping[str, int]) -> set[int]:
    """The columns that hold NIK, by their title or because the officer said so."""
    named = {column for column, title in enumerate(header) if is_nik_title(title)}
    return named | ({mapping["nik"]} if "nik" in mapping else set())


def stored(batch: ImportBatch, rows: Sequence[Row], secret: set[int]) -> list[ImportRow]:
    """Unsaved rows of `batch`; NIK are locked away here, before anything is written.

    The rows keep the open texts beside them (never stored), so that checking them at once unlocks nothing.
    """
    before = masked_before(batch.header, rows)
    return [_stored(batch, row, before.get(row.number, {}), secret) for row in rows]


def _stored(batch: ImportBatch, row: Row, back: Mapping[int, Cell], secret: set[int]) -> ImportRow:
    made = ImportRow(
        batch=batch,
        number=row.number,
        cells=[kept(cell, secret=at in secret) if cell else "" for at, cell in enumerate(row.cells)],
        found=[[one.column, one.code, "" if one.column in secret else one.message, one.blocks] for one in row.problems],
        numeric=sorted(row.numeric),
        state=ImportRow.State.READY,
    )
    made.open_texts = list(row.cells)
    for at, cell in back.items():  # a masked NIK of our own file of problem rows
        made.cells[at], made.open_texts[at] = cell, opened(cell)
    return made


def only_looked_at(rows: Iterable[Row]) -> list[ImportRow]:
    """Rows as lines are made of, before it is known how the table is read; they hold open NIK and are never stored."""
    return [ImportRow(number=row.number, cells=row.cells) for row in rows]


def sheet_of(batch: ImportBatch) -> Sheet:
    """The table as a whole."""
    return Sheet(batch.header, batch.mapping, batch.options)


def lines_of(
    kind: ImportKind, sheet: Sheet, rows: Iterable[ImportRow], above: dict[str, str] | None = None
) -> list[Line]:
    """Stored rows as a kind sees them.

    Fields that merged cells leave blank are carried down from `above`, which is brought up to date for the next rows,
    and noted in the rows. Without `above` the rows are as an earlier pass noted them.
    """
    fields = {column: name for name, column in sheet.mapping.items()}
    lines = []
    for row in rows:
        cells = row.open_texts or row.cells
        texts = {name: bare(opened(cells[column])) for name, column in sheet.mapping.items()}
        if above is not None:
            blank = [name for name in kind.carried if name in texts and not texts[name]]
            row.carried = {name: above[name] for name in blank if name in above}
        texts |= row.carried
        if above is not None:
            above |= {name: texts[name] for name in kind.carried if texts.get(name)}
        found = tuple(
            Found(None if column is None else fields[column], code, message, blocks)
            for column, code, message, blocks in row.found
            if column is None or column in fields
        )
        numeric = frozenset(fields[column] for column in row.numeric if column in fields)
        lines.append(Line(row.number, texts, found, numeric, frozenset(row.carried), row.accepted))
    return lines


def digest_of(kind: ImportKind, line: Line) -> str:
    """A keyed hash of what a row says in our fields: the same row has it in every file, and nobody can try one out."""
    said = sorted((name, text) for name in kind.fields if (text := line.text(name).casefold()))
    return keyed_hash(json.dumps([kind.key, said], ensure_ascii=False))


def insert(rows: Sequence[ImportRow]) -> None:
    """Write new rows in one statement."""
    fields: list[Any] = [field for field in ImportRow._meta.concrete_fields if not field.primary_key]
    names = ", ".join(field.column for field in fields)
    statement = f"INSERT INTO {ImportRow._meta.db_table} ({names}) SELECT {names} FROM {_SAID}"  # noqa: S608
    _execute(statement, rows, fields)


def save(rows: Sequence[ImportRow], *names: str) -> None:
    """Write these columns of stored rows in one statement."""
    fields: list[Any] = [ImportRow._meta.pk, *(ImportRow._meta.get_field(name) for name in names)]
    sets = ", ".join(f"{field.column} = said.{field.column}" for field in fields[1:])
    statement = f"UPDATE {ImportRow._meta.db_table} AS kept SET {sets} FROM {_SAID} WHERE kept.id = said.id"  # noqa: S608
    _execute(statement, rows, fields)


_SAID = "jsonb_to_recordset(%s::jsonb) AS said({types})"  # names of our own columns only; what rows say is a parameter


def _execute(statement: str, rows: Sequence[ImportRow], fields: Sequence[Any]) -> None:
    if not rows:
        return
    types = ", ".join(f"{field.column} {field.rel_db_type(connection)}" for field in fields)
    values = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(types=types), [json.dumps(values)])


def bare(text: str) -> str:
    """Without the apostrophe that our own file of problem rows puts before a formula."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip().startswith(_SIGNS) else text
