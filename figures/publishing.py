"""What everybody may see of a count: the same sums, with small cells hidden (figures.disclosure)."""

from collections.abc import Iterable, Mapping
from typing import Any

from figures.definitions import BY_KEY, Figure
from figures.disclosure import hidden, is_small, total_is_open

Totals = Mapping[str, Any]
HIDDEN = "disembunyikan"


def _units(cells: Mapping[str, Mapping[str, int]], codes: Iterable[str], name: str) -> dict[str, int]:
    return {code: cells.get(code, {}).get(name, 0) for code in codes}


def _value(figure: Figure, cell: Mapping[str, int]) -> int:
    return figure.value(cell) if figure.value else 0


def total(figure: Figure, totals: Totals) -> int | None:
    """The figure for the whole regency, None when it must be hidden."""
    cell = totals["total"]
    # a measure that counts businesses is a part of all of them, as are those behind a sum of workers
    whole = None if figure.people == "units" and not figure.of else cell["units"]
    people = _value(figure, cell) if figure.of else cell[figure.people]
    if is_small(cell["units"]) or total_is_open(people, whole):
        return None
    return _value(figure, cell)


def districts(figure: Figure, totals: Totals, codes: Iterable[str]) -> dict[str, int | None]:
    """The figure by kecamatan; None where it must be hidden."""
    cells, codes = totals["district"], list(codes)
    if total(figure, totals) is None:
        return dict.fromkeys(codes)
    units = _units(cells, codes, "units")
    gone = hidden(units)
    if figure.of or figure.people != "units":
        people = {code: _value(figure, cells.get(code, {})) for code in codes} if figure.of else {}
        gone = hidden(people or _units(cells, codes, figure.people), units, also=gone)
    return {code: None if code in gone else _value(figure, cells.get(code, {})) for code in codes}


def breakdown(figure: Figure, totals: Totals) -> dict[str, int | None]:
    """Businesses by the figure's own dimension; None where they must be hidden.

    The scales of UMKM have a published total of their own, so they are protected by themselves, and so is the rest.
    """
    cells: dict[str, int] = {key: cell["units"] for key, cell in totals[figure.dimension].items()}
    groups = (
        [{"micro", "small", "medium"}, {"large", ""}] if figure.dimension == "scale" else [cells.keys() - {""}, {""}]
    )
    parts = [{key: count for key, count in cells.items() if key in group} for group in groups]
    whole = sum(cells.values())
    if is_small(whole) or total_is_open(sum(parts[0].values()), whole):
        return dict.fromkeys(cells)
    gone = set().union(*(hidden(part) for part in parts if len(part) > 1))
    return {key: None if key in gone or is_small(count) else count for key, count in cells.items()}


def remarks(figure: Figure, totals: Totals) -> list[tuple[str, int]]:
    """Further sums of the definition page (words, number), without those that would give something small away."""
    cell, value = totals["total"], _value(figure, totals["total"])
    if total(figure, totals) is None:
        return []
    shown = []
    for name, words in figure.more.items():
        number = cell[name]
        if name == "workers_female":  # people, not businesses: what stands behind them was looked at already
            shown.append((words, number))
            continue
        rests = (number, cell["units"] - number, abs(value - number), cell["units"] - value - number)
        if not any(is_small(rest) for rest in (rests if figure.of else rests[:2])):
            shown.append((words, number))
    return shown


def whole(totals: Totals) -> int | None:
    """All businesses, None when they are so few that even their number is hidden."""
    return total(BY_KEY["usaha"], totals)
