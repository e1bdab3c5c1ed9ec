"""Keeps the rows of an edition (materials, variants, packages, links): read, copied, replaced.

Called inside the verbs of catalog.actions, which lock the edition first.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import slugify

from catalog.gtin import padded
from catalog.models import ROWS, ProductEdition, ProductRow

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
KEY_LONGEST = 16


def columns(model: type[ProductRow]) -> tuple[str, ...]:
    """What a row says, without its own number, its edition and its place in the list."""
    return tuple(f.attname for f in model._meta.concrete_fields if f.name not in ("id", "edition", "position"))


def rows_of(edition: ProductEdition, name: str) -> list[dict[str, Any]]:
    """The rows of one list as plain values, in order."""
    return [{column: getattr(row, column) for column in columns(ROWS[name])} for row in getattr(edition, name).all()]


def copy_rows(base: ProductEdition, draft: ProductEdition, *, barcodes: bool = True) -> None:
    """Give a new draft the rows of the edition it was copied from; another product has other barcodes."""
    for name in ROWS:
        rows = rows_of(base, name)
        if not barcodes:
            rows = [row | ({"gtin": ""} if "gtin" in row else {}) for row in rows]
        _write(draft, name, rows)


def replace_rows(edition: ProductEdition, rows: Rows) -> None:
    """Make the lists of a draft exactly these; a list that is not named stays as it is.

    Each row holds columns of its model; a variant without a key gets one.
    """
    for name, wanted in rows.items():
        model = ROWS[name]
        plain = [_plain(model, row) for row in (with_keys(wanted) if name == "variants" else wanted)]
        if plain != rows_of(edition, name):
            getattr(edition, name).all().delete()
            _write(edition, name, plain)
    edition._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # what was read before is old now


def with_keys(variants: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Variants that each have a key of their own: the one they had, else one made of the name."""
    taken: set[str] = set()
    kept = []
    for row in variants:
        key = str(row.get("key") or "")[:KEY_LONGEST]
        kept.append(dict(row) | {"key": "" if key in taken else key})
        taken.add(key)
    for row in kept:
        if not row["key"]:
            row["key"] = _new_key(str(row["name"]), taken)
            taken.add(row["key"])
    return kept


def _new_key(name: str, taken: set[str]) -> str:
    base = slugify(name)[:KEY_LONGEST].strip("-") or "varian"
    key, number = base, 2
    while key in taken:
        key = f"{base[: KEY_LONGEST - 4]}-{number}"
        number += 1
    return key


def whole_of(rows: Rows) -> int:
    """How many percent the shares of all materials are together."""
    return sum(row.get("share_percent") or 0 for row in rows.get("material_rows", ()))


def barcode_twice(barcodes: Iterable[str]) -> str:
    """A barcode that stands on two things of one product, empty when each has its own."""
    seen: set[str] = set()
    for gtin in barcodes:
        if gtin and padded(gtin) in seen:
            return gtin
        if gtin:
            seen.add(padded(gtin))
    return ""


def barcodes_of(edition: ProductEdition) -> list[str]:
    """Of the product, its variants and its packages."""
    return [
        edition.gtin,
        *edition.variants.values_list("gtin", flat=True),
        *edition.packages.values_list("gtin", flat=True),
    ]


def _plain(model: type[ProductRow], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row by columns; what it does not say is the column's default."""
    made = model(**row)
    return {column: getattr(made, column) for column in columns(model)}


def _write(edition: ProductEdition, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    model: Any = ROWS[name]
    model.objects.bulk_create([model(edition=edition, position=at, **row) for at, row in enumerate(rows)])
