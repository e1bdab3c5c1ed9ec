"""The answer of search: rows, and how many products each value of each filter would show; unpacked from few numbers.

`Found` is filled line by line. A product is counted beside a value when it would show if that filter alone were set to
that value, all others as they are. Products that pass every filter count everywhere (`passing`); those that fail one
filter only, there (`own`). When that filter is the only one, its counts come from the counts table (`whole`).
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from catalog.models import FacetCount
from catalog.models.search import CAPACITIES, DAYS
from catalog.unit_price import BASES

F = FacetCount.Facet
READY = 128  # bit of ProductSearch.traits


def scale_of(traits: int) -> int:
    """ProductSearch.Scale in packed traits."""
    return traits & 7


def flags_of(traits: int) -> int:
    """The mask of flags in packed traits."""
    return traits >> 3 & 15


def days_of(traits: int) -> int:
    """The place of the days in DAYS; 6 for more, 7 for unknown."""
    return traits >> 8 & 7


def band_of(steps: int) -> int:
    """The price band in packed steps, -1 without price."""
    return (steps & 7) - 1


def base_of(steps: int) -> str:
    """The base of the unit price in packed steps; empty without one."""
    place = steps >> 3 & 7
    return BASES[place - 1] if place else ""


def capacity_of(steps: int) -> int:
    """How many of CAPACITIES the capacity reaches, in packed steps."""
    return steps >> 6 & 7


# The filters one value of which shuts the others out: where their own counts come from.
OWN: dict[str, int] = {
    "district": F.DISTRICT,
    "price": F.STEPS,
    "base": F.STEPS,
    "capacity": F.STEPS,
    "days": F.TRAITS,
    "scale": F.TRAITS,
    "cluster": F.CLUSTER,
}


def _pairs(both: list[int]) -> dict[int, int]:
    half = len(both) // 2
    return dict(zip(both[:half], both[half:], strict=True))


@dataclass
class Found:
    """The answer. Each count says how many products would show if that filter alone were set to that value."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    paths: Counter[str] = field(default_factory=Counter)
    listed: Counter[int] = field(default_factory=Counter)  # of sentra, added one by one
    own: dict[str, Counter[int]] = field(default_factory=dict)
    depth: int = 4
    level: int = 1  # 1: the rows have all words; 2 all but one; 3 any (only when the wish allows it)
    is_old: bool = False
    before: str = ""
    after: str = ""
    # all values of a facet or filter, then the number of products of each; read when somebody asks
    many: dict[int, list[int]] = field(default_factory=dict)
    whole: dict[str, list[int]] = field(default_factory=dict)

    def add(self, facet: int, listed: Iterable[int] | None, path: str | None, n: int) -> None:
        """A number of products of a category, or of these sentra, that pass every filter."""
        if facet == F.CATEGORY:
            self.paths[(path or "")[: self.depth]] += n
            return
        for one in listed or ():
            self.listed[one] += n

    def add_many(self, facet: int, both: list[int]) -> None:
        """All values of a facet, then the number of products of each that pass every filter."""
        self.many[facet] = both

    def add_own(self, name: str, value: int | None, listed: Iterable[int] | None, n: int) -> None:
        """A number of products that fail the filter `name` and no other."""
        for one in listed if listed is not None else [value]:
            if one is not None:
                self.own.setdefault(name, Counter())[one] += n

    def add_whole(self, name: str, both: list[int]) -> None:
        """All values, then the number of products of each, whatever the filter `name` says: no other filter is set."""
        self.whole[name] = both

    @cached_property
    def passing(self) -> dict[int, Counter[int]]:
        """Facet -> value -> products that pass every filter; asked when all lines are there. A list whose filters are
        drawn already never asks."""
        counted = {facet: Counter(_pairs(self.many.get(facet, []))) for facet in F.values}
        counted[F.CLUSTER].update(self.listed)
        return counted

    def _counts(self, name: str, of: Callable[[int], Any] = int) -> Counter[Any]:
        counted: Counter[Any] = Counter()
        if name in self.whole:
            parts = [Counter(_pairs(self.whole[name]))]
        else:
            parts = [self.passing[OWN[name]], self.own.get(name, Counter())]
        for part in parts:
            if of is int:
                counted.update(part)
                continue
            for value, n in part.items():
                counted[of(value)] += n
        return counted

    @property
    def mark(self) -> str:
        """The same for the same counts."""
        one_by_one = dict(self.paths), dict(self.listed), {name: dict(of) for name, of in self.own.items()}
        seal = blake2b(repr(one_by_one).encode(), digest_size=16)
        for name, both in (*self.many.items(), *self.whole.items()):  # thousands of numbers: as they came, not as text
            seal.update(f"{name}:{len(both)};".encode() + array("q", both).tobytes())
        return seal.hexdigest()

    @cached_property
    def total(self) -> int:
        """How many products show."""
        both = self.many.get(F.TRAITS, [])
        return sum(both[len(both) // 2 :])

    @property
    def categories(self) -> dict[str, int]:
        """Path of a category one level below the chosen one -> products."""
        return dict(self.paths)

    @cached_property
    def districts(self) -> dict[str, int]:
        """Code of a kecamatan -> products."""
        return dict(self._counts("district", str))

    @property
    def masks(self) -> dict[int, int]:
        """Mask of certificates -> products; those with all certificates that are wanted."""
        return dict(self.passing[F.CERTIFICATES])

    @cached_property
    def bands(self) -> dict[int, int]:
        """Price band -> products."""
        return dict(self._counts("price", band_of))

    @cached_property
    def bases(self) -> dict[str, int]:
        """Base of the unit price -> products."""
        return dict(self._counts("base", base_of))

    @cached_property
    def scales(self) -> dict[int, int]:
        """ProductSearch.Scale -> products."""
        return dict(self._counts("scale", scale_of))

    @cached_property
    def clusters(self) -> dict[int, int]:
        """Id of a sentra or group -> products of its members."""
        return dict(self._counts("cluster"))

    @cached_property
    def capacities(self) -> dict[int, int]:
        """One of CAPACITIES -> products of which at least so many can be made in a month."""
        counted = self._counts("capacity", capacity_of)
        return {
            step: sum(n for reached, n in counted.items() if reached > place) for place, step in enumerate(CAPACITIES)
        }

    @cached_property
    def days(self) -> dict[int, int]:
        """One of DAYS -> products ready within so many days."""
        counted = self._counts("days", days_of)
        return {days: sum(n for at, n in counted.items() if at <= place) for place, days in enumerate(DAYS)}

    @cached_property
    def ready(self) -> int:
        """Products that can be sent now."""
        return sum(n for traits, n in self.passing[F.TRAITS].items() if traits & READY)

    def with_flag(self, flag: int) -> int:
        """Products that carry a bit of ProductSearch.flags."""
        return sum(n for traits, n in self.passing[F.TRAITS].items() if flags_of(traits) & flag)

    def with_certificates(self, mask: int) -> int:
        """How many of the hits carry all certificates of `mask`."""
        return sum(n for held, n in self.passing[F.CERTIFICATES].items() if held & mask == mask)
