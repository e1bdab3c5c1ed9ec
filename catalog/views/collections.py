"""Collections for everybody: those of the season, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Collection
from catalog.showroom import CollectionPage, shelves, shows
from catalog.structured import list_data


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """All collections that show today."""
    return render(request, "catalog/showroom/collections.html", {"shelves": shelves(timezone.localdate())})


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """One collection in its season; after it, or withdrawn, 410 with the way to the others; a draft is not there."""
    found = Collection.objects.filter(slug=slug).first()
    today = timezone.localdate()
    if found is None or found.published_at is None or (found.shown_from and found.shown_from > today):
        raise Http404("Koleksi ini tidak ada, atau belum tayang.")
    if not shows(found, today):
        others = shelves(today)
        return render(request, "catalog/showroom/collection_gone.html", {"shelves": others}, status=410)
    page = CollectionPage(found)
    data = list_data(found.title, page.path, page.crumbs, [one["address"] for one in page.cards])
    return render(request, "catalog/showroom/collection.html", {"page": page, "collection": found, "data": data})
