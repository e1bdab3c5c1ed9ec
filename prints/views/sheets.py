"""A product or a business on paper, for everybody: what stands there is public."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.limits import may_try
from catalog.business_page import BusinessPage
from catalog.business_page import read as read_business
from catalog.picked import Item
from prints import profiles, sheets
from prints.barcodes import qr, symbol
from prints.contents import base_words, paper_lines, price_words
from prints.typesetting import NotSet, Paper

GONE = "Produk ini tidak ada, atau sedang tidak tayang."


def _item(code: str) -> Item:
    one = sheets.item_of(code)
    if one is None:
        raise Http404(GONE)
    return one


def drawing(svg: str) -> str:
    """A drawing that we made ourselves, into a page."""
    return mark_safe(svg)  # noqa: S308  # digits and squares, nothing typed by anybody


@require_safe
def product(request: HttpRequest, code: str) -> HttpResponse:
    """The product sheet."""
    one = _item(code)
    context = {
        "one": one,
        "price": price_words(one),
        "base": base_words(one),
        "tax": sheets.tax_words(one),
        "text": sheets.short_text(one.edition.description),
        "facts": sheets.facts(one),
        "details": sheets.details(one.edition),
        "papers": paper_lines(one),
        "maker": sheets.maker(one),
        "qr": drawing(qr(one.short_link).decode()),
        "ean": drawing(symbol(one.edition.gtin)),
        "now": timezone.now(),
    }
    return render(request, "prints/product.html", context)


@require_safe
def product_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as PDF; the same data on the same day give the same bytes."""
    one = _item(code)
    return _pdf(
        request,
        lambda: sheets.make(one, timezone.localdate()),
        f"{one.edition.slug}-{code}.pdf",
        reverse("prints:product", args=[code]),
    )


def _pdf(request: HttpRequest, make: Callable[[], Paper], name: str, page: str) -> HttpResponse:
    """What `make` gives; `page` prints as well when the press is full."""
    if not may_try(request, "print_sheet", name):
        return render(request, "429.html", status=429)
    try:
        paper = make()
    except NotSet:
        response = render(request, "prints/busy.html", {"address": page}, status=503)
        response["Retry-After"] = "60"
        return response
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(paper.pdf, content_type="application/pdf", headers=headers)


def _profile(code: str) -> BusinessPage:
    page = read_business(code)
    if page is None:
        raise Http404("Usaha ini tidak ada, atau sedang tidak tayang.")
    return page


@require_safe
def business(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a business with its price list."""
    page = _profile(code)
    link = profiles.link_of(page)
    context = {
        "page": page,
        "edition": page.edition,
        "place": profiles.place_words(page),
        "facts": profiles.facts(page),
        "papers": [profiles.paper_words(one) for one in page.papers if one.in_force],
        "rows": profiles.rows_of(profiles.goods_of(page)),
        "tax": profiles.tax_words(page),
        "address": link.removeprefix(settings.SITE_URL),
        "qr": drawing(qr(link).decode()),
        "now": timezone.now(),
    }
    return render(request, "prints/business.html", context)


@require_safe
def business_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as PDF."""
    page = _profile(code)
    return _pdf(
        request,
        lambda: profiles.make(page, timezone.localdate()),
        f"{page.edition.slug}-{code}.pdf",
        reverse("prints:business", args=[code]),
    )
