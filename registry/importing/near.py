"""Finds what a misspelt word means in a short list of names."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 60


def plain(text: str) -> str:
    """Letters and digits only, without marks and capitals: "Warung Gunung" and "WARUNGGUNUNG" are the same."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^0-9a-z]+", "", flat)


@lru_cache(maxsize=20_000)
def distance(one: str, other: str) -> int:
    """Edits from one word to the other; two swapped neighbours count once."""
    older: list[int] = []
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        older, before = before, row
    return before[-1]


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The one name within reach of `word` (both already `plain`); None when none is, or two are equally near."""
    reach = 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3
    if not word or len(word) > LONGEST:
        return None
    near = sorted((distance(word, name), name) for name in set(names) if abs(len(name) - len(word)) <= reach)
    if not near or near[0][0] > reach or (len(near) > 1 and near[1][0] == near[0][0]):
        return None
    return near[0][1]
