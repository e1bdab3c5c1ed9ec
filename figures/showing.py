"""What a page draws of a count: cards, map, trend, bars. No page and no request in here."""

import calendar
import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from figures.definitions import BY_KEY, Figure
from figures.drawing import Point, shades, tile_map, trend
from figures.geometry import legible, outline_map
from figures.models import Boundary, SourcedFigure
from figures.queries import Count, Desk
from figures.tables import BREAKDOWNS, SLUGS, breakdown_sheet, change, keys_in_order
from registry.models import Region

CARDS = ("usaha", "ikm", "umkm", "tenaga-kerja", "usaha-perempuan")
BARS = ("skala", "jenis", "bidang", "pemilik", "omzet")
MOST_BARS = 8


def when(day: datetime.date) -> float:
    """A day on an axis where "2025" is the end of that year."""
    days = 366 if calendar.isleap(day.year) else 365
    return day.year - 1 + day.timetuple().tm_yday / days


def before(count: Count, counts: list[Count]) -> Count | None:
    """The newest snapshot of an earlier day."""
    return next((one for one in reversed(counts) if one.as_of < count.as_of), None)


def cards(count: Count, earlier: Count | None, desk: Desk | None) -> list[dict[str, Any]]:
    """The key figures, each with the way to its definition and how it moved."""
    shown = []
    for key in CARDS:
        figure = BY_KEY[key]
        assert figure.value is not None
        value = figure.value(count.total)
        sub = []
        if key == "usaha-perempuan" and count.total["sex_known"]:
            sub.append(f"{round(100 * value / count.total['sex_known'])}% dari yang diketahui")
        if earlier:
            sub.append(f"{change(value, figure.value(earlier.total))} sejak potret {earlier.label}")
        shown.append({"name": figure.short, "value": value, "sub": " · ".join(sub), "address": _definition(figure)})
    if desk:
        queue = reverse("review:queue")
        shown += [
            {"name": "Menunggu pemeriksaan", "value": desk.waiting, "sub": "pengajuan hari ini", "address": queue},
            {"name": "Lewat batas 3 hari kerja", "value": desk.late, "sub": "pengajuan hari ini",
             "address": f"{queue}?umur=lewat"},
            {"name": "Sertifikat segera berakhir", "value": desk.expiring, "sub": "dalam 90 hari", "address": ""},
        ]  # fmt: skip
    return shown


def _definition(figure: Figure) -> str:
    return reverse("figures:office-figure", args=[figure.key])


def district_values(figure: Figure, count: Count, names: Mapping[str, str]) -> dict[str, int | None]:
    """The figure by kecamatan, nothing hidden."""
    assert figure.value is not None
    cells = count.totals["district"]
    return {code: figure.value(cells.get(code, {})) for code in names}


def district_map(
    values: Mapping[str, int | None], names: Mapping[str, str], home: list[Region], drawn: Mapping[str, Boundary]
) -> dict[str, Any]:
    """The kecamatan with values, classes and places: true outlines when they are loaded, else our tiles.

    A value of None is hidden: it is drawn without a class.
    """
    coloured = shades(values)
    true = bool(names) and names.keys() <= drawn.keys()
    plan = outline_map({code: drawn[code].rings for code in names}) if true else tile_map(settings.REGION_CODE, names)
    labelled = legible(plan["places"], names) if true else set(names)
    slugs = {one.code: one.slug for one in home}
    places = [
        {
            "code": code,
            "name": name,
            "value": values[code],
            "shade": coloured.of[code],
            "labelled": code in labelled,
            "dark": coloured.of[code] in ("q3", "q4"),
            "address": f"/usaha/?{urlencode({'kecamatan': slugs[code]})}" if slugs.get(code) else "",
            **plan["places"][code],
        }
        for code, name in sorted(names.items(), key=lambda one: one[1])
    ]
    return {
        **plan,
        "true": true,
        "places": places,
        "legend": coloured.legend,
        "top": sorted((p for p in places if p["value"]), key=lambda one: (-one["value"], one["name"]))[:5],
        "most": max((value for value in values.values() if value), default=0),
        "source": next((drawn[code].source for code in names), "") if true else "",
    }


def trend_of(figure: Figure, counts: list[Count], found: list[SourcedFigure]) -> dict[str, Any]:
    """Our counts as a line, other sources as marks beside it; those without a year only in words."""
    assert figure.value is not None
    own = [Point(when(one.as_of), figure.value(one.total), one.label) for one in counts]
    dated = [one for one in found if one.year]
    others = [Point(float(one.year or 0), one.value, f"{one.source} {one.year}") for one in dated]
    return {
        **trend(own, others),
        "figure": figure,
        "rows_own": [(one, figure.value(one.total)) for one in counts],
        "dated": dated,
        "undated": [one for one in found if not one.year],
    }


def bars(count: Count, slug: str) -> dict[str, Any]:
    """One dimension as bars, the largest group full; long lists end with the sum of the rest."""
    one = BREAKDOWNS[SLUGS[slug]]
    cells = count.totals[one.key]
    keys = keys_in_order(one, cells)
    rows = [(one.words(key), cells[key]["units"]) for key in keys]
    if not one.order and len(rows) > MOST_BARS:
        rest = rows[MOST_BARS - 1 :]
        rows = [*rows[: MOST_BARS - 1], (f"{len(rest)} kelompok lain", sum(n for _, n in rest))]
    whole = count.total["units"]
    return {
        "slug": slug,
        "title": one.title,
        "rows": [(words, n, f"{100 * n / whole:.0f}" if whole else "0") for words, n in rows],
        "most": max((n for _, n in rows), default=0) or 1,
        "sheet": breakdown_sheet(count, slug),
    }
