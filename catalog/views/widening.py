"""The filters of a list that found nothing, each with what would be found without it."""

from dataclasses import dataclass

from catalog.search.query import Found, Wish


@dataclass(frozen=True)
class Wider:
    """A way out: words, address, and how many products it leads to; None when that was not counted."""

    words: str
    address: str
    count: int | None


def without_filters(wish: Wish, found: Found) -> dict[str, int]:
    """How many products would show without the filter of each kind; each count respects all others."""
    counts = {}
    if wish.districts:
        counts["kecamatan"] = sum(found.districts.values())
    if wish.certificates:
        counts["sertifikat"] = sum(found.masks.values())
    if wish.lowest is not None or wish.highest is not None:
        counts["harga"] = sum(found.bands.values())
    return counts
