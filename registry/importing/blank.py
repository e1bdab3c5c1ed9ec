"""Empty lists to fill in: the right titles, number-like columns as text, one marked example row, an explanation."""

from collections.abc import Iterator

from registry.importing.kinds import ImportKind
from registry.importing.rows import EXAMPLE
from registry.spreadsheet_out import csv_lines
from registry.workbook_out import Page, workbook


def titles(kind: ImportKind) -> list[str]:
    """The titles of the columns, as registry.headers knows them."""
    return [column.title or column.label for column in kind.columns]


def example(kind: ImportKind) -> list[str]:
    """One row that is marked as an example in the first text it shows; the reader leaves it out."""
    marked = kind.title_fields[0]
    return [f"{EXAMPLE}{one.example}" if one.name == marked else one.example for one in kind.columns]


def blank_csv(kind: ImportKind) -> Iterator[bytes]:
    """The empty list for a plain editor."""
    return csv_lines(titles(kind), [example(kind)])


def blank_workbook(kind: ImportKind) -> bytes:
    """The empty list for Excel and LibreOffice."""
    explained = [
        [one.title or one.label, "Wajib" if one.needed else "Boleh kosong", one.explanation, one.example]
        for one in kind.columns
    ]
    remark = f"Baris yang diawali “{EXAMPLE.strip()}” hanya contoh dan dilewati saat diunggah."
    as_text = frozenset(at for at, one in enumerate(kind.columns) if one.as_text)
    return workbook(
        Page("Daftar", titles(kind), [example(kind)], as_text=as_text),
        Page("Penjelasan", ["Kolom", "Wajib", "Isi", "Contoh"], [*explained, [], [remark]], widths=(26, 14, 60, 34)),
    )
