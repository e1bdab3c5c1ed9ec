"""Writes XLSX files in which nothing that people typed can run: every cell is text, and no text is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from registry.spreadsheet_out import safe_row

TEXT = "@"  # the number format "text": leading zeros stay, long digits are not rounded
OPTIONS = {
    "in_memory": False,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Page:
    """One sheet: its name, titles and rows; `as_text` are columns that keep what is typed into them as text.

    `rules` are what a spreadsheet lets people type into a column (xlsxwriter's data_validation), for `ruled` rows.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Iterable[object]]
    as_text: frozenset[int] = frozenset()
    widths: Sequence[int] = ()
    rules: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    ruled: int = 0


def workbook(*pages: Page) -> bytes:
    """The file. Rows are written one by one; only the packed file is held."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8ECF8", "border": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": TEXT})
        for page in pages:
            sheet = book.add_worksheet(page.name[:31])
            for column, title in enumerate(page.header):
                width = page.widths[column] if column < len(page.widths) else max(12, min(40, len(title) + 4))
                sheet.set_column(column, column, width, text if column in page.as_text else None)
            sheet.freeze_panes(1, 0)
            for column, rule in page.rules.items():
                sheet.data_validation(1, column, page.ruled, column, dict(rule))
            for column, words in enumerate(safe_row(page.header)):
                sheet.write_string(0, column, str(words), bold)
            for number, row in enumerate(page.rows, 1):
                for column, cell in enumerate(safe_row("" if one is None else str(one) for one in row)):
                    style = text if column in page.as_text else None
                    if cell:
                        sheet.write_string(number, column, str(cell), style)
    return out.getvalue()
