"""The table that sets up to five products side by side: rows of words, and which rows tell them apart.

It compares facts and crowns nobody: only what can be measured alike (same base, same unit) is called lowest or fastest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.templatetags.portal import date_id, number, rupiah
from catalog.models import InaprocListing, ProductEdition, SpecificationField
from catalog.picked import Item
from certification.public_check import Standing
from certification.validity import EXPIRING, NEEDS_CONFIRMATION, VALID
from registry.classes import SCALES
from registry.models import BusinessEdition, Region
from registry.scale import scale_of_ranges

MOST = 5
LETTERS = "ABCDE"
NOTHING = "Belum diisi"
CLAIMED = "claimed"


@dataclass
class Cell:
    """What one product says: words, small notes below, a certificate state for its tag, a mark like "terendah"."""

    words: str = ""
    notes: list[str] = field(default_factory=list)
    state: str = ""
    mark: str = ""
    link: str = ""
    who: str = ""  # letter and name of its product, for phones

    @property
    def shown(self) -> tuple[Any, ...]:
        """What decides whether two cells say the same."""
        return (self.words, tuple(self.notes), self.state)


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


Tell = Callable[[Item], Cell]


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


def _price(one: Item) -> Cell:
    if one.price is None:
        return Cell("Harga ditanyakan")
    tax = f"termasuk PPN {rupiah(one.price.vat)}" if one.price.vat else "tanpa PPN"
    return Cell(f"{rupiah(one.price.total)} per {one.edition.unit}", [tax])


def _per_base(one: Item) -> Cell:
    if one.per_base is None:
        return Cell()
    amount, base = one.per_base
    return Cell(f"{rupiah(amount)} per {'m²' if base == 'm2' else base}")


def _tiers(one: Item) -> Cell:
    lines = [f"mulai {number(least)} {one.edition.unit}: {rupiah(price.total)}" for least, price in one.tiers]
    return Cell(lines[0], lines[1:]) if lines else Cell()


def _counted(name: str, after: str = "") -> Tell:
    def tell(one: Item) -> Cell:
        value = getattr(one.edition, name)
        return Cell() if value is None else Cell(f"{number(value)} {after or one.edition.unit}".strip())

    return tell


def _lead_time(one: Item) -> Cell:
    days = one.edition.lead_time_days
    return Cell("Langsung" if days == 0 else f"{number(days)} hari" if days is not None else "")


def _stock(one: Item) -> Cell:
    product = one.product
    return Cell(
        str(product.get_availability_display()),
        [] if product.stock is None else [f"stok {number(product.stock)} {one.edition.unit}"],
    )


def _yes_no(name: str) -> Tell:
    words = {True: "Ya", False: "Tidak", None: ""}
    return lambda one: Cell(words[getattr(one.edition, name)])


def _display(name: str) -> Tell:
    return lambda one: Cell(str(getattr(one.edition, f"get_{name}_display")()) if getattr(one.edition, name) else "")


def _content(one: Item) -> Cell:
    edition = one.edition
    parts = [
        (edition.net_weight_grams, "gram"),
        (edition.net_volume_ml, "ml"),
        (edition.pieces_per_unit, "buah"),
    ]
    return Cell(", ".join(f"{number(amount)} {unit}" for amount, unit in parts if amount))


def _size(one: Item) -> Cell:
    edition = one.edition
    sides = [edition.length_mm, edition.width_mm, edition.height_mm]
    given = [number(side / 10) for side in sides if side]
    weight = [f"berat kirim {number(edition.gross_weight_grams)} gram"] if edition.gross_weight_grams else []
    return Cell(f"{' × '.join(given)} cm", weight) if given else Cell(weight[0].capitalize() if weight else "")


def _delivery(names: dict[str, str]) -> Tell:
    def tell(one: Item) -> Cell:
        edition = one.edition
        where = str(edition.get_delivers_display()) if edition.delivers else ""
        if edition.delivers == ProductEdition.Delivers.DISTRICTS:
            where = ", ".join(sorted(names.get(code, code) for code in edition.delivery_districts)) or where
        notes = [edition.delivery_area] if edition.delivery_area and where else []
        return Cell(where or edition.delivery_area, notes)

    return tell


def _inaproc(one: Item) -> Cell:
    listing = getattr(one.product, "inaproc", None)
    if listing is None or listing.state == InaprocListing.State.NONE:
        return Cell("Belum")
    if listing.state != InaprocListing.State.LIVE:
        return Cell("Belum tayang")
    seen = [f"terakhir dilihat {date_id(listing.seen_at)}"] if listing.seen_at else []
    return Cell("Tayang", seen, link=listing.url)


def _paper(code: str) -> Tell:
    def tell(one: Item) -> Cell:
        held = [claim for claim in one.claims if claim.kind.code == code]
        return _paper_cell(held[0]) if held else Cell()

    return tell


def _paper_cell(claim: Standing) -> Cell:
    states = {VALID: "Berlaku", EXPIRING: "Segera berakhir", NEEDS_CONFIRMATION: "Perlu konfirmasi"}
    ends = claim.certificate.expires_on
    notes = [f"sampai {date_id(ends)}" if ends else "tanpa batas waktu", f"No. {claim.number}"]
    if claim.check:
        looked = "cocok dengan penerbit" if claim.matched else str(claim.check.get_result_display()).lower()
        notes.append(f"dicek {date_id(claim.check.checked_at)}: {looked}")
    else:
        decided = claim.certificate.submission and claim.certificate.submission.decided_at
        notes.append(f"berkas diperiksa {date_id(decided)}, belum dicek di penerbit" if decided else "belum dicek")
    state = claim.status if claim.matched or claim.status != VALID else CLAIMED
    return Cell(states.get(claim.status, claim.status), notes, state)


def _scale(business: BusinessEdition) -> str:
    scale = scale_of_ranges(business.capital_range, business.sales_range, business.founded_year).scale
    return SCALES[scale] if scale else ""


def _place(one: Item) -> Cell:
    village = one.business.village
    return Cell(f"{village.label}, {village.parent.label}" if village and village.parent else "")


def _answer(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, int | float):
        value = number(value)
    return f"{value} {unit}".strip() if value not in (None, "") else ""


def _questions(items: list[Item]) -> dict[str, tuple[str, str]]:
    """Key -> label and unit of every answered question; the form of an edition before that of its ancestors."""
    keys = {key for one in items for key in one.edition.answers}
    if not keys:
        return {}
    own = {one.edition.form_id for one in items if one.edition.form_id}
    asked = SpecificationField.objects.filter(Q(form__in=own) | Q(form__state="active"), key__in=keys)
    found: dict[str, tuple[str, str]] = {}
    paths = [one.edition.category.path for one in items if one.edition.category]
    rows = [one for one in asked.select_related("form__category") if _asks(one, own, paths)]
    for one in sorted(rows, key=lambda one: (one.form_id not in own, one.position, one.pk)):
        found.setdefault(one.key, (one.label, one.unit))
    return found


def _asks(one: SpecificationField, own: set[int], paths: list[str]) -> bool:
    return one.form_id in own or any(path.startswith(one.form.category.path) for path in paths)


def _specification(items: list[Item]) -> list[Row]:
    rows = [
        _row(label, items, lambda one, key=key, unit=unit: Cell(_answer(one.edition.answers.get(key), unit)))  # type: ignore[misc]
        for key, (label, unit) in _questions(items).items()
    ]
    told = [{str(name): str(value) for name, value in one.edition.specification} for one in items]
    names = dict.fromkeys(name for one in told for name in one)
    return rows + [Row(name, [Cell(one.get(name, "")) for one in told]) for name in names]


def _papers(items: list[Item]) -> list[Row]:
    kinds = {claim.kind.code: claim.kind for one in items for claim in one.claims}
    ordered = sorted(kinds.values(), key=lambda kind: (kind.order, kind.code))
    rows = [_row(kind.short_name, items, _paper(kind.code)) for kind in ordered]
    for row in rows:
        for cell in row.cells:
            cell.words = cell.words or "Belum ada"
    return [*rows, _row("Status halal", items, _display("halal_status"))]


def _prices(items: list[Item]) -> list[Row]:
    per_base = _row("Harga per ukuran sama", items, _per_base)
    return [
        _row("Harga", items, _price),
        _mark(per_base, [one.per_base for one in items], "terendah"),
        _row("Harga grosir", items, _tiers),
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
        _mark(_row("Pesanan minimal", items, _counted("minimum_order")), least, "terkecil"),
        _mark(_row("Waktu pengerjaan", items, _lead_time), days, "tercepat"),
        _mark(_row("Kapasitas per bulan", items, _counted("capacity_per_month")), capacity, "terbesar", most=True),
        _row("Pesanan terbesar yang pernah dipenuhi", items, _counted("largest_order")),
        _row("Ketersediaan", items, _stock),
        _row("Dikirim ke", items, _delivery(_districts(editions))),
    ]


def _districts(editions: Iterable[ProductEdition]) -> dict[str, str]:
    codes = {code for one in editions for code in one.delivery_districts}
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _domestic(items: list[Item]) -> list[Row]:
    return [
        _row("Asal", items, _display("origin")),
        _row("Dibuat di Indonesia oleh usaha ini", items, _yes_no("is_made_here")),
        _row("Dikerjakan tenaga kerja Indonesia", items, _yes_no("has_local_workers")),
        _row("Memakai bahan dari Indonesia", items, _yes_no("has_local_material")),
    ]


def _goods(items: list[Item]) -> list[Row]:
    return [
        _row("Kategori", items, lambda one: Cell(str(one.edition.category or ""))),
        _row("Isi", items, _content),
        _row("Ukuran", items, _size),
        _row("Bahan", items, lambda one: Cell(one.edition.materials)),
        _row("Kemasan", items, lambda one: Cell(one.edition.packaging)),
        _row("Daya simpan", items, _counted("shelf_life_days", "hari")),
        *_specification(items),
    ]


def _makers(items: list[Item]) -> list[Row]:
    return [
        _row("Usaha", items, lambda one: Cell(one.business.name)),
        _row("Tempat", items, _place),
        _row("Skala", items, lambda one: Cell(_scale(one.business))),
        _row("Katalog Elektronik (INAPROC)", items, _inaproc),
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
