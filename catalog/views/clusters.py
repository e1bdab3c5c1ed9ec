"""Pages for everybody: the list of sentra and groups, and one of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalog.cluster_page import read
from clusters.models import Cluster
from clusters.queries import in_force
from registry.form_fields import tidy
from registry.queries import districts

PER_PAGE = 24


@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """All in force, by name; words, kind and kecamatan narrow the list, and stand in the address."""
    words = tidy(request.GET.get("q", "")[:200])[:100]
    kind, place = request.GET.get("jenis", ""), request.GET.get("kecamatan", "")
    here = {one.slug: one for one in districts()}
    found = in_force().order_by("name", "pk")
    if words:
        found = found.filter(name__icontains=words) | found.filter(activity__title__icontains=words)
    if kind in Cluster.Kind.values:
        found = found.filter(kind=kind)
    if place in here:
        code = here[place].pk
        found = found.filter(region=code) | found.filter(region__parent=code)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {
        "page": page, "words": words, "kind": kind, "place": place,
        "kinds": Cluster.Kind.choices, "districts": here.values(), "asked": bool(words or kind or place),
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
    return render(request, "catalog/cluster.html", {"page": page, "cluster": page.cluster})
