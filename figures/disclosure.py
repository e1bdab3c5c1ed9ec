"""Small cells: what may be published so that nobody can be told from a figure (rules section 22).

A cell is the number of businesses behind a figure. One to four is small. A small cell is hidden, and as many others
with it as are needed that no difference from a published total gives a small number back.
"""

from collections.abc import Collection, Mapping, Sequence

LEAST = 5


def is_small(count: int) -> bool:
    """One to four. Nothing at all tells about nobody."""
    return 0 < count < LEAST


def _is_open(parts: Sequence[int], wholes: Sequence[int]) -> bool:
    """Whether this group of hidden cells, whose sum everybody can work out, still gives something small away."""
    part, whole = sum(parts), sum(wholes)
    if len(parts) < 2 or is_small(part) or (whole and is_small(whole - part)):
        return True
    # with as many businesses as cells each cell would plainly be one
    return part <= len([one for one in parts if one]) or bool(whole and whole - part and whole - part < len(parts))


def hidden(
    parts: Mapping[str, int], wholes: Mapping[str, int] | None = None, *, also: Collection[str] = ()
) -> set[str]:
    """The keys of a table with a published total whose cells must be hidden; all of them when nothing else helps.

    `wholes` are published too: each part is a part of its whole, so the rest (whole - part) must not be small either;
    where a whole is hidden its part must be too: `also`. When the totals themselves are small, nothing of the table may
    be shown, totals included: ask `total_is_open`.
    """
    whole = wholes or {}
    gone = {key for key, part in parts.items() if is_small(part) or (key in whole and is_small(whole[key] - part))}
    gone |= set(also) & parts.keys()
    if total_is_open(sum(parts.values()), sum(whole.values()) if wholes else None):
        return set(parts)
    if not gone:
        return gone
    # the smallest of what is left goes first, nothing at all last
    left = sorted((key for key in parts if key not in gone), key=lambda key: (parts[key] == 0, parts[key], key))
    while left and _is_open([parts[key] for key in gone], [whole[key] for key in gone if key in whole]):
        gone.add(left.pop(0))
    return gone


def total_is_open(part: int, whole: int | None = None) -> bool:
    """Whether a total gives something small away by itself or by its difference from the whole."""
    return is_small(part) or (whole is not None and is_small(whole - part))
