"""How alike names are, for millions of pairs: what similarity() of PostgreSQL says, at a fraction of its cost.

similarity() takes both names apart for every pair. Here the names of a kecamatan are taken apart once: each of its
trigrams is a bit, a name is a number, and a pair costs one AND.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME, NEAR = 445, 600  # of a thousand: likeness worth a look in the same village, in the rest of the kecamatan
FIRST = 4  # letters with which a name elsewhere in the kecamatan must begin alike


@dataclass(frozen=True)
class Here:
    """What is compared of a business of ours; `key` is its name as figures.matching reads names."""

    code: str
    village: str
    key: str
    nib: str
    nik_hash: str


def trigrams(key: str) -> set[str]:
    """The trigrams of small letters, digits and blanks, as pg_trgm takes them."""
    padded = [f"  {word} " for word in key.split()]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


class District:
    """The names of one kecamatan, ready to be compared."""

    def __init__(self, businesses: Iterable[Here]) -> None:
        self.bits: dict[str, int] = {}
        self.villages: dict[str, list[tuple[Here, int, int]]] = {}
        self.beginnings: dict[str, list[tuple[Here, int, int]]] = {}
        known: dict[str, tuple[int, int]] = {}
        for one in businesses:
            if one.key not in known:
                found = trigrams(one.key)
                known[one.key] = (self._number(found), len(found))
            entry = (one, *known[one.key])
            self.villages.setdefault(one.village, []).append(entry)
            self.beginnings.setdefault(one.key[:FIRST], []).append(entry)

    def _number(self, found: set[str]) -> int:
        number = 0
        for one in found:
            number |= 1 << self.bits.setdefault(one, len(self.bits))
        return number

    def like(self, key: str, village: str) -> Iterator[tuple[Here, str, int]]:
        """(business, "name" in the same village or "near", likeness 0-100) of those worth a look."""
        found = trigrams(key)
        size = len(found)
        number = sum(1 << self.bits[one] for one in found if one in self.bits)
        for other, bits, length in self.villages.get(village, ()) if village else ():
            both = (number & bits).bit_count()
            if both and both * 1000 >= NAME * (size + length - both):
                yield other, "name", round(both * 100 / (size + length - both))
        for other, bits, length in self.beginnings.get(key[:FIRST], ()):
            both = (number & bits).bit_count()
            if both and both * 1000 >= NEAR * (size + length - both) and other.village != village:
                yield other, "near", round(both * 100 / (size + length - both))
