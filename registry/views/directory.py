"""The public directory of businesses."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.filters import DirectoryFilter
from registry.models import DirectoryEntry

PER_PAGE = 24
FEW = 20_000


class WordPages(Paginator):
    """Pages of what fits some words. PostgreSQL would walk down the list of names until a page is full, which is long
    when the words stand in names of one letter; when not too many fit, it must find them first and sort them.
    """

    def page(self, number: Any) -> Page:
        """The page `number`."""
        if self.count < FEW:
            self.object_list = self.object_list.order_by(Concat("name", Value("")), "pk")  # an order without an index
        return super().page(number)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Businesses everybody may see, by name or by how well they fit the words; the address holds the question."""
    found = DirectoryFilter(request.GET, DirectoryEntry.objects.order_by("name", "pk"))
    # keys first: a page far down the list is read from the index alone
    keys = found.qs.values_list("pk", flat=True)
    pages = WordPages if found.data["q"] and not found.is_near else Paginator
    page = pages(keys, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    rows = DirectoryEntry.objects.select_related("village", "district", "activity").in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list]
    asked = any(found.data.values())
    return render(request, "registry/directory.html", {"filter": found, "page": page, "asked": asked})
