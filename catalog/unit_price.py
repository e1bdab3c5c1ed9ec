"""What one kilogram, liter, piece, meter or square meter of a product costs, so that packings can be compared.

`unit_price` is the rule; `sql` says the same to PostgreSQL for many rows at once, made from the same tables, and a test
holds them together.
"""

BASES = ("kg", "liter", "buah", "meter", "m2")
WORDS = {"kg": "kg", "liter": "liter", "buah": "buah", "meter": "meter", "m2": "m²"}

# A unit that is itself a measure: its base, and how many of the unit make one of the base.
MEASURED = {
    "kilogram": ("kg", 1),
    "gram": ("kg", 1000),
    "liter": ("liter", 1),
    "meter": ("meter", 1),
    "meter persegi": ("m2", 1),
}
# A unit that counts pieces: how many.
COUNTED = {
    "buah": 1, "butir": 1, "potong": 1, "lembar": 1, "unit": 1, "eksemplar": 1, "lusin": 12, "kodi": 20,
}  # fmt: skip


def unit_price(
    price: int | None, unit: str, grams: int | None, ml: int | None, pieces: int | None
) -> tuple[int, str] | None:
    """Whole rupiah (half up) for one of a base of BASES, and that base; None when nothing can be compared.

    `price` is for one `unit`; the others say what one unit holds. A unit that is a measure goes first, then weight,
    volume, pieces, and last a unit that counts.
    """
    if not price or price < 0:
        return None
    if unit in MEASURED:
        base, up, down = (*MEASURED[unit], 1)
    elif grams:
        base, up, down = "kg", 1000, grams
    elif ml:
        base, up, down = "liter", 1000, ml
    elif pieces:
        base, up, down = "buah", 1, pieces
    elif unit in COUNTED:
        base, up, down = "buah", 1, COUNTED[unit]
    else:
        return None
    amount = (2 * price * up + down) // (2 * down)
    return (amount, base) if amount else None


def _case(values: dict[str, str], unit: str) -> str:
    return f"case {unit} " + " ".join(f"when '{name}' then {value}" for name, value in values.items()) + " end"


def sql(price: str, unit: str, grams: str, ml: str, pieces: str) -> str:
    """A SELECT of one row (amount, base) for a lateral join, from five SQL expressions; null when not comparable."""
    base = _case({name: f"'{base}'" for name, (base, _) in MEASURED.items()}, unit)
    up = _case({name: str(many) for name, (_, many) in MEASURED.items()}, unit)
    count = _case({name: str(many) for name, many in COUNTED.items()}, unit)
    inside = f"nullif({grams}, 0)", f"nullif({ml}, 0)", f"nullif({pieces}, 0)"
    amount = "(2 * p.price * m.up + m.down) / (2 * m.down)"
    return (
        f"select nullif({amount}, 0) as amount, case when {amount} > 0 then m.base end as base"  # noqa: S608
        f" from (select nullif(greatest({price}, 0), 0)::bigint as price) p cross join lateral (select"
        f" coalesce({base}, case when {inside[0]} is not null then 'kg' when {inside[1]} is not null then 'liter'"
        f" else 'buah' end) as base,"
        f" case when {base} is not null then {up} when {inside[0]} is not null or {inside[1]} is not null then 1000"
        f" else 1 end as up,"
        f" case when {base} is not null then 1 else coalesce({', '.join(inside)}, {count}) end as down) m"
    )
