"""A product or a business on paper, for everybody: what stands there is public."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.limits import may_try
from catalog.business_page import read as read_business
from catalog.picked import Item, items_of
from catalog.queries import public
from prints import sheets
from prints.barcodes import qr, symbol
from prints.contents import base_words, content_words, paper_lines, price_words
from prints.typesetting import NotSet

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
    if not may_try(request, "print_sheet", code):
        return render(request, "429.html", status=429)
    try:
        paper = sheets.make(one, timezone.localdate())
    except NotSet:
        context = {"address": reverse("prints:product", args=[code])}
        response = render(request, "prints/busy.html", context, status=503)
        response["Retry-After"] = "60"
        return response
    headers = {"Content-Disposition": f'inline; filename="{one.edition.slug}-{code}.pdf"'}
    return HttpResponse(paper.pdf, content_type="application/pdf", headers=headers)


@require_safe
def business(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a business with its price list."""
    page = read_business(code)
    if page is None:
        raise Http404("Usaha ini tidak ada, atau sedang tidak tayang.")
    address = reverse("catalog:business", kwargs={"slug": page.edition.slug, "code": code})
    items = items_of(public().filter(product__business=page.edition.business_id).order_by("name", "pk"))
    rows = [(one, content_words(one.edition), price_words(one), base_words(one)) for one in items]
    context = {
        "page": page,
        "edition": page.edition,
        "rows": rows,
        "address": address,
        "qr": drawing(qr(settings.SITE_URL + address).decode()),
        "now": timezone.now(),
    }
    return render(request, "prints/business.html", context)
