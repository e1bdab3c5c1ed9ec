"""What the page about a table shows: figures, rows with their sentences, how the last job ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from catalog.bulk import work
from catalog.bulk.columns import by_name, columns_of, where
from catalog.bulk.template import sentences
from catalog.models import ProductBatch, ProductBatchRow
from jobs.models import Job
from registry.importing.cells import shown

State = ProductBatchRow.State
LONGEST = 80
VIEWS: Mapping[str, tuple[str, Q]] = {
    "perbaiki": ("Perlu diperbaiki", Q(state=State.ERROR)),
    "catatan": ("Siap, ada catatan", Q(state=State.WARNING)),
    "siap": ("Siap", Q(state=State.READY)),
    "sama": ("Tidak berubah", Q(state=State.SAME)),
    "masuk": ("Sudah masuk", Q(state=State.DONE)),
    "dibatalkan": ("Dibatalkan", Q(state=State.UNDONE)),
    "semua": ("Semua", Q()),
}


@dataclass(frozen=True)
class Line:
    """One row of the page: the row, its name, what is wrong and what is to be looked at."""

    row: ProductBatchRow
    name: str
    number: str
    wrong: list[str]
    remarks: list[str]
    is_there: bool


def counts(batch: ProductBatch) -> dict[str, int]:
    """How many rows each view holds."""
    states = dict(batch.rows.order_by().values_list("state").annotate(n=Count("pk")))
    named = {"perbaiki": "error", "catatan": "warning", "siap": "ready", "sama": "same", "masuk": "done"}
    figures = {view: states.get(state, 0) for view, state in named.items()}
    return {**figures, "dibatalkan": states.get("undone", 0), "semua": sum(states.values())}


def plans(batch: ProductBatch) -> list[tuple[str, int]]:
    """(what the good rows would do, how many): 12 new products, 3 changes."""
    good = batch.rows.filter(state__in=[State.READY, State.WARNING]).order_by()
    found = dict(good.values_list("plan").annotate(n=Count("pk")))
    return [(str(plan.label), found[plan]) for plan in ProductBatchRow.Plan if found.get(plan)]


def lines(batch: ProductBatch, rows: Iterable[ProductBatchRow]) -> list[Line]:
    """The rows with their sentences, each at the column it is about."""
    columns = columns_of(batch.category)
    mapping, _ = where(columns, batch.header)
    titles = {name: f"{one.label} (kolom {_letter(mapping[name])})" if name in mapping else one.label
              for name, one in by_name(columns).items()}  # fmt: skip
    return [_line(row, mapping, titles) for row in rows]


def _line(row: ProductBatchRow, mapping: Mapping[str, int], titles: dict[str, str]) -> Line:
    def cell(name: str) -> str:
        text = shown(row.cells[mapping[name]]) if name in mapping else ""
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    return Line(
        row,
        cell("name"),
        cell("own_code"),
        sentences(row, titles, "error"),
        sentences(row, titles, "warning", "note", "kept"),
        bool(row.product_id),
    )


def _letter(column: int) -> str:
    """The name a spreadsheet gives a column: 0 is A, 26 is AA."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@dataclass(frozen=True)
class Outcome:
    """`kind` is that of a callout."""

    kind: str
    words: str


def outcome(job: Job | None) -> Outcome | None:
    """How the last job ended, in one sentence; None while it runs and after a reading, which the page shows itself."""
    if job is None or not job.is_over:
        return None
    if job.state == Job.State.FAILED:
        return Outcome("bad", job.words)
    told = {work.APPLY: _applied, work.UNDO: _undone}.get(job.kind)
    return told(job.result) if told and job.result else None


def _applied(result: Mapping[str, Any]) -> Outcome:
    told = {"new": "produk baru", "changed": "produk diubah", "sent": "dikirim ke petugas"}
    parts = [f"{result[name]} {words}" for name, words in told.items() if result[name]] or ["tidak ada yang berubah"]
    left = f" {result['left']} baris belum masuk: unduh, perbaiki, lalu unggah lagi." if result["left"] else ""
    return Outcome("warn" if result["left"] else "ok", f"Selesai: {', '.join(parts)}.{left}")


def _undone(result: Mapping[str, Any]) -> Outcome:
    why = ", ".join(f"{reason} ({count})" for reason, count in result["why"].items())
    kept = f" {result['kept']} tetap ada: {why}." if result["kept"] else ""
    return Outcome("warn" if kept else "ok", f"{result['undone']} baris dibatalkan.{kept}")
