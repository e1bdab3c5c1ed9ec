"""The wish list: shown, shared by its address, changed by plain posts that lead back to where one was."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.bells import product_shortlisted
from catalog.kept import MOST, keep, kept_codes, with_codes, without_codes
from catalog.picked import codes_in, pick
from catalog.side_by_side import MOST as MOST_COMPARED


def address_of(codes: list[str], name: str = "p") -> str:
    """The address of a shared list (`p`), or of one's own with what was just taken out of it (`tadi`)."""
    return f"{reverse('catalog:kept')}?{urlencode([(name, code) for code in codes])}"


@never_cache
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """One's own list; with `p` the list somebody shares; with `tambah` the question whether to keep one more."""
    mine = kept_codes(request)
    shared, _ = codes_in(request.GET.getlist("p"), MOST)
    just_out, _ = codes_in(request.GET.getlist("tadi"), MOST)
    asked, _ = codes_in([request.GET.get("tambah", "")[:20]], 1)
    picked = pick(shared or mine)
    context = {
        "picked": picked,
        "mine": mine,
        "is_shared": bool(shared),
        "just_out": without_codes(just_out, mine),
        "asked": next(iter(pick(asked).items), None) if asked else None,
        "is_kept": bool(asked) and asked[0] in mine,
        "back": _back(request, request.GET.get("dari", "")),
        "link": request.build_absolute_uri(address_of(picked.codes)) if picked.items else "",
        "most": MOST,
        "most_compared": MOST_COMPARED,
    }
    return render(request, "catalog/kept.html", context)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Keep, take out, clear; pressed twice it does nothing more."""
    mine, given = kept_codes(request), codes_in(request.POST.getlist("p"), MOST)[0]
    do = request.POST.get("do", "")
    if do == "add":
        picked = pick(given)
        known = picked.codes
        after, left_out = with_codes(mine, known)
        fresh = [one.edition.product_id for one in picked.items if one.code not in mine]
        product_shortlisted.send_robust(None, request=request, product_ids=fresh)
        _say_added(request, len(known), left_out)
        response = HttpResponseRedirect(_back(request, request.POST.get("next", "")) or reverse("catalog:kept"))
    else:
        gone = mine if do == "clear" else [code for code in given if code in mine]
        after = without_codes(mine, gone)
        response = HttpResponseRedirect(address_of(gone, "tadi") if gone else reverse("catalog:kept"))
    keep(response, after)
    return response


def _say_added(request: HttpRequest, known: int, left_out: int) -> None:
    if not known:
        messages.error(request, "Produk itu sudah tidak tayang, jadi tidak bisa disimpan.")
    elif left_out:
        messages.warning(request, f"Disimpan. Simpanan penuh ({MOST} produk), jadi {left_out} yang terlama dilepas.")
    else:
        messages.success(request, "Disimpan di peramban ini.")


def _back(request: HttpRequest, address: str) -> str:
    """`address` when it is a path of our own; else nothing."""
    fine = len(address) <= 500 and url_has_allowed_host_and_scheme(address, None) and address.startswith("/")
    return address if fine and address.isprintable() and address.isascii() else ""
