"""A table as a file: CSV as Excel set to Indonesian opens it, or XLSX; nothing in it runs as a formula."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from registry.spreadsheet_out import csv_lines, safe_cell

KINDS = ("csv", "xlsx")
CALM = {
    "constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


def table_file(
    name: str, kind: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, about: Sequence[str] = ()
) -> HttpResponseBase:
    """The answer with the file. `kind` is csv or xlsx; `about` are lines on top of an XLSX (what, when, source)."""
    if kind == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_lines(header, rows), content_type="text/csv; charset=utf-8"
        )
    else:
        answer = HttpResponse(
            workbook(header, rows, about=about),
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def workbook(header: Sequence[str], rows: Iterable[Sequence[object]], *, about: Sequence[str] = ()) -> bytes:
    """An XLSX with one sheet; text stays text, numbers stay numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, CALM)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Data")
    line = 0
    for words in about:
        sheet.write_string(line, 0, str(safe_cell(words)))
        line += 1
    line += bool(about)
    for column, title in enumerate(header):
        sheet.set_column(column, column, max(12, min(48, len(title) + 4)))
        sheet.write_string(line, column, str(safe_cell(title)), bold)
    for row in rows:
        line += 1
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(line, column, value)
            elif value not in (None, ""):
                sheet.write_string(line, column, str(safe_cell(str(value))))
    book.close()
    return out.getvalue()
