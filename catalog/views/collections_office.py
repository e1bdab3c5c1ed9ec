"""Collections at the desk: all of them, one with its products in order, how it will look, on and off display."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from audit.queries import history_of
from catalog.actions import collections as verbs
from catalog.forms.showroom import CollectionForm, first_of
from catalog.models import MOST_PRODUCTS, Collection
from catalog.picked import code_in, codes_in
from catalog.search.query import Wish
from catalog.search.words import tidy
from catalog.showroom import CollectionPage, days_words, rows_of, standing
from catalog.views.listing import ask
from review.actions import Refused

GATE = has_permission("review.view_queue", verbs.PERMISSION)
PER_PAGE, MOST_HITS = 40, 12
WAYS = ("naik", "turun", "teratas")


@require_safe
@GATE
def library(request: PersonRequest) -> HttpResponse:
    """Every collection: drafts and those on display first, withdrawn ones last."""
    found = Collection.objects.annotate(products=Count("items")).order_by("state", "-changed_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    today = timezone.localdate()
    rows = [(one, standing(one, today), days_words(one)) for one in page]
    return render(request, "catalog/showroom/office/list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@GATE
def new(request: PersonRequest) -> HttpResponse:
    """A new collection; a double tap makes one."""
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = verbs.make_collection(form.cleaned_data, by=request.user)
            messages.success(request, "Rancangan dibuat. Sekarang tambahkan produknya.")
            return reverse("catalog:collection-office", args=[made.code])

        return HttpResponseRedirect(once(request, "catalog.collection", act))
    return render(request, "catalog/showroom/office/new.html", {"form": form})


def _one(code: str) -> Collection:
    return get_object_or_404(Collection.objects.select_related("published_by"), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@GATE
def office(request: PersonRequest, code: str) -> HttpResponse:
    """One collection: its words and days, its products, what else there is to add."""
    found = _one(code)
    form = CollectionForm(request.POST if request.method == "POST" else None, initial=first_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            version = request.POST.get("versi", "")
            verbs.change_collection(found, form.cleaned_data, version=version, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _page(request, _one(code), form)
        messages.success(request, "Koleksi disimpan.")
        return HttpResponseRedirect(reverse("catalog:collection-office", args=[code]))
    return _page(request, found, form)


def _page(request: PersonRequest, found: Collection, form: CollectionForm) -> HttpResponse:
    rows = rows_of(found)
    words = tidy(request.GET.get("cari", "")[:200])
    inside = {row.code for row in rows}
    hits = ask(Wish(text=words)).rows if words else []
    context = {
        "collection": found, "form": form, "rows": rows, "away": sum(not row.is_shown for row in rows),
        "standing": standing(found, timezone.localdate()), "days": days_words(found),
        "version": verbs.version_of(found), "words": words, "most": MOST_PRODUCTS,
        "hits": [one for one in hits if one["code"] not in inside][:MOST_HITS], "undo": _undo(request, inside),
        "diary": history_of(found, 20),
    }  # fmt: skip
    return render(request, "catalog/showroom/office/one.html", context)


def _undo(request: PersonRequest, inside: set[str]) -> dict[str, str] | None:
    """The product that was just taken out, by the address; None when it is in again."""
    code, _, place = request.GET.get("tadi", "")[:20].partition(".")
    fine = code_in(code) == code and place.isascii() and place.isdigit() and code not in inside
    return {"code": code, "place": place} if code and fine else None


@require_POST
@GATE
def products(request: PersonRequest, code: str) -> HttpResponse:
    """Add, move, take out, put back: what the pressed button says (`naik:<kode>`, `tambah` with codes ...)."""
    found = _one(code)
    what, _, which = request.POST.get("aksi", "")[:40].partition(":")
    back = reverse("catalog:collection-office", args=[code])
    more = "#produk"
    try:
        if what in WAYS:
            verbs.move_product(found, which, what, by=request.user)
            more = f"#p-{which}" if code_in(which) == which else more
        elif what == "keluarkan":
            place = verbs.remove_product(found, which, by=request.user)
            more = f"?tadi={which}.{place}#produk" if place is not None else more
        elif what == "kembalikan":
            product, _, at = which.partition(".")
            verbs.put_back(found, product, int(at) if at.isdecimal() and len(at) < 5 else 0, by=request.user)
        else:
            more = _add(request, found, which)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{back}{more}")


def _add(request: PersonRequest, found: Collection, which: str) -> str:
    """Add one, or all codes and links that were typed; returns where to go on."""
    typed = which or request.POST.get("kode", "")[:8000]
    pieces = typed.replace(",", " ").replace(";", " ").split()
    codes, _ = codes_in([code_in(piece) for piece in pieces], MOST_PRODUCTS)
    if not codes:
        messages.error(
            request, "Tidak ada kode produk di sini. Kode terdiri dari 8 huruf dan angka, atau tempel tautan."
        )
        return "#tambah"
    added, unknown = verbs.add_products(found, codes, by=request.user)
    if added:
        messages.success(request, f"{added} produk ditambahkan.")
    elif not unknown:
        messages.info(request, "Produk itu sudah ada di koleksi ini.")
    if unknown:
        messages.warning(request, f"Tidak tayang, jadi tidak ditambahkan: {', '.join(unknown)}.")
    return "#produk"


@require_POST
@GATE
def show(request: PersonRequest, code: str) -> HttpResponse:
    """Publish (`terbit`), or withdraw (`tarik`)."""
    found = _one(code)
    try:
        if request.POST.get("aksi") == "terbit":
            verbs.publish_collection(found, by=request.user)
            _, words = standing(_one(code), timezone.localdate())
            messages.success(request, f"Koleksi diterbitkan. Keadaannya hari ini: {words}.")
        else:
            verbs.withdraw_collection(found, by=request.user)
            messages.success(request, "Koleksi ditarik. Tekan “Terbitkan” untuk menayangkannya lagi.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("catalog:collection-office", args=[code]))


@require_safe
@GATE
def preview(request: PersonRequest, code: str) -> HttpResponse:
    """The page as everybody will see it."""
    found = _one(code)
    context: dict[str, Any] = {"page": CollectionPage(found), "collection": found, "preview": True}
    return render(request, "catalog/showroom/collection.html", context)
