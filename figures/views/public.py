"""Figures for everybody: what each means, how it moved, and nothing that tells of a single business."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures import publishing, queries, showing, tables
from figures.definitions import BY_KEY, DECLARED, FROZEN, PUBLIC, Figure
from figures.files import table_file
from figures.queries import Count
from registry.models import Region


def _figure(key: str) -> Figure:
    if key not in BY_KEY or not BY_KEY[key].is_public:
        raise Http404
    return BY_KEY[key]


def _counts() -> list[Count]:
    """The snapshots of a 31 December, then today."""
    return [*queries.yearly(queries.counts()), queries.today()]


def _rows(figure: Figure, counts: list[Count]) -> list[dict[str, Any]]:
    return [{"count": one, "value": publishing.total(figure, one.totals)} for one in counts]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All public figures with their value of today."""
    now = queries.today()
    shown = [(figure, publishing.total(figure, now.totals)) for figure in PUBLIC]
    return render(request, "figures/index.html", {"figures": shown, "now": now, "frozen": FROZEN, "declared": DECLARED})


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: definition, value, years, kecamatan or groups, what other sources say."""
    one, counts = _figure(key), _counts()
    places = queries.home_districts()
    home = {place.code: place.name for place in places}
    context = {
        "figure": one,
        "now": counts[-1],
        "value": publishing.total(one, counts[-1].totals),
        "years": _rows(one, counts),
        "sheet": tables.figure_sheet(one, counts[::-1], home, public=True),
        "map": _map(one, counts[-1], places) if one.by_district else None,
        "remarks": publishing.remarks(one, counts[-1].totals),
        "median": _median(one, counts[-1]),
        "sourced": queries.sourced(key),
        "frozen": FROZEN,
    }
    return render(request, "figures/figure.html", context)


def _map(one: Figure, count: Count, places: list[Region]) -> dict[str, Any]:
    names = tables.names_of(count, {place.code: place.name for place in places})
    return showing.district_map(publishing.districts(one, count.totals, names), names, places, queries.boundaries())


def _median(one: Figure, count: Count) -> str:
    is_open = one.dimension == "sales_range" and publishing.total(one, count.totals) is not None
    return tables.median_range(count.totals["sales_range"]) if is_open else ""


@require_safe
def file(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """The table of a figure as CSV or XLSX, with the same hidden cells."""
    one, counts = _figure(key), _counts()
    home = {place.code: place.name for place in queries.home_districts()}
    sheet = tables.figure_sheet(one, counts[::-1], home, public=True)
    return table_file(sheet.name, kind, sheet.header, sheet.cells(), about=[one.name, one.definition, FROZEN])
