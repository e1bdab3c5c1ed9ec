"""The filters of a list that found nothing, each with what would be found without it."""

from catalog.search.query import Found, Wish


def without_filters(wish: Wish, found: Found) -> dict[str, int]:
    """How many products would show without the filter of each kind; each count respects all others."""
    counts = {}
    if wish.districts:
        counts["kecamatan"] = sum(found.districts.values())
    if wish.lowest is not None or wish.highest is not None:
        counts["harga"] = sum(found.bands.values())
    if wish.base:
        counts["harga per satuan"] = sum(found.bases.values())
    if wish.scales:
        counts["skala usaha"] = sum(found.scales.values())
    return counts
