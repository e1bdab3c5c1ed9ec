"""The published rule of samples: how many of so many like things a person must open, and which. Pure.

Of n things at least three and at least the square root of n are opened, rounded up (9 of 80, 15 of 200). Which ones is
decided by a seed that is drawn once and kept: things are ordered by the SHA-256 of "seed:code", and the first ones are
the sample. So anybody can check afterwards that nobody chose, and drawing again gives the same.
"""

import hashlib
import math
from collections.abc import Iterable

FEWEST = 3


def sample_size(count: int) -> int:
    """How many of `count` like things are opened; all of them when there are three or fewer."""
    return min(count, max(FEWEST, math.ceil(math.sqrt(count)))) if count > 0 else 0


def in_order(codes: Iterable[str], seed: str) -> list[str]:
    """The codes in the order in which this seed draws them."""
    return sorted(set(codes), key=lambda code: (hashlib.sha256(f"{seed}:{code}".encode()).digest(), code))


def pick(codes: Iterable[str], seed: str) -> list[str]:
    """The sample of these codes for this seed."""
    ordered = in_order(codes, seed)
    return ordered[: sample_size(len(ordered))]
