"""What the page about an uploaded table shows: figures, rows with their sentences, the file of problem rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from registry.importing.cells import shown
from registry.importing.corrections import about, own_columns
from registry.importing.kinds import Draft, ImportKind
from registry.importing.reading import DUPLICATE, ERROR, NOTE, SKIP, WARNING
from registry.models import ImportBatch, ImportRow

State = ImportRow.State
LONGEST_CELL = 120
PAINT = {ERROR: "bad", DUPLICATE: "warn", SKIP: "warn", WARNING: "warn", NOTE: ""}
TAKEN = "Tetap dimasukkan karena sudah dicentang."
VIEWS: Mapping[str, tuple[str, Q]] = {
    "bermasalah": ("Harus diperbaiki", Q(state=State.ERROR)),
    "ganda": ("Kemungkinan ganda", Q(state=State.DUPLICATE) | Q(accepted=True, state__in=[State.READY, State.WARNING])),
    "catatan": ("Perlu dilihat", Q(state=State.WARNING)),
    "siap": ("Siap", Q(state=State.READY)),
    "dilewati": ("Tidak dibuat", Q(state=State.SKIPPED)),
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
    same_as: str = ""  # code of what is there already


def counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows each view holds; asked of the indexes alone, as rows are wide and tables long."""
    states = dict(batch.rows.order_by().values_list("state").annotate(n=Count("*")))
    ticked = batch.rows.filter(accepted=True, state__in=[State.READY, State.WARNING]).count() if states else 0
    return {
        "bermasalah": states.get(State.ERROR, 0),
        "ganda": states.get(State.DUPLICATE, 0) + ticked,
        "catatan": states.get(State.WARNING, 0),
        "siap": states.get(State.READY, 0),
        "dilewati": states.get(State.SKIPPED, 0),
        "draf": states.get(State.IMPORTED, 0),
        "dibatalkan": states.get(State.UNDONE, 0),
        "semua": sum(states.values()),
    }


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
    sentences = [about(one, kind) for one in said.get("", [])]
    certain = any(one.get("certain") for one in row.problems)
    may_tick = not certain and (row.accepted or row.state == State.DUPLICATE) and row.state != State.IMPORTED
    if row.accepted:
        sentences.append(TAKEN)
    code = next((one["code"] for one in row.problems if one.get("code")), "")
    return Row(row, cells, sentences, draft, may_tick, same_as=code)


def other_columns(batch: ImportBatch) -> int:
    """How many titled columns of the table nobody reads."""
    used = set(batch.mapping.values())
    return sum(1 for at in own_columns(batch.header) if batch.header[at] and at not in used)
