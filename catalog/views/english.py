"""The English pages: products that may be exported, and a summary of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.english import cards, read
from catalog.structured import product_data


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is here, whom to ask, and the products of businesses that sold abroad."""
    return render(request, "catalog/english/index.html", {"cards": cards()})


@require_safe
def product(request: HttpRequest, code: str) -> HttpResponse:
    """One product in English."""
    found = read(code)
    if found is None:
        raise Http404("Produk ini tidak ada, atau usahanya belum pernah mengekspor.")
    context = {"one": found, "edition": found.page.edition, "data": product_data(found.page)}
    return render(request, "catalog/english/product.html", context)
