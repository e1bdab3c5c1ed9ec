"""Pages for everybody: lists, one product, one business, and what is left of a product that was taken down."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.links import link
from catalog import needs
from catalog.bells import product_opened, search_answered
from catalog.business_page import read as read_business
from catalog.product_page import Gone, gone, read
from catalog.queries import public
from catalog.search.cards import address
from catalog.search.choices import Choice, load
from catalog.search.codes import place_of
from catalog.search.words import tidy
from catalog.structured import business_data, product_data
from catalog.views.listing import Listing
from registry.models import BusinessEdition
from registry.queries import heir_of, is_suspended, was_merged


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """Search and all lists with filters; a code or number of one thing leads to its page."""
    if place := place_of(tidy(request.GET.get("q", ""))):
        return redirect(place)
    return _listing(request, Listing(request.GET, load()))


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of a category of any level."""
    choices = load()
    _known(choices.categories.get(slug), "Kategori ini tidak ada.")
    return _listing(request, Listing(request.GET, choices, kategori=slug))


@require_safe
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of a kecamatan."""
    choices = load()
    _known(choices.districts.get(slug), "Kecamatan ini tidak ada.")
    return _listing(request, Listing(request.GET, choices, kecamatan=slug))


def _known(choice: Choice | None, words: str) -> None:
    if choice is None:
        raise Http404(words)


def _listing(request: HttpRequest, listing: Listing) -> HttpResponse:
    if not listing.is_met and needs.is_person(request):
        needs.note(listing.wish.text, "; ".join(words for words, _ in listing.chips))
    search_answered.send_robust(None, request=request, wish=listing.wish, shown=listing.shown, is_met=listing.is_met)
    return render(request, "catalog/search.html", {"listing": listing})


@require_safe
def product(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One product; an old name in the address leads to the new one."""
    page = read(code)
    if page is None:
        return _gone(request, gone(code))
    if page.path != address(slug, code):
        return redirect(page.path, permanent=True)
    product_opened.send_robust(None, request=request, product_id=page.edition.product_id)
    context = {"page": page, "edition": page.edition, "link": short_link(code), "data": product_data(page)}
    return render(request, "catalog/product.html", context)


def _gone(request: HttpRequest, product: Gone | None) -> HttpResponse:
    if product is None:
        raise Http404("Produk ini tidak ada.")
    return render(request, "catalog/gone.html", {"gone": product}, status=410)


def short_link(code: str) -> str:
    """The address that stands in QR codes and in shared messages."""
    return f"{settings.SITE_URL}{link('catalog:short', code)}"


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """/p/<kode>: to the page of the product, whatever it is called today."""
    edition = public().filter(product__code=code.lower()).first()
    return redirect(address(edition.slug if edition else "produk", code.lower()))


@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a product on display, as a drawing."""
    if not public().filter(product__code=code).exists():
        raise Http404("Produk ini tidak ada.")
    drawing = io.BytesIO()
    segno.make(short_link(code), error="m", micro=False).save(drawing, kind="svg", xmldecl=False, scale=4, border=2)
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml", headers=headers)


@require_safe
def business(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One business with its products."""
    page = read_business(code)
    if page is None:
        if heir := heir_of(code):
            return _to_heir(heir)
        if is_suspended(code) or was_merged(code):
            return render(request, "catalog/business_gone.html", status=410)
        raise Http404("Usaha ini tidak ada, atau sedang tidak tayang.")
    if slug != page.edition.slug:
        return redirect("catalog:business", slug=page.edition.slug, code=code, permanent=True)
    context = {"page": page, "edition": page.edition, "data": business_data(page)}
    return render(request, "catalog/business.html", context)


def _to_heir(heir: BusinessEdition) -> HttpResponse:
    """Permanently to the business that took this one in; asked again after an hour, for a merge can be undone."""
    response = redirect("catalog:business", slug=heir.slug, code=heir.business.code, permanent=True)
    response["Cache-Control"] = "max-age=3600"
    return response
