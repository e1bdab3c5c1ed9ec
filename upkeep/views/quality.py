"""The office's page of data quality, and the work list behind each number."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from registry.access import business_of_office
from registry.form_fields import tidy
from registry.models import BusinessEdition
from registry.queries import districts
from review import exports
from review.actions import Refused
from upkeep import actions, counted
from upkeep.models import Pulse
from upkeep.quality import BY_KEY, MEASURES, OF_PRODUCTS, Measure, work_list

PERMISSION = "upkeep.see_upkeep"
ON_A_PAGE = 50
MOST_LISTED = 1_000  # rows of one list; a kecamatan narrows it, the file holds all
WITH = ("business", "village__parent", "activity")


@require_safe
@has_permission(PERMISSION)
def quality(request: PersonRequest) -> HttpResponse:
    """Every number with its share of the register, as last counted."""
    kept = counted.counted()
    total = kept.numbers["semua"]
    groups: dict[str, list[tuple[Measure, int, int | None, str]]] = {}
    for one in MEASURES:
        figure, is_part = kept.numbers.get(one.key, 0), one.condition is not None
        share = round(figure * 100 / total) if total and is_part else None
        groups.setdefault(one.group, []).append((one, figure, share, _address(one, request)))
    context = {"groups": groups.items(), "total": total, "at": timezone.localtime(kept.at)}
    return render(request, "upkeep/quality.html", context)


def _address(measure: Measure, request: PersonRequest) -> str:
    """Where its work list is; empty when this person may not open that page."""
    if not measure.elsewhere:
        return reverse("upkeep:behind", args=[measure.key])
    return reverse(measure.elsewhere) if request.user.has_perm(measure.needs) else ""


@require_POST
@has_permission(PERMISSION)
def count_anew(request: HttpRequest) -> HttpResponse:
    """Count now instead of tonight."""
    counted.count()
    messages.success(request, "Semua angka dihitung ulang.")
    return redirect("upkeep:quality")


def _measure(key: str) -> Measure:
    if key not in BY_KEY or BY_KEY[key].elsewhere:
        raise Http404("Daftar ini tidak ada.")
    return BY_KEY[key]


def _rows(found: QuerySet[Any], keys: list[int]) -> list[Any]:
    """The rows with these keys, in their order, with all that the page shows of them."""
    if found.model in OF_PRODUCTS:
        by_pk = {row.pk: row for row in found.order_by().filter(pk__in=keys)}
        return [by_pk[key] for key in keys if key in by_pk]
    at = "" if found.model is BusinessEdition else "edition__"
    rows = found.order_by().select_related(None).select_related(*(f"{at}{name}" for name in WITH)).filter(pk__in=keys)
    by_key = {row.pk: row for row in rows}
    return [by_key[key] for key in keys if key in by_key]


@require_safe
@has_permission(PERMISSION)
def behind(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind one number, as they are now; kecamatan narrows it."""
    measure, here = _measure(key), {one.slug: one for one in districts()}
    place = request.GET.get("kecamatan", "")
    found = work_list(measure, timezone.now())
    if place in here:
        if found.model in OF_PRODUCTS:
            found = found.filter(district_code=here[place].code)
        else:
            at = "" if found.model is BusinessEdition else "edition__"
            found = found.filter(**{f"{at}village__parent": here[place]})
    # keys first, and no more than anybody turns over: a list of 60,000 costs as little as one of 60
    keys = list(found.values_list("pk", flat=True)[: MOST_LISTED + 1])
    page = Paginator(keys[:MOST_LISTED], ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    page.object_list = _rows(found, list(page.object_list))
    context = {
        "measure": measure, "page": page, "place": place if place in here else "", "districts": here.values(),
        "answers": Pulse.Answer.choices, "is_cut": len(keys) > MOST_LISTED, "asked": measure.is_asked,
        "of_products": found.model in OF_PRODUCTS,
    }  # fmt: skip
    return render(request, "upkeep/behind.html", context)


@require_safe
@has_permission(PERMISSION)
def behind_file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """The same list as a file: code, name, place, field of business (and the dead link); no contact."""
    measure = _measure(key)
    found = work_list(measure, timezone.now())
    if found.model in OF_PRODUCTS:
        return exports.answer(request, exports.Export(f"mutu-{measure.key}", PRODUCTS, found.iterator(2000)), form)
    about_links = found.model is not BusinessEdition
    found = found.select_related(*(f"edition__{name}" if about_links else name for name in WITH))
    told = LINKS if about_links else BUSINESSES
    return exports.answer(request, exports.Export(f"mutu-{measure.key}", told, found.iterator(2000)), form)


def _told(edition: Callable[[Any], BusinessEdition]) -> tuple[exports.Column, ...]:
    return exports.columns(
        ("code", "Kode usaha", lambda row: edition(row).business.code),
        ("name", "Nama usaha", lambda row: edition(row).name),
        ("village", "Desa/kelurahan", lambda row: village.name if (village := edition(row).village) else ""),
        ("district", "Kecamatan", lambda row: village.parent.name if (village := edition(row).village) else ""),
        ("activity", "Bidang usaha", lambda row: str(edition(row).activity or "")),
    )


BUSINESSES = _told(lambda row: row)
PRODUCTS = exports.columns(
    ("product", "Kode produk", lambda row: row.product_code),
    ("name", "Nama produk", lambda row: row.product_name),
    ("business", "Nama usaha", lambda row: row.business_name),
    ("district", "Kecamatan", lambda row: row.district_name),
    ("url", "Tautan", lambda row: row.url),
    ("since", "Tidak ada sejak", lambda row: timezone.localtime(row.dead_since).date()),
)
LINKS = (*_told(lambda row: row.edition), *exports.columns(("url", "Tautan", lambda row: row.url)))


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
