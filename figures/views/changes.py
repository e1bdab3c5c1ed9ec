"""Why the count changed between two snapshots, and the businesses behind every number."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from figures import changes as change
from figures import queries
from figures.access import VIEW
from figures.definitions import SCALE_WORDS
from figures.files import table_file
from figures.models import Snapshot
from registry.models import BusinessEdition

ON_A_PAGE = 50
Pair = tuple[Snapshot, Snapshot]


def _pair(request: PersonRequest, found: list[Snapshot]) -> Pair | None:
    """The two snapshots asked for, the earlier first; by default the two newest. None when there are fewer than two."""
    if len(found) < 2:
        return None
    by_code = {one.code: one for one in found}
    yearly = [one for one in found if one.kind == Snapshot.Kind.YEARLY]
    usual = yearly[-2:] if len(yearly) > 1 else found[-2:]
    first = by_code.get(request.GET.get("dari", ""), usual[0])
    second = by_code.get(request.GET.get("ke", ""), usual[1])
    if first == second:
        return usual[0], usual[1]
    return (first, second) if first.as_of <= second.as_of else (second, first)


def _district(request: PersonRequest, names: dict[str, str]) -> str:
    wanted = request.GET.get("kecamatan", "")
    return wanted if wanted in names else ""


def _names(pair: Pair) -> dict[str, str]:
    return {code: name for one in pair for code, name in one.totals["names"].items() if code}


@require_safe
@has_permission(VIEW)
def changes(request: PersonRequest) -> HttpResponse:
    """The explanation line by line, by kecamatan, and between scales."""
    found = queries.snapshots()
    if (pair := _pair(request, found)) is None:
        return render(request, "figures/changes.html", {"pair": None})
    names = _names(pair)
    district = _district(request, names)
    groups = change.groups(*pair)
    moves = change.scale_moves(groups)
    context = {
        "pair": pair,
        "snapshots": found,
        "district": district,
        "districts": sorted(names.items(), key=lambda one: one[1]),
        "lines": change.explanation(groups, *pair, district),
        "table": [(code, names[code], row) for code, row in change.by_district(groups, _sorted(names)).items()],
        "scales": [(SCALE_WORDS.get(a, a), SCALE_WORDS.get(b, b), n) for (a, b), n in sorted(moves.items())],
        "rescaled": sum(moves.values()),
        "moved": sum(one.units for one in groups if one.moved),
        "query": f"dari={pair[0].code}&ke={pair[1].code}",
    }
    return render(request, "figures/changes.html", context)


def _sorted(names: dict[str, str]) -> list[str]:
    return sorted(names, key=lambda code: names[code])


def _asked(request: PersonRequest) -> tuple[Pair, str, str]:
    """Pair, reason and kecamatan of a list. Raises Http404 for a list that is none."""
    pair = _pair(request, queries.snapshots())
    reason = request.GET.get("apa", "")
    if pair is None or reason not in change.CONDITIONS:
        raise Http404
    return pair, reason, _district(request, _names(pair))


class _Rows:
    """The businesses behind a number, as far as a pager asks for them."""

    def __init__(self, pair: Pair, reason: str, district: str) -> None:
        self.asked: Any = (*pair, reason, district)

    def count(self) -> int:
        """How many."""
        return change.count_of(*self.asked)

    def __getitem__(self, part: slice) -> list[change.Changed]:
        return change.businesses(*self.asked, begin=part.start, most=part.stop - part.start)


def _living_names(codes: list[str]) -> dict[str, str]:
    """The names the businesses have today; none for those whose data was removed."""
    found = BusinessEdition.objects.filter(business__code__in=codes, is_live=True)
    return dict(found.values_list("business__code", "name"))


@require_safe
@has_permission(VIEW)
def businesses(request: PersonRequest) -> HttpResponse:
    """The businesses behind one number."""
    pair, reason, district = _asked(request)
    page: Page[change.Changed] = Paginator(_Rows(pair, reason, district), ON_A_PAGE).get_page(
        request.GET.get("halaman", "")[:9]
    )  # type: ignore[call-overload]
    rows = list(page.object_list)
    named = _living_names([one.code for one in rows])
    context = {
        "pair": pair,
        "page": page,
        "title": change.LIST_WORDS[reason],
        "reason": reason,
        "place": _names(pair).get(district, ""),
        "rows": [(one, named.get(one.code, "")) for one in rows],
        "scale_words": SCALE_WORDS,
        "query": request.GET.urlencode(),
        "back": f"dari={pair[0].code}&ke={pair[1].code}&kecamatan={district}",
    }
    return render(request, "figures/changed.html", context)


@require_safe
@has_permission(VIEW)
def file(request: PersonRequest, kind: str) -> HttpResponseBase:
    """The same list as a file, all pages."""
    pair, reason, district = _asked(request)
    rows = change.businesses(*pair, reason, district)
    named = _living_names([one.code for one in rows])
    scale = SCALE_WORDS.get
    lines = [
        [
            one.code, named.get(one.code, ""), one.from_name, one.to_name, scale(one.from_scale, ""),
            scale(one.to_scale, ""), one.merged_into, one.founded_year,
        ]
        for one in rows
    ]  # fmt: skip
    header = ["Kode", "Nama sekarang", "Kecamatan dulu", "Kecamatan kini", "Skala dulu", "Skala kini"]
    header += ["Digabungkan ke", "Tahun berdiri"]
    about = [f"{change.LIST_WORDS[reason]}: potret {pair[0].label} ke {pair[1].label}"]
    return table_file(f"perubahan-{reason}", kind, header, lines, about=about)
