"""The page of the head of the office: figures, trend, map; each with its table and its files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.templatetags.portal import date_id
from figures import queries, showing, tables
from figures.access import VIEW
from figures.changes import JOINING, LEAVING
from figures.definitions import BY_KEY, FIGURES, FROZEN, Figure
from figures.files import table_file
from figures.queries import NOW, Count
from figures.tables import MAPPED, Sheet


class Asked:
    """What the address asks for: which count (`potret`), which measure (`ukuran`); nonsense means today and all."""

    def __init__(self, request: PersonRequest) -> None:
        self.today, self.frozen = queries.today(), queries.counts()
        by_key = {one.key: one for one in self.frozen}
        self.count: Count = by_key.get(request.GET.get("potret", ""), self.today)
        wanted = BY_KEY.get(request.GET.get("ukuran", ""))
        self.figure: Figure = wanted if wanted in MAPPED and wanted else MAPPED[0]
        self.home = queries.home_districts()
        self.names = tables.names_of(self.count, {one.code: one.name for one in self.home})

    @property
    def counts(self) -> list[Count]:
        """The snapshots and today, in order."""
        return [*self.frozen, self.today]

    @property
    def query(self) -> str:
        """What the files need to show the same."""
        return f"?potret={self.count.key}&ukuran={self.figure.key}"


@require_safe
@has_permission(VIEW)
def head(request: PersonRequest) -> HttpResponse:
    """Everything on one page; today or a snapshot, one measure on map and trend."""
    asked = Asked(request)
    count, figure = asked.count, asked.figure
    is_today = count.snapshot is None
    context: dict[str, Any] = {
        "asked": asked,
        "count": count,
        "figure": figure,
        "measures": MAPPED,
        "now_key": NOW,
        "cards": showing.cards(count, showing.before(count, asked.frozen), queries.desk_today() if is_today else None),
        "map": showing.district_map(
            showing.district_values(figure, count, asked.names), asked.names, asked.home, queries.boundaries()
        ),
        "district": tables.district_sheet(count, asked.names),
        "trend": showing.trend_of(figure, asked.counts, queries.sourced(figure.key)),
        "bars": [showing.bars(count, slug) for slug in showing.BARS],
        "states": tables.state_sheet(count),
        "median": tables.median_range(count.totals["sales_range"]),
        "pair": queries.yearly(asked.frozen)[-2:],
        "all_figures": FIGURES,
        "frozen": FROZEN,
    }
    return render(request, "figures/head.html", context)


@require_safe
@has_permission(VIEW)
def figure(request: PersonRequest, key: str) -> HttpResponse:
    """One figure with nothing hidden: definition, years, kecamatan or groups, what other sources say."""
    if key not in BY_KEY:
        raise Http404
    one, counts = BY_KEY[key], [*queries.counts(), queries.today()]
    home = {place.code: place.name for place in queries.home_districts()}
    found = queries.sourced(key)
    context = {
        "figure": one,
        "now": counts[-1],
        "value": one.value(counts[-1].total) if one.value else None,
        "trend": showing.trend_of(one, counts, found) if one.value and not one.dimension else None,
        "sheet": tables.figure_sheet(one, counts[::-1], home, public=False),
        "remarks": [(words, counts[-1].total[name]) for name, words in one.more.items()],
        "median": tables.median_range(counts[-1].totals["sales_range"]) if one.dimension == "sales_range" else "",
        "sourced": found,
        "frozen": FROZEN,
        "rules": counts[-2].snapshot.rules if len(counts) > 1 else {},
        "words_of_changes": {**JOINING, **LEAVING},
    }
    return render(request, "figures/office_figure.html", context)


def _sheet(name: str, asked: Asked) -> Sheet:
    """The table behind an address. Raises Http404."""
    if name == "kecamatan":
        return tables.district_sheet(asked.count, asked.names)
    if name == "tren":
        return tables.trend_sheet(asked.counts)
    if name == "tidak-aktif":
        return tables.state_sheet(asked.count)
    if name == "sumber-lain":
        return tables.sourced_sheet(queries.sourced())
    if name in tables.SLUGS:
        return tables.breakdown_sheet(asked.count, name)
    if name.startswith("angka-") and name.removeprefix("angka-") in BY_KEY:
        home = {one.code: one.name for one in asked.home}
        return tables.figure_sheet(BY_KEY[name.removeprefix("angka-")], asked.counts[::-1], home, public=False)
    raise Http404


@require_safe
@has_permission(VIEW)
def file(request: PersonRequest, name: str, kind: str) -> HttpResponseBase:
    """A table of the page as CSV or XLSX."""
    asked = Asked(request)
    sheet = _sheet(name, asked)
    about = [sheet.title, f"Keadaan per {date_id(asked.count.as_of)}", "Sumber: daftar usaha portal ini"]
    if name == "sumber-lain":
        about = [sheet.title, "Angka pihak lain; bukan hitungan portal ini"]
    return table_file(sheet.name, kind, sheet.header, sheet.cells(), about=about)
