"""The office's page of data quality, and the work list behind each number."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from registry.access import business_of_office
from registry.form_fields import tidy
from registry.queries import districts
from registry.spreadsheet_out import csv_lines
from review.actions import Refused
from upkeep import actions
from upkeep.models import Pulse
from upkeep.quality import BY_KEY, MEASURES, Measure, numbers, work_list

PERMISSION = "upkeep.see_upkeep"
ON_A_PAGE = 50


@require_safe
@has_permission(PERMISSION)
def quality(request: HttpRequest) -> HttpResponse:
    """Every number with its share of the register."""
    counted = numbers(timezone.now())
    total = counted.pop("semua")
    groups: dict[str, list[tuple[Measure, int, int]]] = {}
    for one in MEASURES:
        figure = counted[one.key]
        groups.setdefault(one.group, []).append((one, figure, round(figure * 100 / total) if total else 0))
    return render(request, "upkeep/quality.html", {"groups": groups.items(), "total": total})


def _measure(key: str) -> Measure:
    if key not in BY_KEY:
        raise Http404("Daftar ini tidak ada.")
    return BY_KEY[key]


@require_safe
@has_permission(PERMISSION)
def behind(request: HttpRequest, key: str) -> HttpResponse:
    """The businesses behind one number; kecamatan narrows it."""
    measure, here = _measure(key), {one.slug: one for one in districts()}
    place = request.GET.get("kecamatan", "")
    found = work_list(measure, timezone.now())
    if place in here:
        found = found.filter(village__parent=here[place])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {
        "measure": measure, "page": page, "place": place, "districts": here.values(), "answers": Pulse.Answer.choices
    }  # fmt: skip
    return render(request, "upkeep/behind.html", context)


@require_safe
@has_permission(PERMISSION)
def behind_csv(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The same list as a file: code, name, place, field of business; no contact."""
    measure = _measure(key)
    rows = (
        [one.business.code, one.name, one.village.name, one.village.parent.name, str(one.activity or "")]
        for one in work_list(measure, timezone.now()).iterator(2000)
    )
    lines = csv_lines(["Kode usaha", "Nama usaha", "Desa/kelurahan", "Kecamatan", "Bidang usaha"], rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mutu-{measure.key}.csv"'
    return response


@require_POST
@has_permission(PERMISSION)
def answer(request: PersonRequest, code: str) -> HttpResponse:
    """What the owner said on the phone, written down by an officer."""
    business = business_of_office(request.user, tidy(code))
    try:
        actions.answer_for_owner(business, request.POST.get("jawaban", "")[:20], by=request.user)
        messages.success(request, "Jawaban dicatat atas nama Anda.")
    except Refused as refused:
        messages.error(request, str(refused))
    key = request.POST.get("dari", "")
    return redirect(reverse("upkeep:behind", args=[key]) if key in BY_KEY else "upkeep:quality")
