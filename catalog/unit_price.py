"""What a product costs for one kilogram, litre, piece, metre or square metre, to compare packings. Pure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

KG, LITER, PIECE, METER, SQUARE_METER = "kg", "liter", "buah", "meter", "m2"
MEASURES: Mapping[str, tuple[str, Decimal]] = {  # a unit that is a measure itself: base, and how much of it
    "kilogram": (KG, Decimal(1)),
    "gram": (KG, Decimal("0.001")),
    "liter": (LITER, Decimal(1)),
    "meter": (METER, Decimal(1)),
    "meter persegi": (SQUARE_METER, Decimal(1)),
}
COUNTED: Mapping[str, int] = {  # units that are so many pieces
    "buah": 1,
    "butir": 1,
    "unit": 1,
    "lembar": 1,
    "potong": 1,
    "eksemplar": 1,
    "lusin": 12,
    "kodi": 20,
}


def unit_price(
    price: int | None, unit: str, grams: int | None, ml: int | None, pieces: int | None
) -> tuple[int, str] | None:
    """Whole rupiah for one base unit, and that base; None when the content of the unit is not known.

    `price` is for one `unit`; `grams`, `ml` and `pieces` are what one unit holds. A measured unit counts first, then
    weight, volume, pieces, and last the word of the unit itself (a dozen is twelve).
    """
    if not price or price < 0:
        return None
    base, amount = _content(unit, grams, ml, pieces)
    if not amount:
        return None
    return int((Decimal(price) / amount).quantize(Decimal(1), ROUND_HALF_UP)), base


def _content(unit: str, grams: int | None, ml: int | None, pieces: int | None) -> tuple[str, Decimal]:
    if unit in MEASURES:
        return MEASURES[unit]
    if grams:
        return KG, Decimal(grams) / 1000
    if ml:
        return LITER, Decimal(ml) / 1000
    return PIECE, Decimal(pieces or COUNTED.get(unit, 0))
