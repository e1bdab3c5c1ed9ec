"""How large a sample is and what is in it: published, so that anybody can draw it again."""

import hashlib
from collections.abc import Iterable
from math import isqrt

LEAST, MOST = 5, 80


def size_of(population: int) -> int:
    """How many of `population` are looked at: the square root, rounded up, but 5 at least and 80 at most.

    In the manner of the lot sizes of ISO 2859-1, not its tables: 5 of 20, 18 of 300, 80 of 6,400 and more. A smaller
    lot is looked at as a whole.
    """
    root = isqrt(population)
    root += root * root < population
    return min(population, max(LEAST, min(MOST, root)))


def drawn(codes: Iterable[str], seed: int, size: int) -> list[str]:
    """The `size` codes whose SHA-256 of "seed:code" comes first; the order of `codes` does not matter."""
    return sorted(set(codes), key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).digest())[:size]
