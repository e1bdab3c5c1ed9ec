"""Up to five products side by side. Everything stands in the address, so a comparison can be sent to others."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.kept import kept_codes
from catalog.picked import Item, code_in, codes_in, pick
from catalog.search.cards import card
from catalog.search.query import alike
from catalog.side_by_side import LETTERS, MOST, table


def address_of(codes: list[str], *, only_different: bool = False) -> str:
    """The address of a comparison."""
    pairs = [("p", code) for code in codes] + ([("beda", "1")] if only_different else [])
    return reverse("catalog:compare") + (f"?{urlencode(pairs)}" if pairs else "")


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The table; with `tambah` what was typed joins it and the address is tidied up."""
    codes, too_many = codes_in(request.GET.getlist("p"), MOST)
    only_different = request.GET.get("beda") == "1"
    if "tambah" in request.GET:
        return _joined(request, codes, only_different)
    picked = pick(codes)
    items = picked.items
    columns = [
        (letter, one, address_of([c for c in codes if c != one.code], only_different=only_different))
        for letter, one in zip(LETTERS, items, strict=False)
    ]
    context = {
        "columns": columns,
        "groups": table(items, only_different=only_different),
        "ended": picked.ended,
        "unknown": picked.unknown,
        "too_many": too_many,
        "codes": codes,
        "only_different": only_different,
        "switch": address_of(codes, only_different=not only_different),
        "more": _more(request, items, only_different) if len(items) < MOST else [],
        "alike": _alike(items[0]) if len(items) == 1 else [],
        "now": timezone.now(),
        "most": MOST,
    }
    return render(request, "catalog/compare.html", context)


def _joined(request: HttpRequest, codes: list[str], only_different: bool) -> HttpResponse:
    typed = request.GET["tambah"]
    code = code_in(typed)
    if not code:
        messages.error(request, "Kode produk tidak dikenali. Tempel tautannya, atau ketik kodenya (8 huruf/angka).")
    elif len(codes) >= MOST and code not in codes:
        messages.error(request, f"Paling banyak {MOST} produk sekaligus. Keluarkan satu dulu.")
    else:
        codes = codes_in([*codes, code], MOST)[0]
    return redirect(address_of(codes, only_different=only_different))


def _more(request: HttpRequest, items: list[Item], only_different: bool) -> list[tuple[Item, str]]:
    """What she keeps and does not compare yet, with the address that adds it."""
    shown = [one.code for one in items]
    rest = [code for code in kept_codes(request) if code not in shown][:6]
    return [(one, address_of([*shown, one.code], only_different=only_different)) for one in pick(rest).items]


def _alike(item: Item) -> list[tuple[dict[str, object], str]]:
    """The best others of the same category, with the address that compares them."""
    rows, kinds, _ = alike(item.edition.product_id)
    return [(card(row, kinds), address_of([item.code, row["code"]])) for row in rows]
