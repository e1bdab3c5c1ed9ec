"""What one product says in each line of a comparison: words, notes, the state of a certificate."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.templatetags.portal import date_id, number, rupiah
from catalog.models import InaprocListing, ProductEdition
from catalog.picked import Item
from certification.public_check import Standing
from certification.validity import EXPIRING, NEEDS_CONFIRMATION, VALID
from registry.classes import SCALES
from registry.models import BusinessEdition
from registry.scale import scale_of_ranges

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


Tell = Callable[[Item], Cell]


def price(one: Item) -> Cell:
    if one.price is None:
        return Cell("Harga ditanyakan")
    tax = f"termasuk PPN {rupiah(one.price.vat)}" if one.price.vat else "tanpa PPN"
    return Cell(f"{rupiah(one.price.total)} per {one.edition.unit}", [tax])


def per_base(one: Item) -> Cell:
    if one.per_base is None:
        return Cell()
    amount, base = one.per_base
    return Cell(f"{rupiah(amount)} per {'m²' if base == 'm2' else base}")


def tiers(one: Item) -> Cell:
    lines = [f"mulai {number(least)} {one.edition.unit}: {rupiah(price.total)}" for least, price in one.tiers]
    return Cell(lines[0], lines[1:]) if lines else Cell()


def counted(name: str, after: str = "") -> Tell:
    def tell(one: Item) -> Cell:
        value = getattr(one.edition, name)
        return Cell() if value is None else Cell(f"{number(value)} {after or one.edition.unit}".strip())

    return tell


def lead_time(one: Item) -> Cell:
    days = one.edition.lead_time_days
    return Cell("Langsung" if days == 0 else f"{number(days)} hari" if days is not None else "")


def stock(one: Item) -> Cell:
    product = one.product
    return Cell(
        str(product.get_availability_display()),
        [] if product.stock is None else [f"stok {number(product.stock)} {one.edition.unit}"],
    )


def yes_no(name: str) -> Tell:
    words = {True: "Ya", False: "Tidak", None: ""}
    return lambda one: Cell(words[getattr(one.edition, name)])


def display(name: str) -> Tell:
    return lambda one: Cell(str(getattr(one.edition, f"get_{name}_display")()) if getattr(one.edition, name) else "")


def content(one: Item) -> Cell:
    edition = one.edition
    parts = [
        (edition.net_weight_grams, "gram"),
        (edition.net_volume_ml, "ml"),
        (edition.pieces_per_unit, "buah"),
    ]
    return Cell(", ".join(f"{number(amount)} {unit}" for amount, unit in parts if amount))


def size(one: Item) -> Cell:
    edition = one.edition
    sides = [edition.length_mm, edition.width_mm, edition.height_mm]
    given = [number(side / 10) for side in sides if side]
    weight = [f"berat kirim {number(edition.gross_weight_grams)} gram"] if edition.gross_weight_grams else []
    return Cell(f"{' × '.join(given)} cm", weight) if given else Cell(weight[0].capitalize() if weight else "")


def delivery(names: dict[str, str]) -> Tell:
    def tell(one: Item) -> Cell:
        edition = one.edition
        where = str(edition.get_delivers_display()) if edition.delivers else ""
        if edition.delivers == ProductEdition.Delivers.DISTRICTS:
            where = ", ".join(sorted(names.get(code, code) for code in edition.delivery_districts)) or where
        notes = [edition.delivery_area] if edition.delivery_area and where else []
        return Cell(where or edition.delivery_area, notes)

    return tell


def inaproc(one: Item) -> Cell:
    listing = getattr(one.product, "inaproc", None)
    if listing is None or listing.state == InaprocListing.State.NONE:
        return Cell("Belum")
    if listing.state != InaprocListing.State.LIVE:
        return Cell("Belum tayang")
    seen = [f"terakhir dilihat {date_id(listing.seen_at)}"] if listing.seen_at else []
    return Cell("Tayang", seen, link=listing.url)


def paper(code: str) -> Tell:
    def tell(one: Item) -> Cell:
        held = [claim for claim in one.claims if claim.kind.code == code]
        return paper_cell(held[0]) if held else Cell()

    return tell


def paper_cell(claim: Standing) -> Cell:
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


def scale(business: BusinessEdition) -> str:
    scale = scale_of_ranges(business.capital_range, business.sales_range, business.founded_year).scale
    return SCALES[scale] if scale else ""


def place(one: Item) -> Cell:
    village = one.business.village
    return Cell(f"{village.label}, {village.parent.label}" if village and village.parent else "")


def answer(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, int | float):
        value = number(value)
    return f"{value} {unit}".strip() if value not in (None, "") else ""
