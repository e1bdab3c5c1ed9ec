"""The office's work list of products that nobody opens."""

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from audit.models import Verb
from audit.record import record
from catalog.search.cards import address
from demand import exporting, queries
from registry.queries import districts
from review.exports import answer
from review.paging import Pages

PERMISSION = "demand.see_demand"
ON_A_PAGE = 50


def _district(request: PersonRequest) -> tuple[str, dict[str, str]]:
    """The code of the chosen kecamatan ("" for all), and the names of all by slug."""
    here = {one.slug: one for one in districts()}
    chosen = here.get(request.GET.get("kecamatan", ""))
    return (chosen.code if chosen else ""), {slug: one.name for slug, one in here.items()}


@require_safe
@has_permission(PERMISSION)
def unseen(request: PersonRequest) -> HttpResponse:
    """Products on display for a month that nobody opened, the longest first; kecamatan narrows it."""
    today = timezone.localdate()
    code, names = _district(request)
    found = queries.unseen(today, code)
    page = Pages(found, found, ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    since = queries.counted_since()
    context = {
        "page": page,
        "rows": [
            {
                "product": one,
                "address": address(one.slug, one.code),
                "days": (today - timezone.localdate(one.shown_since)).days,
            }
            for one in page
        ],
        "districts": names.items(),
        "place": request.GET.get("kecamatan", "") if code else "",
        "since": since,
        "is_young": since is None or (today - since) < queries.UNSEEN_FOR,
    }
    return render(request, "demand/unseen.html", context)


@require_safe
@has_permission(PERMISSION)
def file(request: PersonRequest, form: str) -> HttpResponseBase:
    """The whole list; who took it stands in the diary."""
    with transaction.atomic():
        record(Verb.EXPORTED, request.user, by=request.user, what="unseen products", format=form)
    return answer(request, exporting.of_unseen(queries.unseen(timezone.localdate(), _district(request)[0])), form)
