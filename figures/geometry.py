"""Outlines of kecamatan: read from GeoJSON, checked, made simple, and projected. Pure functions.

Neighbours share their borders: lines are cut where three meet, and each piece is made simple once: no gap opens.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from figures.drawing import at

Spot = tuple[float, float]
Ring = list[Spot]
MOST_BYTES = 8 * 1024 * 1024
MOST_POINTS = 4_000
INDONESIA = (94.0, -12.0, 142.0, 7.0)  # west, south, east, north
GRID = 5  # decimals of a degree: about one metre
WIDE = 440


class BadOutlines(Exception):
    """The file cannot be used; the text says why, in Indonesian."""


def read_outlines(data: bytes, wanted: Mapping[str, str], code_property: str = "kode") -> dict[str, list[Ring]]:
    """Rings by code (without dots) of every kecamatan in `wanted` (code -> name). Raises BadOutlines."""
    if len(data) > MOST_BYTES:
        raise BadOutlines(f"Berkas paling besar {MOST_BYTES // 1024 // 1024} MB.")
    try:
        whole = json.loads(data)
        features = whole["features"] if whole["type"] == "FeatureCollection" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list):
        raise BadOutlines("Berkas ini bukan GeoJSON FeatureCollection.")
    found: dict[str, list[Ring]] = {}
    for feature in features:
        code = _code(feature, code_property)
        if code in wanted:
            found.setdefault(code, []).extend(_rings(feature, wanted[code]))
    if missing := [wanted[code] for code in wanted if code not in found]:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise BadOutlines(f"Batas {len(missing)} kecamatan tidak ada di berkas ({code_property}): {shown}.")
    return found


def _code(feature: Any, name: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(name, "") if isinstance(properties, dict) else ""
    return str(value).replace(".", "")[:20]


def _rings(feature: dict[str, Any], name: str) -> list[Ring]:
    geometry: Any = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadOutlines(f"Batas {name} harus Polygon atau MultiPolygon.")
    polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    try:
        rings = [
            [(round(float(p[0]), GRID), round(float(p[1]), GRID)) for p in ring] for poly in polygons for ring in poly
        ]
    except (TypeError, ValueError, IndexError):
        raise BadOutlines(f"Koordinat {name} tidak terbaca.") from None
    west, south, east, north = INDONESIA
    if not rings or any(not (west <= x <= east and south <= y <= north) for ring in rings for x, y in ring):
        raise BadOutlines(f"Koordinat {name} di luar Indonesia. Pakai bujur dan lintang WGS 84.")
    closed = [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings if len(set(ring)) >= 3]
    if not closed:
        raise BadOutlines(f"Batas {name} tidak membentuk bidang.")
    return closed


def simplified(outlines: Mapping[str, list[Ring]], most: int = MOST_POINTS) -> dict[str, list[Ring]]:
    """The same outlines with at most `most` points, made coarser step by step until they fit."""
    tolerance = 0.0
    for _ in range(24):
        simple = _simple(outlines, tolerance)
        if sum(len(ring) for rings in simple.values() for ring in rings) <= most:
            return simple
        tolerance = tolerance * 1.6 or 0.0002
    raise BadOutlines("Batas wilayah terlalu rumit untuk digambar. Sederhanakan dulu berkasnya.")


def _simple(outlines: Mapping[str, list[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    around: dict[Spot, set[Spot]] = {}
    for rings in outlines.values():
        for ring in rings:
            for one, other in pairwise(ring):
                if one != other:
                    around.setdefault(one, set()).add(other)
                    around.setdefault(other, set()).add(one)
    meeting = {spot for spot, next_to in around.items() if len(next_to) > 2}
    simple: dict[str, list[Ring]] = {}
    for code, rings in outlines.items():
        kept = [_ring(ring, meeting, tolerance) for ring in rings]
        simple[code] = [ring for ring in kept if len(ring) > 3] or [max(rings, key=len)]
    return simple


def _ring(ring: Ring, meeting: set[Spot], tolerance: float) -> Ring:
    """One ring, each piece between two meeting points made simple by itself, always from its smaller end."""
    open_ring = [spot for spot, following in pairwise(ring) if spot != following]
    starts = [n for n, spot in enumerate(open_ring) if spot in meeting] or [open_ring.index(min(open_ring))]
    turned = open_ring[starts[0] :] + open_ring[: starts[0]]
    turned.append(turned[0])
    cuts = [n for n, spot in enumerate(turned) if spot in meeting or n in (0, len(turned) - 1)]
    result: Ring = [turned[0]]
    for begin, end in pairwise(cuts):
        piece = turned[begin : end + 1]
        forward = (piece[0], piece[1]) <= (piece[-1], piece[-2])
        result += _piece(piece if forward else piece[::-1], tolerance)[:: 1 if forward else -1][1:]
    return result


def _piece(line: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker: leave out what lies nearer than `tolerance` to the line between its ends."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, place = max(
            ((_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            kept.add(place)
            waiting += [(first, place), (place, last)]
    return [line[n] for n in sorted(kept)]


def _distance(spot: Spot, one: Spot, other: Spot) -> float:
    (x, y), (ax, ay), (bx, by) = spot, one, other
    dx, dy = bx - ax, by - ay
    if dx == dy == 0:
        return math.hypot(x - ax, y - ay)
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return math.hypot(x - ax - along * dx, y - ay - along * dy)


def outline_map(outlines: Mapping[str, Sequence[Sequence[Sequence[float]]]]) -> dict[str, Any]:
    """Paths of an SVG, north up, degrees of longitude shortened as they are here; labels at the middle of each."""
    spots = [(x, y) for rings in outlines.values() for ring in rings for x, y in ring]
    if not spots:
        return {"box": "0 0 1 1", "places": {}}
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    shorter = math.cos(math.radians((south + north) / 2))
    scale = WIDE / max((east - west) * shorter, 1e-9)

    def place(x: float, y: float) -> Spot:
        return (x - west) * shorter * scale, (north - y) * scale

    places: dict[str, dict[str, Any]] = {}
    for code, rings in outlines.items():
        drawn = [[place(x, y) for x, y in ring] for ring in rings]
        main = sorted(drawn, key=len)[-1]
        x, y = _middle(main)
        paths = ("M" + "L".join(f"{at(x)} {at(y)}" for x, y in ring[:-1]) + "Z" for ring in drawn)
        places[code] = {"path": "".join(paths), "x": at(x), "y": at(y), "value_y": at(y + 13)}
        places[code] |= {"middle": (x, y), "size": _area(main)}
    return {"box": f"-2 -2 {at(WIDE + 4)} {at((north - south) * scale + 4)}", "places": places}


LETTER, ABOVE, BELOW = 5.6, 9.0, 15.0  # how much room a label takes: for each letter, over and under its line


def legible(places: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> set[str]:
    """The places of `outline_map` whose label covers no other: the largest first; a small one may go without."""
    taken: list[tuple[float, float, float, float]] = []
    shown = set()
    for code in sorted(names, key=lambda code: (-places[code]["size"], code)):
        x, y = places[code]["middle"]
        half = len(names[code]) * LETTER / 2
        left, right, top, bottom = x - half, x + half, y - ABOVE, y + BELOW
        if all(right <= a or left >= b or bottom <= c or top >= d for a, b, c, d in taken):
            taken.append((left, right, top, bottom))
            shown.add(code)
    return shown


def _area(ring: Iterable[Spot]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def _middle(ring: Iterable[Spot]) -> Spot:
    """The centre of gravity of an area, or the mean of its points when it has none."""
    points = list(ring)
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    if abs(area) < 1e-9:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    return cx / (3 * area), cy / (3 * area)
