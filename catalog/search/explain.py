"""Why a product is found: which words stand where in it, and what speaks for its place in the list."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from catalog.search.document import WORDS
from catalog.search.match import Writer, size_pattern
from catalog.search.vocabulary import vocabulary
from catalog.search.words import Slot, slots_of, split

NAME, KIND = "name", "kind"
FIELDS = {  # in the order in which they are told
    NAME: ("nama atau merek", "concat_ws(' ', e.name, e.brand)"),
    KIND: ("kategori", "concat_ws(' ', above.names)"),
    "materials": ("bahan atau kemasan", "concat_ws(' ', e.materials, e.packaging)"),
    "maker": ("nama usaha", "s.business_name"),
    "place": ("desa atau kecamatan", "concat_ws(' ', v.name, s.district_name)"),
    "words": ("keterangan", "e.description"),
}

FOUND = """
with told as materialized (
    select s.name, s.quality, s.business_name, {texts} from catalog_productsearch s
    join catalog_productedition e on e.product_id = s.product_id and e.is_live
    join registry_businessedition be on be.business_id = s.business_id and be.is_live
    left join registry_region v on v.code = be.village_id
    cross join lateral (select string_agg(a.name, ' ') as names from catalog_category a
        where s.category_path like a.path || '%%') above
    where s.code = %(code)s)
select name, quality, {sizes}, asked.slot, asked.way, {marks}
from told left join (values {asked}) as asked (slot, way, q) on true"""


@dataclass
class Reason:
    """One thing that was asked for: where it was found, and by which words when not by the very ones."""

    typed: str
    places: list[str] = field(default_factory=list)
    by: str = ""

    @property
    def is_found(self) -> bool:
        """Whether the product has it at all."""
        return bool(self.places)


@dataclass
class Why:
    """All there is to tell. `order` are sentences about its place in the list, in the order in which they count."""

    name: str
    quality: int
    reasons: list[Reason]
    sizes: list[tuple[str, bool]]
    order: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether it has everything that was asked for."""
        return all(one.is_found for one in self.reasons)


def explain(code: str, text: str) -> Why | None:
    """Why the product on display with this code is found for `text`; None when it is not on display."""
    steer = vocabulary()
    slots = slots_of(split(text), steer)
    hard, sizes = [one for one in slots if not one.is_size], [one for one in slots if one.is_size][:3]
    values: dict[str, Any] = {}
    write = Writer(values, steer)
    asked = ", ".join(
        f"({n}, {m}, {write.phrase(phrase)})" for n, slot in enumerate(hard) for m, phrase in enumerate(slot.phrases)
    )
    statement = FOUND.format(
        texts=", ".join(f"{WORDS.format(text=sql)} as in_{name}" for name, (_, sql) in FIELDS.items()),
        sizes=f"array[{', '.join(f'lower(name) ~ {write.value(size_pattern(one.typed))}' for one in sizes)}]::bool[]",
        marks=", ".join(f"coalesce(in_{name} @@ asked.q, false)" for name in FIELDS),
        asked=asked or "(null::int, null::int, null::tsquery)",
    )
    values |= {"code": code, "whole": sorted(steer.whole), "stop": sorted(steer.stop)}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    if not rows:
        return None
    name, quality, has_size = rows[0][:3]
    reasons = [_reason(slot, [row[4:] for row in rows if row[3] == n]) for n, slot in enumerate(hard)]
    named = [(" ".join(one.typed), held) for one, held in zip(sizes, has_size, strict=True)]
    return Why(name, quality, reasons, named, _order(name, hard, reasons, named))


def _reason(slot: Slot, rows: list[tuple[object, ...]]) -> Reason:
    """The very words first; else the phrase that stands in the weightiest place."""
    reason = Reason(" ".join(slot.typed))
    labels = [label for label, _ in FIELDS.values()]
    ways = []
    for way, *marks in rows:
        phrase = slot.phrases[int(str(way))]
        held = [bool(mark) for mark in marks]
        if int(str(way)) and len(phrase) > 1:  # words of the same meaning must stand together: in the name or the kind
            held = [mark and place < 2 for place, mark in enumerate(held)]
        if any(held):
            ways.append((held.index(True), int(str(way)), phrase, held))
    if ways:
        _, way, phrase, held = min(ways, key=lambda one: (one[1] > 0, one[0], one[1]))
        reason.places = [label for label, mark in zip(labels, held, strict=True) if mark]
        reason.by = " ".join(phrase) if way else ""
    return reason


def _order(name: str, hard: list[Slot], reasons: list[Reason], sizes: list[tuple[str, bool]]) -> list[str]:
    plain = " ".join(split(name))
    told, label = [], FIELDS[NAME][0]
    in_name = [one for one in reasons if label in one.places]
    if reasons and len(in_name) == len(reasons):
        told.append("Semua kata yang dicari ada di nama produk. Ini yang paling menentukan.")
    elif in_name:
        told.append(f"{len(in_name)} dari {len(reasons)} kata ada di nama produk.")
    elif reasons:
        told.append("Kata yang dicari tidak ada di nama produk, jadi tempatnya di bawah yang menyebutnya di nama.")
    if hard and any(plain.startswith(" ".join(phrase)) for phrase in hard[0].phrases):
        told.append("Nama produk dimulai dengan barang yang dicari.")
    typed = " ".join(word for slot in hard for word in slot.typed)
    if " " in typed and typed in plain:
        told.append("Kata-katanya berdampingan di nama, persis seperti yang diketik.")
    if reasons and all(FIELDS[KIND][0] in one.places for one in reasons):
        told.append("Kategorinya juga bernama seperti yang dicari.")
    told += [f"Ukuran “{size}” tertulis di nama." for size, held in sizes if held]
    return told
