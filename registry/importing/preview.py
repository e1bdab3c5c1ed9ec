"""What the page about an uploaded table shows: figures, rows with their sentences, the file of problem rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from registry.importing.cells import shown
from registry.importing.kinds import Draft, ImportKind
from registry.importing.reading import DUPLICATE, ERROR, NOTE, WARNING
from registry.models import ImportBatch, ImportRow
from registry.spreadsheet_out import csv_lines

State = ImportRow.State
LONGEST_CELL = 120
PAINT = {ERROR: "bad", DUPLICATE: "warn", WARNING: "warn", NOTE: ""}
VIEWS: Mapping[str, tuple[str, Q]] = {
    "bermasalah": ("Harus diperbaiki", Q(state=State.ERROR)),
    "ganda": ("Kemungkinan ganda", Q(state=State.DUPLICATE) | Q(accepted=True, state__in=[State.READY, State.WARNING])),
    "catatan": ("Perlu dilihat", Q(state=State.WARNING)),
    "siap": ("Siap", Q(state=State.READY)),
    "draf": ("Menjadi draf", Q(state=State.IMPORTED)),
    "dibatalkan": ("Draf dibatalkan", Q(state=State.UNDONE)),
    "semua": ("Semua", Q()),
}


@dataclass
class Cell:
    """One cell: the label of its column, what may be shown of it, its colour and its sentences."""

    label: str
    text: str
    paint: str = ""
    words: list[str] = field(default_factory=list)
    keep: bool = False


@dataclass
class Row:
    """One row of the page."""

    row: ImportRow
    cells: list[Cell]
    about: list[str]
    draft: Draft | None
    may_tick: bool


def counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows each view holds, in one statement."""
    return batch.rows.aggregate(**{name: Count("pk", filter=which) for name, (_, which) in VIEWS.items()})


def rows_in(batch: ImportBatch, view: str) -> QuerySet[ImportRow]:
    """The rows of a view, in the order of the file."""
    return batch.rows.filter(VIEWS[view][1]).order_by("number")


def columns_of(batch: ImportBatch, kind: ImportKind) -> list[str]:
    """Our fields that the table has, those a row is known by first."""
    order = [*kind.title_fields, *(name for name in kind.fields if name not in kind.title_fields)]
    return [name for name in order if name in batch.mapping]


def rows_for_page(batch: ImportBatch, kind: ImportKind, rows: Iterable[ImportRow]) -> list[Row]:
    """The rows with their sentences, and how their drafts stand now."""
    rows, names = list(rows), columns_of(batch, kind)
    drafts = kind.drafts([row.result_code for row in rows if row.state == State.IMPORTED])
    return [_row(batch, kind, row, names, drafts.get(row.result_code)) for row in rows]


def _row(batch: ImportBatch, kind: ImportKind, row: ImportRow, names: list[str], draft: Draft | None) -> Row:
    said: dict[str, list[dict[str, str]]] = {}
    for problem in row.problems:
        said.setdefault(problem["field"] if problem["field"] in names else "", []).append(problem)
    cells = []
    for name in names:
        problems = said.get(name, [])
        text = shown(row.cells[batch.mapping[name]])
        paint = next((PAINT[level] for level in PAINT if any(one["level"] == level for one in problems)), "")
        words = [one["message"] for one in problems]
        short = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
        cells.append(Cell(kind.fields[name], short, paint, words, keep=bool(words) or name in kind.title_fields))
    about = [_about(one, kind) for one in said.get("", [])]
    certain = any(one.get("certain") for one in row.problems)
    may_tick = not certain and (row.accepted or row.state == State.DUPLICATE) and row.state != State.IMPORTED
    return Row(row, cells, about, draft, may_tick)


def _about(problem: Mapping[str, str], kind: ImportKind) -> str:
    label = kind.fields.get(problem["field"], "")
    return f"{label}: {problem['message']}" if label else problem["message"]


@dataclass(frozen=True)
class Standing:
    """How the drafts of a table stand as a whole: complete ones, sent ones, and what the others lack most often."""

    complete: int
    sent: int
    lacking: list[tuple[str, int]]


def standing(batch: ImportBatch, kind: ImportKind) -> Standing:
    """Over all drafts of the table."""
    codes = list(batch.rows.filter(state=State.IMPORTED).values_list("result_code", flat=True))
    drafts = kind.drafts(codes).values() if codes else []
    gaps = Counter(words for draft in drafts for words in draft.missing)
    complete = sum(draft.can_be_sent for draft in drafts)
    return Standing(complete, sum(draft.state != "draft" for draft in drafts), gaps.most_common(8))


def problem_file(batch: ImportBatch, kind: ImportKind) -> Iterator[bytes]:
    """The rows that did not get in, with their columns as they were and the sentences in front."""
    rows = batch.rows.filter(state__in=[State.ERROR, State.DUPLICATE]).order_by("number")
    return csv_lines(["Baris", "Masalah", *batch.header], (_outgoing(row, kind) for row in rows))


def _outgoing(row: ImportRow, kind: ImportKind) -> list[Any]:
    words = [_about(one, kind) for one in row.problems if one["level"] in (ERROR, DUPLICATE)]
    return [row.number, " ".join(words), *(shown(cell) for cell in row.cells)]
