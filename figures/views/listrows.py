"""One list of another office as work lists: in both, to be made sure, only there, only here."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from audit.models import Verb
from audit.record import record
from figures import compared, queries
from figures.access import COMPARE, list_for, row_for
from figures.actions.lists import confirm_match, refuse_match
from figures.compared import IMPORT_VIEW, VIEWS
from figures.files import table_file
from figures.intake import FIELDS
from figures.models import ComparedList
from figures.working import MATCH
from jobs.queries import of_subject
from registry.form_fields import tidy
from registry.models import BusinessEdition
from review.actions import Refused
from review.paging import Scanned

ON_A_PAGE = 50


def _wanted(request: PersonRequest, figures: dict[str, int]) -> str:
    """The view asked for; by default what needs a person, else what is only there."""
    wanted = request.GET.get("tampil", "")
    if wanted in VIEWS:
        return wanted
    return next((view for view in ("pastikan", "hanya-mereka", "keduanya") if figures[view]), "keduanya")


def _pages(found: QuerySet[Any], of_ours: bool) -> Paginator:
    """Pages of the list's rows; of our businesses no more than anybody turns over, for the file holds all."""
    if not of_ours:
        return Paginator(found, ON_A_PAGE)
    return Scanned(found, BusinessEdition.objects.select_related("business", "village__parent"), ON_A_PAGE)


@require_safe
@has_permission(COMPARE)
def rows(request: PersonRequest, code: str) -> HttpResponse:
    """The counts and one of the work lists."""
    of_list = list_for(request.user, code)
    job = of_subject(of_list.code, MATCH)
    figures = compared.counts(of_list)
    view = _wanted(request, figures)
    words, place = tidy(request.GET.get("q", "")[:200])[:100], request.GET.get("kecamatan", "")
    found = compared.rows_in(of_list, view, words, place)
    here = view == "hanya-kami"
    pages = _pages(found, here)
    page: Page[Any] = pages.get_page(request.GET.get("halaman", "")[:9])
    context = {
        "list": of_list,
        "job": job if job and (not job.is_over or job.state == job.State.FAILED) else None,
        "figures": figures,
        "view": view,
        "views": [(name, label, figures[name]) for name, (label, _) in VIEWS.items()],
        "about": VIEWS[view][1],
        "page": page,
        "here": here,
        "ours_at": queries.today().at,
        "most": pages.count if isinstance(pages, Scanned) and pages.is_cut else 0,
        "rows": [] if here else compared.rows_for_page(list(page.object_list)),
        "words": words,
        "place": place,
        "districts": queries.home_districts(),
        "columns": [(FIELDS[name], title) for name, title in of_list.columns.items() if name in FIELDS],
        "may_throw_away": of_list.uploaded_by_id == request.user.pk or request.user.has_perm("figures.enter_figure"),
    }
    return render(request, "figures/list.html", context)


@require_POST
@has_permission(COMPARE)
def decide(request: PersonRequest, code: str, number: int) -> HttpResponse:
    """A person's word on one row: this business of ours, or none."""
    row = row_for(request.user, code, number)
    try:
        chosen = tidy(request.POST.get("lain", "")[:60]) or tidy(request.POST.get("usaha", "")[:60])
        if "none" in request.POST:
            refuse_match(row, by=request.user)
            messages.success(request, f"Baris {row.number}: bukan usaha di daftar kami.")
        else:
            confirm_match(row, chosen, by=request.user)
            messages.success(request, f"Baris {row.number} dipasangkan dengan usaha {chosen}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    view = request.POST.get("tampil", "")
    address = reverse("figures:list", args=[code])
    return redirect(f"{address}?tampil={view if view in VIEWS else 'pastikan'}#baris")


@require_safe
@has_permission(COMPARE)
def file(request: PersonRequest, code: str, view: str, kind: str) -> HttpResponseBase:
    """A work list as a file; `impor` holds what is only there, with the titles our import understands."""
    of_list = list_for(request.user, code)
    if view not in VIEWS and view != IMPORT_VIEW:
        raise Http404
    with transaction.atomic():
        record(Verb.EXPORTED, of_list, by=request.user, view=view, kind=kind)
    name = f"padanan-{of_list.code}-{view}"
    return table_file(name, kind, compared.header_of(view), _lines(of_list, view), about=[of_list.name])


def _lines(of_list: ComparedList, view: str) -> Iterator[list[Any]]:
    shown = "hanya-mereka" if view == IMPORT_VIEW else view
    for one in compared.rows_in(of_list, shown).iterator(2000):
        yield compared.line_of(view, one)
