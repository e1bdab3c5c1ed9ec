"""The public directory of businesses."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.filters import DirectoryFilter
from registry.queries import public

PER_PAGE = 24


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Businesses everybody may see, by name or by how well they fit the words; the address holds the question."""
    found = DirectoryFilter(request.GET, public().order_by("name", "pk"))
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    asked = any(found.data.values())
    return render(request, "registry/directory.html", {"filter": found, "page": page, "asked": asked})
