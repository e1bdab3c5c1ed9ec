"""Where the price of a product lies among products of its kind: what they cost for one kg, liter, piece ...

A help to look, never "the right price": nothing is said of fewer than five, and a price far away gets calm words.
One pass over an index of the search rows (`product_search_price_place`), read together with similar products.
"""

from dataclasses import dataclass
from typing import Any

from accounts.templatetags.portal import number, rupiah
from catalog.unit_price import WORDS

LEAST = 5
REACH = 1.5  # of the distance between the quartiles (Tukey): what lies further out is worth a question
FAR = 1.5  # and at least so many times the middle, or less than its reciprocal

# The index gives the prices in order; what lies at a place is picked from the array, so nothing is sorted.
SPREAD = f"""
select 'spread' as what, json_build_object('mine', mine, 'base', base, 'n', n,
    'below', width_bucket(mine - 1, prices), 'above', n - width_bucket(mine, prices),
    'marks', (select json_agg(json_build_array(prices[1 + (n - 1) * k / 4], prices[1 + ((n - 1) * k + 3) / 4])
        order by k) from generate_series(0, 4) k)) as one
from (select me.unit_price as mine, me.unit_base as base, prices, cardinality(prices) as n
    from catalog_productsearch me cross join lateral (select array_agg(unit_price) as prices from (
        select s.unit_price from catalog_productsearch s where s.category_path = me.category_path
            and s.unit_base = me.unit_base and s.unit_price is not null order by s.unit_price) in_order) counted
    where me.product_id = %(about)s and me.unit_price is not null and me.unit_base <> '') kind
where n >= {LEAST}"""  # noqa: S608  # our own text


@dataclass(frozen=True)
class PricePlace:
    """Whole rupiah for one `base`; `count` products with a known unit price, this one included."""

    mine: int
    base: str
    count: int
    lowest: int
    quarter: int
    middle: int
    three_quarters: int
    highest: int
    cheaper: int
    dearer: int

    @property
    def base_words(self) -> str:
        """kg, liter, buah, meter, m²."""
        return WORDS[self.base]

    @property
    def mine_words(self) -> str:
        """Rp90.000 per kg."""
        return f"{rupiah(self.mine)} per {self.base_words}"

    @property
    def where(self) -> str:
        """In words: Lebih murah dari separuh produk sejenis."""
        if self.mine < self.quarter:
            return "Termasuk seperempat yang termurah"
        if self.mine > self.three_quarters:
            return "Termasuk seperempat yang termahal"
        return "Di kisaran harga yang umum"

    @property
    def neighbours(self) -> str:
        """12 produk lebih murah, 24 lebih mahal."""
        return f"{number(self.cheaper)} produk lebih murah, {number(self.dearer)} lebih mahal"

    @property
    def usual(self) -> str:
        """What the middle half costs."""
        if self.quarter == self.three_quarters:
            return rupiah(self.quarter)
        return f"{rupiah(self.quarter)} sampai {rupiah(self.three_quarters)}"

    @property
    def marks(self) -> list[tuple[str, str]]:
        """What the prices of the kind are, in words."""
        return [
            ("Termurah", rupiah(self.lowest)),
            ("Separuh yang di tengah (kuartil 1 sampai 3)", self.usual),
            ("Tepat di tengah (median)", rupiah(self.middle)),
            ("Termahal", rupiah(self.highest)),
        ]

    @property
    def note(self) -> str:
        """What a price far from the others may mean; empty for all others."""
        reach = REACH * (self.three_quarters - self.quarter)
        if self.mine > self.three_quarters + reach and self.mine >= FAR * self.middle:
            return (
                "Harga ini jauh di atas produk sejenis. Bisa karena bahan, ukuran, atau pengerjaannya; "
                "tanyakan kepada pembuatnya."
            )
        if self.mine < self.quarter - reach and self.mine * FAR <= self.middle:
            return (
                "Harga ini jauh di bawah produk sejenis. Pastikan isi dan satuannya, lalu tanyakan kepada pembuatnya."
            )
        return ""

    def at(self, amount: int, width: int = 300) -> int:
        """Where an amount lies on a line of `width` points from the lowest to the highest."""
        span = self.highest - self.lowest
        return round(width * (amount - self.lowest) / span) if span else width // 2

    @property
    def drawing(self) -> dict[str, str]:
        """Places on a line of 300: beginning and width of the middle half, the middle, this product."""
        start, end = self.at(self.quarter), self.at(self.three_quarters)
        return {
            "start": str(start),
            "width": str(max(end - start, 2)),
            "middle": str(self.at(self.middle)),
            "mine": str(self.at(self.mine)),
        }


def place_in(line: dict[str, Any] | None) -> PricePlace | None:
    """From the line that SPREAD reads; None when there are too few."""
    if line is None:
        return None
    last = line["n"] - 1
    marks = [low + (high - low) * (last * k % 4) / 4 for k, (low, high) in enumerate(line["marks"])]
    lowest, quarter, middle, three_quarters, highest = (int(mark + 0.5) for mark in marks)
    return PricePlace(
        line["mine"], line["base"], line["n"], lowest, quarter, middle, three_quarters, highest,
        line["below"], line["above"],
    )  # fmt: skip
