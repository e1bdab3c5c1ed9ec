"""Around search: suggestions while typing, why a product is found, and the rule of the order."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.search.explain import explain
from catalog.search.suggest import suggestions
from catalog.search.words import tidy

FRESH = 60  # seconds in which the same letters get the same lines


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Lines for what was typed so far; the same for everybody, so that browsers and proxies may keep them."""
    lines = suggestions(request.GET.get("q", "")[:400])
    answer = JsonResponse(
        {"saran": [{"jenis": one.kind, "kata": one.words, "alamat": one.address} for one in lines]},
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    return answer


@require_safe
def why(request: HttpRequest, code: str) -> HttpResponse:
    """Why a product is found for the words of the address; `asal` is what was typed before it was put right."""
    text, first = tidy(request.GET.get("q", "")[:400]), tidy(request.GET.get("asal", "")[:400])
    if not text:
        return redirect(reverse("catalog:short", args=[code]))
    found = explain(code, text)
    if found is None:
        raise Http404("Produk ini tidak ada.")
    context = {"why": found, "text": text, "first": first if first != text else "", "code": code}
    return render(request, "catalog/why.html", context)


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """The rule by which results are put in order."""
    return render(request, "catalog/ranking.html")
