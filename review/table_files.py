"""Writes table files that a spreadsheet opens without running anything that people typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

# A cell that starts with one of these is a formula to Excel, LibreOffice or Google Sheets. The full-width signs count
# too (they are folded on input), as do white space and invisible letters before them (they are dropped).
_SIGNS = frozenset("=+-@\u200b＝＋－＠﹢﹣﹫\u2212")
_BLANKS = " \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad"
_STARTS = frozenset("\t\r\n\v\f\x00")


def safe_cell(value: object) -> object:
    """The value as it may be written. Text that could be a formula gets an apostrophe; numbers and dates stay."""
    if not isinstance(value, str) or not value:
        return value
    bare = value.lstrip(_BLANKS)
    risky = value[0] in _STARTS or (bare and (bare[0] in _SIGNS or bare[0] in _STARTS))
    return f"'{value}" if risky else value


def safe_row(values: Iterable[object]) -> list[object]:
    """`safe_cell` for each value of a row."""
    return [safe_cell(value) for value in values]


def csv_lines(header: Sequence[str], rows: Iterable[Iterable[object]], separator: str = ";") -> Iterator[bytes]:
    """A CSV piece by piece, as Excel set to Indonesian opens it by a double click: UTF-8 with mark, semicolon."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    writer.writerow(safe_row(header))
    for row in rows:
        writer.writerow(safe_row("" if value is None else value for value in row))
        if page.tell() > 32_000:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def workbook(sheets: Sequence[tuple[str, Sequence[str], Iterable[Iterable[object]]]]) -> bytes:
    """An XLSX with one sheet for each (name, header, rows); numbers stay numbers, text is never a formula or a link."""
    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(page, options) as book:
        bold = book.add_format({"bold": True})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.write_row(0, 0, safe_row(header), bold)
            sheet.freeze_panes(1, 0)
            widths = [len(str(title)) for title in header]
            for place, row in enumerate(rows, start=1):
                cells = safe_row("" if value is None else value for value in row)
                sheet.write_row(place, 0, cells)
                widths = [max(pair) for pair in zip(widths, (len(str(cell)) for cell in cells), strict=True)]
            for column, width in enumerate(widths):
                sheet.set_column(column, column, min(60, width + 2))
    return page.getvalue()
