"""Where things stand in our charts: pure functions from numbers to positions, as text that no locale changes."""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
STEPS = 5  # classes of a map


def at(value: float) -> str:
    """A position as SVG wants it: a point, no more than one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def tick_marks(most: float, wanted: int = 4) -> list[int]:
    """Round numbers from 0 to at least `most`, about `wanted` steps apart."""
    if most <= 0:
        return [0, 1]
    rough = most / wanted
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(int(f * power) for f in (1, 2, 5, 10) if f * power >= rough)
    return [step * n for n in range(math.ceil(most / step) + 1)]


@dataclass(frozen=True)
class Point:
    """One value at a time; `when` is a year, with a part of it for a day in the middle of a year."""

    when: float
    value: int
    label: str


WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 64, 24, 24, 34


def trend(own: Sequence[Point], others: Sequence[Point]) -> dict[str, Any]:
    """Our own counts as a line with dots; figures of other sources as diamonds that nothing joins. Shared axes."""
    every = [*own, *others]
    marks = tick_marks(max((one.value for one in every), default=0))
    # whole years, or the first one would be written left of the chart when all there is was counted since
    first = math.floor(min((p.when for p in every), default=0))
    last = math.ceil(max((p.when for p in every), default=0))
    span = max(last - first, 1)

    def x(when: float) -> float:
        return LEFT + 16 + (when - first) / span * (WIDE - LEFT - RIGHT - 32)

    def y(value: float) -> float:
        return HIGH - BOTTOM - value / marks[-1] * (HIGH - TOP - BOTTOM)

    def placed(one: Point) -> dict[str, Any]:
        return {"x": at(x(one.when)), "y": at(y(one.value)), "text_y": at(y(one.value) - 11), "point": one}

    years = range(first, last + 1) if every else range(0)
    every_nth = max(1, math.ceil(len(years) / 8))
    return {
        "box": f"0 0 {WIDE} {HIGH}",
        "line": " ".join(f"{at(x(p.when))},{at(y(p.value))}" for p in own),
        "own": [placed(p) for p in own],
        "others": [
            placed(p)
            | {
                "diamond": " ".join(f"{at(x(p.when) + a)},{at(y(p.value) + b)}" for a, b in DIAMOND),
                "text_y": at(y(p.value) + (26 if n % 2 else -12)),  # neighbours would cover each other's numbers
            }
            for n, p in enumerate(others)
        ],
        "rows": [{"y": at(y(n)), "text_y": at(y(n) + 4), "value": n} for n in marks],
        "left": str(LEFT),
        "right": str(WIDE - RIGHT),
        "label_x": str(LEFT - 8),
        "years": [{"x": at(x(year)), "year": str(year)} for year in years if (year - years[0]) % every_nth == 0],
        "year_y": str(HIGH - 10),
    }


DIAMOND = ((0, -7), (7, 0), (0, 7), (-7, 0))


@dataclass(frozen=True)
class Shades:
    """Five classes of a map: `of` key -> q0..q4 (none: no value), `legend` (class, from, to) for those in use."""

    of: Mapping[str, str]
    legend: list[tuple[str, int, int]]


def shades(values: Mapping[str, int | None]) -> Shades:
    """Classes with about the same number of kecamatan each; equal values always share one."""
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        return Shades(dict.fromkeys(values, "none"), [])
    rank = {value: known.index(value) * STEPS // len(known) for value in set(known)}
    of = {key: "none" if value is None else f"q{rank[value]}" for key, value in values.items()}
    groups: dict[int, list[int]] = {}
    for value in known:
        groups.setdefault(rank[value], []).append(value)
    return Shades(of, [(f"q{step}", min(inside), max(inside)) for step, inside in sorted(groups.items())])


@dataclass(frozen=True)
class Tile:
    """One tile of the layout; `lines` is the name in up to two lines, `short` a word for phones."""

    code: str
    column: int
    row: int
    short: str
    lines: tuple[str, ...]


TILE_WIDE, TILE_HIGH, GAP = 104, 76, 6


@cache
def layout(region_code: str) -> Mapping[str, Tile]:
    """Our own drawing of where the kecamatan lie towards each other; empty for a regency we have not drawn."""
    path = DATA / f"tiles_{region_code}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["code"]: Tile(
            row["code"], int(row["column"]), int(row["row"]), row["short"], tuple(row["lines"].split("|"))
        )
        for row in rows
    }


def _in_rows(names: Mapping[str, str], columns: int = 6) -> dict[str, Tile]:
    """Tiles in the order of names, for a regency without a layout."""
    order = sorted(names, key=lambda code: names[code])
    return {
        code: Tile(code, n % columns, n // columns, names[code][:4], (names[code][:12],))
        for n, code in enumerate(order)
    }


def tile_map(region_code: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Positions of the tiles of all kecamatan in `names` (code -> name)."""
    drawn = layout(region_code)
    tiles = drawn if names.keys() <= drawn.keys() else _in_rows(names)
    shown = [tiles[code] for code in names]
    wide = max((t.column for t in shown), default=0) + 1
    high = max((t.row for t in shown), default=0) + 1
    places = {}
    for tile in shown:
        x, y = tile.column * (TILE_WIDE + GAP), tile.row * (TILE_HIGH + GAP)
        words = [
            {"words": line, "y": at(y + (24 if len(tile.lines) == 1 else 18) + n * 16)}
            for n, line in enumerate(tile.lines)
        ]
        places[tile.code] = {
            "x": at(x), "y": at(y), "middle": at(x + TILE_WIDE / 2), "words": words, "short": tile.short,
            "short_y": at(y + 30), "value_y": at(y + TILE_HIGH - 14), "brief_y": at(y + TILE_HIGH - 12),
        }  # fmt: skip
    return {
        "box": f"-2 -2 {wide * (TILE_WIDE + GAP) - GAP + 4} {high * (TILE_HIGH + GAP) - GAP + 4}",
        "wide": str(TILE_WIDE),
        "high": str(TILE_HIGH),
        "places": places,
    }
