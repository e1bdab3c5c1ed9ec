"""The public directory of businesses."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.filters import DirectoryFilter
from registry.models import DirectoryEntry

PER_PAGE = 24


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Businesses everybody may see, by name or by how well they fit the words; the address holds the question."""
    found = DirectoryFilter(request.GET, DirectoryEntry.objects.order_by("name", "pk"))
    # keys first: a page far down the list is read from the index alone
    page = Paginator(found.qs.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    rows = DirectoryEntry.objects.select_related("village", "district", "activity").in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list]
    asked = any(found.data.values())
    return render(request, "registry/directory.html", {"filter": found, "page": page, "asked": asked})
