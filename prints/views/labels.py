"""Labels for stall and shelf: the owner picks her products and how many of each."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from catalog.picked import Item, codes_in, items_of
from prints.access import products_of
from prints.barcodes import qr, symbol
from prints.contents import content_words, price_words
from prints.views.sheets import drawing

ON_A_SHEET, MOST, COPIES = 10, 60, (1, 2, 5, 10, 20)


@dataclass(frozen=True)
class Label:
    """One label."""

    item: Item
    content: str
    price: str
    qr: str
    ean: str
    refused: str  # why a typed barcode has no symbol


def label_of(one: Item) -> Label:
    """What stands on the label of a product."""
    ean = symbol(one.edition.gtin)
    refused = ""
    if one.edition.gtin and not ean:
        refused = (
            "Barcode ini untuk karton." if len(one.edition.gtin) == 14 else "Barcode ini bukan barcode GS1 yang benar."
        )
    link = drawing(qr(one.short_link).decode())
    return Label(one, content_words(one.edition), price_words(one), link, drawing(ean), refused)


@signed_in
@require_safe
def labels(request: PersonRequest) -> HttpResponse:
    """The choice of products; with `p` the sheets."""
    codes, _ = codes_in(request.GET.getlist("p"), MOST)
    copies = _copies(request.GET.get("n", ""))
    mine = products_of(request.user)
    if codes:
        found = {one.code: one for one in items_of(mine.filter(product__code__in=codes))}
        made = [label_of(found[code]) for code in codes if code in found]
        if made:
            return _sheets(request, made, copies)
    choice = list(mine.values_list("product__code", "name", "product__business__code")[:500])
    context = {"choice": choice, "copies": COPIES, "not_hers": bool(codes), "wanted": codes}
    return render(request, "prints/labels_choose.html", context)


def _copies(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 and int(typed) in COPIES else 1


def _sheets(request: PersonRequest, made: list[Label], copies: int) -> HttpResponse:
    every = [one for one in made for _ in range(copies)]
    sheets = [every[at : at + ON_A_SHEET] for at in range(0, len(every), ON_A_SHEET)]
    context = {"sheets": sheets, "count": len(every), "now": timezone.now(), "made": made}
    return render(request, "prints/labels.html", context)
