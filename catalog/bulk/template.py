"""Tables to fill in: empty with one example, or filled with what a business has in a category; rows to put right."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from catalog.bulk.columns import BETWEEN, NUMBER, WHY, Asked, columns_of
from catalog.bulk.reading_in import MOST_ROWS
from catalog.forms.answers import PREFIX
from catalog.models import Category, ProductBatch, ProductBatchRow, ProductEdition
from catalog.queries import whole
from catalog.specification import number_in_words
from registry.importing.cells import shown
from registry.importing.rows import EXAMPLE
from registry.models import Business
from registry.queries import districts
from registry.spreadsheet_out import csv_lines
from registry.workbook_out import Page, workbook

SHEET, CHOICES, EXPLAINED = "Produk", "Pilihan", "Penjelasan"
LONGEST_HINT = 250  # of the remark a spreadsheet shows beside a cell
REMARKS = (
    f"Satu baris satu produk, paling banyak {MOST_ROWS} baris. Jangan mengubah judul kolom.",
    f"Baris yang diawali “{EXAMPLE.strip()}” hanya contoh dan dilewati saat diunggah.",
    "Produk dikenali lewat nomor artikel, atau lewat namanya. Yang sudah ada diubah, tidak dibuat dua kali.",
    "Sel kosong tidak menghapus apa pun: yang sudah ada tetap. Menghapus isi dilakukan di halaman produk.",
    "Harga, stok, dan ketersediaan langsung berlaku. Perubahan lain diperiksa petugas dulu.",
    "Varian, harga bertingkat, kemasan kirim, dan tautan toko diisi di halaman produk.",
)


def empty_csv(category: Category) -> Iterator[bytes]:
    """The empty table for a plain editor."""
    columns = columns_of(category)
    return csv_lines([one.heading for one in columns], [_example(columns)])


def empty_workbook(category: Category) -> bytes:
    """The empty table for Excel and LibreOffice, with its choices and explanations."""
    return _workbook(category, [_example(columns_of(category))])


def filled_csv(business: Business, category: Category) -> Iterator[bytes]:
    """The products of a business in a category, as a table that can be changed and sent back."""
    columns = columns_of(category)
    return csv_lines([one.heading for one in columns], _filled(business, category, columns))


def filled_workbook(business: Business, category: Category) -> bytes:
    """The same for Excel and LibreOffice."""
    return _workbook(category, _filled(business, category, columns_of(category)))


def problems_csv(batch: ProductBatch) -> Iterator[bytes]:
    """The rows that were not taken in, each with its sentences in front."""
    return csv_lines([NUMBER, WHY, *_titles(batch)], _problems(batch))


def problems_workbook(batch: ProductBatch) -> bytes:
    """The same for Excel and LibreOffice."""
    header = [NUMBER, WHY, *_titles(batch)]
    page = Page(SHEET, header, _problems(batch), as_text=frozenset(range(2, len(header))), widths=(8, 60))
    return workbook(page, *_explained(columns_of(batch.category)))


def _example(columns: Sequence[Asked]) -> list[str]:
    return [f"{EXAMPLE}{one.example}" if one.name == "name" else one.example for one in columns]


def _workbook(category: Category, rows: Iterable[Sequence[str]]) -> bytes:
    columns = columns_of(category)
    as_text = frozenset(at for at, one in enumerate(columns) if one.as_text)
    page = Page(
        SHEET, [one.heading for one in columns], rows, as_text=as_text, rules=_rules(columns), ruled=MOST_ROWS + 1
    )
    return workbook(page, *_explained(columns))


def _explained(columns: Sequence[Asked]) -> tuple[Page, Page]:
    said: list[list[str]] = [
        [
            one.heading,
            "Perlu sebelum dikirim" if one.needed else "Boleh kosong",
            one.explanation,
            one.example,
            f"{BETWEEN} ".join(label for label, _ in one.choices),
        ]
        for one in columns
    ]
    remarks = [["", "", words] for words in REMARKS]
    header = ["Kolom", "Wajib", "Isi", "Contoh", "Pilihan"]
    picked = [one for one in columns if one.choices]
    longest = max((len(one.choices) for one in picked), default=0)
    lists = [[one.choices[at][0] if at < len(one.choices) else "" for one in picked] for at in range(longest)]
    return (
        Page(EXPLAINED, header, [*said, [], *remarks], widths=(26, 20, 70, 34, 60)),
        Page(CHOICES, [one.heading for one in picked], lists),
    )


def _rules(columns: Sequence[Asked]) -> dict[int, dict[str, Any]]:
    """What may be typed into each column. Wrong words are only warned of: the check after the upload is the same."""
    rules: dict[int, dict[str, Any]] = {}
    picked = [one for one in columns if one.choices]
    for at, one in enumerate(columns):
        hint = one.explanation if len(one.explanation) <= LONGEST_HINT else f"{one.explanation[: LONGEST_HINT - 1]}…"
        rule: dict[str, Any] = {"validate": "any", "input_title": one.label[:32], "input_message": hint}
        if one.choices and not one.many:
            letter = xl_col_to_name(picked.index(one), col_abs=True)
            rule |= {
                "validate": "list",
                "source": f"={CHOICES}!{letter}$2:{letter}${len(one.choices) + 1}",
                "error_type": "warning",
                "error_title": "Tidak ada di pilihan",
                "error_message": "Pilih dari daftar, atau lihat lembar Pilihan.",
            }
        rules[at] = rule
    return rules


def _filled(business: Business, category: Category, columns: Sequence[Asked]) -> list[list[str]]:
    newest = whole(ProductEdition.objects.filter(product__business=business, category=category))
    editions: dict[int, ProductEdition] = {}
    for edition in newest.order_by("product", "number"):
        editions[edition.product_id] = edition
    places = {one.code: one.name for one in districts()}
    found = sorted(editions.values(), key=lambda one: one.name.lower())[:MOST_ROWS]
    return [[_cell(one, edition, places) for one in columns] for edition in found]


def _cell(one: Asked, edition: ProductEdition, places: dict[str, str]) -> str:
    """What stands in a column of a product that is there; reading it again changes nothing."""
    product = edition.product
    match one.name:
        case "own_code" | "stock" | "availability":
            value: Any = getattr(product, one.name)
        case "price":
            value = product.price_before_vat
        case "photos":
            return ""
        case "certificates":
            return f"{BETWEEN} ".join(claim.certificate.number for claim in edition.claims.all())
        case "delivery_districts":
            return f"{BETWEEN} ".join(places.get(code, "") for code in edition.delivery_districts)
        case "length_mm" | "width_mm" | "height_mm":
            value = getattr(edition, one.name)
            return "" if value is None else f"{value / 10:g}".replace(".", ",")
        case name if name.startswith(PREFIX):
            value = edition.answers.get(name.removeprefix(PREFIX))
        case _:
            value = getattr(edition, one.name)
    return _words(one, value)


def _words(one: Asked, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return f"{BETWEEN} ".join(map(str, value))
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, float):
        return number_in_words(value)
    return next((label for label, choice in one.choices if choice == str(value)), str(value))


def _titles(batch: ProductBatch) -> list[str]:
    return [batch.header[at] for at in _own(batch)]


def _own(batch: ProductBatch) -> list[int]:
    return [at for at, title in enumerate(batch.header) if title not in (NUMBER, WHY)]


def _problems(batch: ProductBatch) -> Iterator[list[Any]]:
    known = {one.name: one.label for one in columns_of(batch.category)}
    for row in batch.rows.filter(state=ProductBatchRow.State.ERROR).order_by("number"):
        cells = [shown(row.cells[at]) for at in _own(batch)]
        yield [row.number, " ".join(sentences(row, known)), *cells]


def sentences(row: ProductBatchRow, known: dict[str, str], *levels: str) -> list[str]:
    """The sentences about a row, each with the column it is about in front."""
    wanted = levels or ("error",)
    found = []
    for one in row.problems:
        label = known.get(one["field"], "")
        if one["level"] in wanted:
            found.append(f"{label}: {one['message']}" if label else one["message"])
    return found
