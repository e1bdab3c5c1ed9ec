"""The addresses of the portal, and what its pages are held against: a fixed text and plain queries."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import path
from django.utils import timezone

from bench.plain import counts, page
from catalog.filters import ProductFilter
from catalog.search.choices import load
from lebak_catalog.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def fixed(request: HttpRequest) -> HttpResponse:
    """A short text: what the middleware and the server cost."""
    return HttpResponse("ok", content_type="text/plain")


def plain(request: HttpRequest) -> JsonResponse:
    """The same search by normalised queries, one for each facet, without any HTML."""
    choices = load()
    kinds = {int(one.key): one.slug for one in choices.kinds.values()}
    wish, today = ProductFilter(QueryDict(request.META["QUERY_STRING"]), choices).wish(), timezone.localdate()
    return JsonResponse({"counts": str(counts(wish, today, kinds)), "rows": len(page(wish, today, kinds))})


urlpatterns = [path("bench/tetap/", fixed), path("bench/polos/", plain), *urlpatterns]
