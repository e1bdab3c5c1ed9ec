"""Pages for everybody: the list of sentra and groups, and one of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalog.cluster_list import narrowed
from catalog.cluster_page import read
from catalog.structured import cluster_data
from clusters.models import Cluster

PER_PAGE = 24


@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """All in force, by name; words, kind and kecamatan narrow the list, and stand in the address."""
    asked = narrowed(request.GET)
    page = Paginator(asked.found, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {
        "page": page, "words": asked.words, "kind": asked.kind, "place": asked.place, "kinds": Cluster.Kind.choices,
        "districts": asked.districts.values(), "asked": bool(asked.words or asked.kind or asked.place),
    }  # fmt: skip
    return render(request, "catalog/clusters.html", context)


@require_safe
def cluster(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One sentra or group; an old name in the address leads to the new one."""
    page = read(code)
    if page is None:
        raise Http404("Sentra atau kelompok ini tidak ada.")
    if slug != page.cluster.slug:
        return redirect("catalog:cluster", slug=page.cluster.slug, code=code, permanent=True)
    context = {"page": page, "cluster": page.cluster, "data": cluster_data(page)}
    return render(request, "catalog/cluster.html", context)
