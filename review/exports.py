"""Any list as a file: CSV, XLSX or JSON. Rows come one by one and go one by one, so a long list costs no more memory
than a short one; nothing in a CSV or XLSX runs as a formula.

A list says what it is called, its columns, and where its rows come from; who may see them is asked before, by the view.
"""

import json
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.limits import may_fetch
from review import workbook_stream
from review.table_files import csv_lines, safe_cell, safe_row

FORMS = "csv|xlsx|json"  # what stands behind the dot of an address
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SEPARATORS = {"": ";", "koma": ",", "tab": "\t"}  # `?pemisah=`; Excel set to Indonesian wants the first
CHUNK = 2_000  # rows fetched at once
SHEET_ROWS = 250_000  # of a sheet of XLSX, which ends at 1,048,576 rows and two gigabytes; then comes the next
AT_ONCE = 2  # files a process makes at the same time, so that pages always find a free thread
LIMIT = "export"
_free = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Column:
    """One column: its name in JSON, its title in a table, and its value of a row."""

    key: str
    title: str
    value: Callable[[Any], object]


@dataclass(frozen=True)
class Export:
    """A list that can be taken away. `rows` may be asked for once; `about` are lines on top of an XLSX."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Any]
    about: Sequence[str] = field(default=())

    @property
    def titles(self) -> list[str]:
        """The heads of the table."""
        return [column.title for column in self.columns]

    def cells(self) -> Iterator[list[object]]:
        """The rows as plain values; lists become one text."""
        for row in self.rows:
            yield [_cell(column.value(row)) for column in self.columns]


def columns(*given: tuple[str, str] | tuple[str, str, Callable[[Any], object]]) -> tuple[Column, ...]:
    """Columns written shortly: (key, title) reads `row[key]`, (key, title, function) asks the function."""
    return tuple(Column(one[0], one[1], one[2] if len(one) > 2 else _item(one[0])) for one in given)


def _item(key: str) -> Callable[[Mapping[str, object]], object]:
    return lambda row: row[key]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int | float | str) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class _Stream:
    """An iterator that is told when nobody listens any more, begun or not."""

    def __init__(self, pieces: Iterator[bytes], done: Callable[[], None]) -> None:
        self.done: Callable[[], None] = lambda: None
        self.pieces = pieces
        self.first = [*islice(pieces, 2)][::-1]  # what goes wrong at once is an error page, not half a file
        self.done = done

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return self.first.pop() if self.first else next(self.pieces)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Called by the server when the answer is sent or the reader is gone."""
        done, self.done = self.done, lambda: None
        if isinstance(self.pieces, Generator):
            self.pieces.close()
        done()


def json_pieces(export: Export) -> Iterator[bytes]:
    """A JSON array, one object a line."""
    keys = [column.key for column in export.columns]
    held, size, before = ["["], 0, "\n"
    for row in export.rows:
        values = zip(keys, (column.value(row) for column in export.columns), strict=True)
        held.append(before + json.dumps(dict(values), ensure_ascii=False, cls=DjangoJSONEncoder))
        size, before = size + len(held[-1]), ",\n"
        if size > 32_000:
            yield "".join(held).encode()
            held, size = [], 0
    yield ("".join(held) + "\n]\n").encode()


def _pieces(export: Export, form: str, separator: str) -> Iterator[bytes]:
    """The file in the wanted form."""
    if form == "json":
        return json_pieces(export)
    if form == "csv":
        return csv_lines(export.titles, export.cells(), separator)
    safe = (safe_row(cells) for cells in export.cells())
    about = [str(safe_cell(words)) for words in export.about]
    return workbook_stream.pieces([str(one) for one in safe_row(export.titles)], safe, about, SHEET_ROWS)


def answer(request: HttpRequest, export: Export, form: str) -> HttpResponseBase:
    """The file; a page that says so when too many are being made at this moment."""
    if not _free.acquire(blocking=False):
        return refusal(request, 503, 20)
    separator = SEPARATORS.get(request.GET.get("pemisah", ""), ";")
    try:
        stream = _Stream(_pieces(export, form, separator), _free.release)
    except BaseException:
        _free.release()
        raise
    response = StreamingHttpResponse(stream, content_type=TYPES[form])
    name = f"{export.name}-{timezone.localdate():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def refusal(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    """The page for "not now": 429 for one who took very much, 503 when others are being served."""
    response = render(request, "review/export_later.html", {"is_own": status == 429}, status=status)
    response["Retry-After"] = str(seconds)
    return response


def public_answer(request: HttpRequest, make: Callable[[], Export], form: str) -> HttpResponseBase:
    """The file of a list that everybody may see; who takes very many of them is asked to wait."""
    if not may_fetch(request, LIMIT):
        return refusal(request, 429, 600)
    return answer(request, make(), form)
