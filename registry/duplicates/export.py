"""The list of suspected pairs as a file. No telephone, NIK or owner's name: only what the records are called."""

import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.db import transaction

from accounts.models import User
from accounts.templatetags.portal import date_id
from audit.models import Verb
from audit.record import record
from registry.duplicates.listing import Row
from registry.models import BusinessEdition
from registry.spreadsheet_out import safe_row

HEADER = (
    "Kode pasangan", "Skor", "Kekuatan", "Alasan", "Kemiripan nama (%)",
    "Kode usaha A", "Nama usaha A", "Desa A", "Kecamatan A", "Keadaan A",
    "Kode usaha B", "Nama usaha B", "Desa B", "Kecamatan B", "Keadaan B",
    "Keputusan", "Diputus oleh", "Diputus pada", "Ditemukan pada",
)  # fmt: skip
WIDTHS = (14, 6, 10, 34, 10, 12, 34, 20, 20, 12, 12, 34, 20, 20, 12, 18, 20, 18, 18)


def _side(edition: BusinessEdition | None) -> list[object]:
    if edition is None:
        return ["", "", "", "", ""]
    village = edition.village
    district = village.parent.name if village and village.parent else ""
    standing = "Tayang" if edition.is_live else "Belum tayang"
    return [edition.business.code, edition.name, village.name if village else "", district, standing]


def cells(rows: Iterable[Row]) -> Iterator[list[object]]:
    """The cells of each pair, in the order of HEADER."""
    for row in rows:
        pair = row.pair
        yield [
            pair.code,
            pair.score,
            pair.strength,
            ", ".join(pair.reason_labels),
            pair.likeness,
            *_side(row.a),
            *_side(row.b),
            pair.get_state_display(),
            str(pair.decided_by or ""),
            date_id(pair.decided_at),
            date_id(pair.found_at),
        ]


def xlsx(rows: Iterable[Row]) -> bytes:
    """The list as an Excel file; every text is written as text, so nothing in it can run."""
    page = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(page, options) as book:
        sheet, bold = book.add_worksheet("Usaha ganda"), book.add_format({"bold": True})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, HEADER, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(cells(rows), 1):
            sheet.write_row(number, 0, safe_row(row))
    return page.getvalue()


@transaction.atomic
def note_export(*, by: User, kind: str, rows: int) -> None:
    """Who took the list away, and how long it was."""
    record(Verb.EXPORTED, by, by=by, what="duplicate_pairs", kind=kind, rows=rows)
