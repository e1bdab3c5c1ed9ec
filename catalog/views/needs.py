"""What people look for and nobody makes yet: a ranked list for the office, and the same as a file."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from catalog import needs
from registry.spreadsheet_out import csv_lines

GATE = has_permission("figures.view_figures")
SPANS = (("1", "Bulan ini"), ("3", "3 bulan"), ("12", "12 bulan"))
PER_PAGE = 50
HEADINGS = ["Peringkat", "Kata yang dicari", "Saringan", "Kali dicari tanpa hasil", "Terakhir pada bulan"]


def _span(request: PersonRequest) -> tuple[str, date, date]:
    """The chosen span, and its first and last month."""
    chosen = request.GET.get("bulan", "")
    chosen = chosen if chosen in dict(SPANS) else "3"
    last = timezone.localdate().replace(day=1)
    months = last.year * 12 + last.month - int(chosen)
    return chosen, date(months // 12, months % 12 + 1, 1), last


@require_safe
@GATE
def ranked(request: PersonRequest) -> HttpResponse:
    """The needs of some months, the most wanted first."""
    chosen, since, until = _span(request)
    rows = needs.ranked(since, until)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {
        "page": page, "spans": SPANS, "chosen": chosen, "since": since, "until": until,
        "may_edit": request.user.has_perm("catalog.edit_words"),
    }  # fmt: skip
    return render(request, "catalog/needs.html", context)


@require_safe
@GATE
def file(request: PersonRequest) -> HttpResponseBase:
    """The same as CSV."""
    _, since, until = _span(request)

    def lines() -> Iterator[list[object]]:
        for place, row in enumerate(needs.ranked(since, until).iterator(), start=1):
            yield [place, row["words"], row["filters"], row["total"], str(row["newest"])[:7]]

    name = f"kebutuhan-{since:%Y-%m}-{until:%Y-%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(csv_lines(HEADINGS, lines()), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@has_permission("figures.view_figures", "catalog.edit_words")
def forget(request: PersonRequest) -> HttpResponse:
    """Take a text out of the list."""
    gone = needs.forget(request.POST.get("kata", "")[:100].replace("\0", ""), by=request.user)
    messages.success(request, "Kata itu dihapus dari daftar kebutuhan." if gone else "Kata itu sudah tidak ada.")
    return HttpResponseRedirect(reverse("catalog:needs"))
