"""The page about the open data, and the two addresses that answer no call."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from certification.validity import LABELS
from figures.definitions import PUBLIC
from opendata import described, limits
from opendata.door import Problem
from opendata.views.api import MOST, api


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What there is, how to ask for it, what the words mean, and under which licence."""
    context = {
        "calls": described.calls(api.get_openapi_schema(), settings.SITE_URL),
        "site": settings.SITE_URL,
        "most": MOST,
        "limit": limits.MOST,
        "figures": PUBLIC,
        "states": [*LABELS.items(), ("replaced", "Sudah diganti")],
    }
    return render(request, "opendata/docs.html", context)


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The calls have no page of their own."""
    return redirect("opendata:docs")


def nothing(request: HttpRequest) -> HttpResponse:
    """An address below /api/v1/ that is no call."""
    raise Problem(404, "Alamat ini tidak ada. Daftar alamat: /data/.")
