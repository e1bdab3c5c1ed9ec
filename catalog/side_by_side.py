"""The table that sets up to five products side by side: rows of words, and which rows tell them apart.

It compares facts and crowns nobody: only what can be measured alike (same base, same unit) is called lowest or fastest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.compared_words import (
    Cell,
    Tell,
    answer,
    content,
    counted,
    delivery,
    display,
    inaproc,
    lead_time,
    paper,
    per_base,
    place,
    price,
    scale,
    size,
    stock,
    tiers,
    yes_no,
)
from catalog.models import ProductEdition
from catalog.picked import Item
from catalog.specification import once_asked
from registry.models import Region

MOST = 5
LETTERS = "ABCDE"
NOTHING = "Belum diisi"


@dataclass
class Row:
    """One line of the table."""

    label: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether the products say different things here."""
        return len({one.shown for one in self.cells}) > 1

    @property
    def is_filled(self) -> bool:
        """Whether any product says something here."""
        return any(one.words for one in self.cells)


@dataclass
class Group:
    """Lines under one heading."""

    title: str
    rows: list[Row]


def _row(label: str, items: list[Item], tell: Tell) -> Row:
    return Row(label, [tell(one) for one in items])


def _mark(row: Row, values: list[tuple[Any, Any] | None], word: str, *, most: bool = False) -> Row:
    """Mark the best value; only where every product has one, all in the same measure, and they differ."""
    known = [one for one in values if one is not None]
    if len(known) == len(values) > 1 and len({measure for _, measure in known}) == 1:
        amounts = [amount for amount, _ in known]
        best = max(amounts) if most else min(amounts)
        if len(set(amounts)) > 1:
            for cell, amount in zip(row.cells, amounts, strict=True):
                cell.mark = word if amount == best else ""
    return row


def _specification(items: list[Item]) -> list[Row]:
    rows = [
        _row(field.label, items, lambda one, field=field: Cell(answer(one.edition.answers.get(field.key), field.unit)))  # type: ignore[misc]
        for field in once_asked(*(one.edition for one in items))
    ]
    told = [{str(name): str(value) for name, value in one.edition.specification} for one in items]
    names = dict.fromkeys(name for one in told for name in one)
    return rows + [Row(name, [Cell(one.get(name, "")) for one in told]) for name in names]


def _papers(items: list[Item]) -> list[Row]:
    kinds = {claim.kind.code: claim.kind for one in items for claim in one.claims}
    ordered = sorted(kinds.values(), key=lambda kind: (kind.order, kind.code))
    rows = [_row(kind.short_name, items, paper(kind.code)) for kind in ordered]
    for row in rows:
        for cell in row.cells:
            cell.words = cell.words or "Belum ada"
    return [*rows, _row("Status halal", items, display("halal_status"))]


def _prices(items: list[Item]) -> list[Row]:
    same = _row("Harga per ukuran sama", items, per_base)
    return [
        _row("Harga", items, price),
        _mark(same, [one.per_base for one in items], "terendah"),
        _row("Harga grosir", items, tiers),
    ]


def _ability(items: list[Item]) -> list[Row]:
    units = [one.edition.unit for one in items]
    editions = [one.edition for one in items]

    def pairs(name: str) -> list[tuple[Any, Any] | None]:
        values = [getattr(one, name) for one in editions]
        return [None if value is None else (value, unit) for value, unit in zip(values, units, strict=True)]

    days = [None if one.lead_time_days is None else (one.lead_time_days, "hari") for one in editions]
    capacity, least = pairs("capacity_per_month"), pairs("minimum_order")
    return [
        _mark(_row("Pesanan minimal", items, counted("minimum_order")), least, "terkecil"),
        _mark(_row("Waktu pengerjaan", items, lead_time), days, "tercepat"),
        _mark(_row("Kapasitas per bulan", items, counted("capacity_per_month")), capacity, "terbesar", most=True),
        _row("Pesanan terbesar yang pernah dipenuhi", items, counted("largest_order")),
        _row("Ketersediaan", items, stock),
        _row("Dikirim ke", items, delivery(_districts(editions))),
    ]


def _districts(editions: Iterable[ProductEdition]) -> dict[str, str]:
    codes = {code for one in editions for code in one.delivery_districts}
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _domestic(items: list[Item]) -> list[Row]:
    return [
        _row("Asal", items, display("origin")),
        _row("Dibuat di Indonesia oleh usaha ini", items, yes_no("is_made_here")),
        _row("Dikerjakan tenaga kerja Indonesia", items, yes_no("has_local_workers")),
        _row("Memakai bahan dari Indonesia", items, yes_no("has_local_material")),
    ]


def _goods(items: list[Item]) -> list[Row]:
    return [
        _row("Kategori", items, lambda one: Cell(str(one.edition.category or ""))),
        _row("Isi", items, content),
        _row("Ukuran", items, size),
        _row("Bahan", items, lambda one: Cell(one.edition.materials)),
        _row("Kemasan", items, lambda one: Cell(one.edition.packaging)),
        _row("Daya simpan", items, counted("shelf_life_days", "hari")),
        *_specification(items),
    ]


def _makers(items: list[Item]) -> list[Row]:
    return [
        _row("Usaha", items, lambda one: Cell(one.business.name)),
        _row("Tempat", items, place),
        _row("Skala", items, lambda one: Cell(scale(one.business))),
        _row("Katalog Elektronik (INAPROC)", items, inaproc),
    ]


def table(items: list[Item], *, only_different: bool = False) -> list[Group]:
    """The groups of the table; lines that nobody filled in are left out, and with `only_different` the equal ones."""
    groups = [
        Group("Harga", _prices(items)),
        Group("Kesanggupan", _ability(items)),
        Group("Izin dan sertifikat", _papers(items)),
        Group("Produk dalam negeri", _domestic(items)),
        Group("Barang", _goods(items)),
        Group("Penjual", _makers(items)),
    ]
    for group in groups:
        group.rows = [row for row in group.rows if row.is_filled and (row.differs or not only_different)]
        for row in group.rows:
            for letter, item, cell in zip(LETTERS, items, row.cells, strict=False):
                cell.words, cell.who = cell.words or NOTHING, f"{letter} {item.name}"
    return [group for group in groups if group.rows]
