"""Looks at the rows of a table one by one: what each says, which product it means, what would become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.bulk.columns import by_name, columns_of, where
from catalog.bulk.matching import Ambiguous, Known, Shelf, plain
from catalog.bulk.pictures import MOST_PHOTOS, Pictures
from catalog.bulk.sheet import SheetForm, Typed, offer_of, read, said_by
from catalog.models import ProductBatch, ProductBatchRow, ProductEdition
from catalog.refusal.facts import Finding
from catalog.refusal.foretelling import foretell
from catalog.refusal.gathering import (
    Around,
    barcode_elsewhere,
    business_of_maker,
    foresee,
    goods_of,
    maker_of,
    photo_elsewhere,
    prices_in,
)
from registry.importing.cells import opened
from registry.importing.reading import ERROR, WARNING, Found, Line, Reading
from registry.importing.rows import bare

State, Plan = ProductBatchRow.State, ProductBatchRow.Plan
WAITS = (
    "Produk ini sedang menunggu petugas. Batalkan dulu pengajuannya di halaman produk, atau ubah setelah diputuskan."
)
NOT_ROWS = {"business"}  # said once for the whole table


@dataclass
class Seen:
    """A row that was looked at: what it says, the product it means, and photos that are new to it."""

    typed: Typed
    reading: Reading
    known: Known | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    new_photos: list[str] = field(default_factory=list)
    plan: str = ""


class Pass:
    """One pass through a table."""

    def __init__(self, batch: ProductBatch, pictures: Pictures) -> None:
        self.batch, self.pictures = batch, pictures
        self.columns = columns_of(batch.category)
        self.asked = by_name(self.columns)
        self.mapping, self.unread = where(self.columns, batch.header)
        self.form = SheetForm(batch.business, batch.category)
        self.around = Around(
            goods=goods_of(batch.category),
            maker=maker_of(business_of_maker(batch.business_id)),
            questions=self.form.questions,
            prices=prices_in(batch.category_id),
        )
        self._above: dict[str, int] = {}

    def line(self, row: ProductBatchRow) -> Line:
        """A stored row by our fields; a number of the spreadsheet gets the comma that people write here."""
        fields = {at: name for name, at in self.mapping.items()}
        texts = {}
        for name, at in self.mapping.items():
            text = bare(opened(row.cells[at]))
            if self.asked[name].number and at in row.numeric:
                text = text.replace(".", ",")
            texts[name] = text
        found = tuple(
            Found(None if at is None else fields[at], code, message, blocks)
            for at, code, message, blocks in row.found
            if at is None or at in fields
        )
        return Line(row.number, texts, found)

    def look(self, rows: Sequence[ProductBatchRow]) -> list[Seen]:
        """Give the rows their problems, state and plan; saves nothing."""
        lines = [self.line(row) for row in rows]
        shelf = Shelf(
            self.batch.business,
            (line.text("own_code") for line in lines),
            (line.text("name") for line in lines),
        )
        found = [self._look(line, shelf) for line in lines]
        for row, seen in zip(rows, found, strict=True):
            row.problems, row.plan = seen.reading.problems, seen.plan
            row.state = _state(seen)
            row.product = seen.known.product if seen.known else None
        return found

    def photos_of(self, row: ProductBatchRow) -> list[str]:
        """The names of the photos a row asks for."""
        return read(self.line(row), self.form, self.asked)[0].photos

    def _look(self, line: Line, shelf: Shelf) -> Seen:
        known = None
        number, name = line.text("own_code"), line.text("name")
        try:
            known = shelf.find(number, name)
        except Ambiguous as problem:
            seen = Seen(*read(line, self.form, self.asked))
            seen.reading.error("own_code", str(problem))
            return seen
        seen = Seen(*read(line, self.form, self.asked, known.edition if known else None), known=known)
        self._refuse_twice(seen)
        if not known and other_is_called(shelf, number, name):
            seen.reading.warn("name", f"Nama ini juga dipakai produk lain (nomor {shelf.other_number(number, name)}).")
        if not (name or known):
            seen.reading.error("name", "Isi nama produk. Tanpa nama atau nomor artikel, baris ini tidak dikenali.")
        self._photos(seen)
        if not _is_wrong(seen.reading):
            self._plan(seen)
            self._foretell(seen)
        return seen

    def _refuse_twice(self, seen: Seen) -> None:
        keys = [f"#{plain(seen.typed.own_code)}"] if seen.typed.own_code else []
        keys += [f"={seen.known.product.pk}"] if seen.known else []
        keys += [plain(seen.typed.name)] if seen.typed.name and not keys else []
        number = seen.reading.line.number
        for key in keys:
            if (first := self._above.setdefault(key, number)) != number:
                seen.reading.error("own_code" if key[0] == "#" else "name", f"Sama dengan baris {first}. Hapus satu.")
                return

    def _photos(self, seen: Seen) -> None:
        names, base = seen.typed.photos, seen.known.edition if seen.known else None
        if len(names) > MOST_PHOTOS:
            seen.reading.error("photos", f"Satu produk paling banyak {MOST_PHOTOS} foto; ini {len(names)}.")
            return
        shown = {one.photo.sha256 for one in base.shown_photos.all()} if base else set()
        for name in names:
            look = self.pictures.look(name)
            if look.problem:
                seen.reading.warn("photos", f"{name[:60]}: {look.problem}")
            elif look.sha256 not in shown:
                seen.new_photos.append(name)
        if len(shown) + len(seen.new_photos) > MOST_PHOTOS:
            seen.reading.error("photos", f"Produk ini sudah punya {len(shown)} foto; paling banyak {MOST_PHOTOS}.")

    def _plan(self, seen: Seen) -> None:
        """What taking it in would do."""
        known, typed = seen.known, seen.typed
        if known is None:
            seen.plan = Plan.NEW
            return
        base, product = known.edition, known.product
        seen.changes = changes_of(typed, base)
        if seen.changes or seen.new_photos or _claims_differ(typed, base):
            if base.is_draft:
                seen.plan = Plan.DRAFT
            elif base.state == "submitted":
                seen.reading.error(None, WAITS)
                return
            else:
                seen.plan = Plan.EDITION
            if "category" in seen.changes and base.category:
                seen.reading.warn("name", f"Kategorinya berubah dari {base.category} ke {self.batch.category}.")
            return
        now = (product.price_before_vat, product.availability, product.stock)
        renumbered = typed.own_code and typed.own_code != product.own_code
        seen.plan = Plan.OFFER if offer_of(typed, product) != now or renumbered else Plan.SAME

    def _foretell(self, seen: Seen) -> None:
        """What would be refused later, as warnings at the cells; only where the listing itself changes."""
        if seen.plan in (Plan.OFFER, Plan.SAME, ""):
            return
        base = seen.known.edition if seen.known else None
        price, _, stock = offer_of(seen.typed, seen.known.product if seen.known else None)
        papers = seen.typed.certificates
        if papers is None:
            papers = [claim.certificate for claim in base.claims.all()] if base else []
        said, shown = said_by(seen.typed, base), [one.photo for one in base.shown_photos.all()] if base else []
        new = [self.pictures.look(name).sha256 for name in seen.new_photos]
        business, of = self.batch.business_id, base.product_id if base else None
        elsewhere = {
            "gtin_of_other": barcode_elsewhere(said.gtin, of, business),
            "photo_of_other": photo_elsewhere(shown, business, new),
        }
        listing = foresee(
            said,
            self.around,
            price=price,
            stock=stock,
            product=of,
            photos=len(shown) + len(new),
            papers=papers,
            more=_rows_of(base) | elsewhere,
        )
        for finding in foretell(listing):
            if finding.field not in NOT_ROWS:
                field_name = finding.field if finding.field in self.asked else None
                seen.reading.warn(field_name, _words(finding))

    def about_business(self) -> list[str]:
        """What will be refused because of the business, once for all rows."""
        listing = foresee(
            ProductEdition(), self.around, price=None, stock=None, product=None, photos=0, papers=[], more={}
        )
        return [_words(one) for one in foretell(listing) if one.field in NOT_ROWS]


def other_is_called(shelf: Shelf, number: str, name: str) -> bool:
    """Whether a product with another article number goes by this name."""
    return bool(number and shelf.other_number(number, name))


def changes_of(typed: Typed, base: ProductEdition) -> dict[str, Any]:
    """The values of a row that differ from an edition, by column."""
    found = {name: value for name, value in typed.values.items() if getattr(base, name) != value}
    answers = {name: value for name, value in typed.answers.items() if base.answers.get(name) != value}
    return found | ({"answers": answers} if answers else {})


def _claims_differ(typed: Typed, base: ProductEdition) -> bool:
    if typed.certificates is None:
        return False
    return {one.pk for one in typed.certificates} != {claim.certificate_id for claim in base.claims.all()}


def _rows_of(base: ProductEdition | None) -> dict[str, Any]:
    if base is None:
        return {}
    rows = (("variants", base.variants.all()), ("packages", base.packages.all()))
    return {
        "material_rows": tuple((row.name, row.origin) for row in base.material_rows.all()),
        "row_gtins": tuple((name, row.gtin) for name, found in rows for row in found if row.gtin),
    }


def _words(finding: Finding) -> str:
    return f"{finding.text} {finding.fix}".strip()


def _is_wrong(reading: Reading) -> bool:
    return any(one["level"] == ERROR for one in reading.problems)


def _state(seen: Seen) -> str:
    if _is_wrong(seen.reading):
        seen.plan = ""
        return State.ERROR
    if seen.plan == Plan.SAME:
        return State.SAME
    return State.WARNING if any(one["level"] == WARNING for one in seen.reading.problems) else State.READY
