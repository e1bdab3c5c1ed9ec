"""What is published at once: price, prices for many, variants, availability; and the way into Katalog V6."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gates import PersonRequest, has_permission, signed_in
from catalog import actions
from catalog.access import edition_for, product_for
from catalog.forms import PriceForm
from catalog.forms.inaproc import InaprocForm
from catalog.inaproc import MOVES, STEPS, State, readiness, sheet
from catalog.link_states import states
from catalog.models import InaprocListing, Product, ProductEdition
from catalog.queries import ancestors_of, price_history, whole
from catalog.refusal.gathering import business_of, gather
from registry.membership import Right, may
from review.actions import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def price(request: HttpRequest, code: str) -> HttpResponse:
    """The offer of a product; published at once, in one act."""
    product, edition = product_for(request.user, code), edition_for(request.user, code)
    variants, more = list(edition.variants.all()), request.POST.get("add", "")[:20]
    data = request.POST if request.method == "POST" else None
    form = PriceForm(data, product=product, variants=variants, more=more, without=request.POST.get("remove", "")[:30])
    only_rows = bool(more or request.POST.get("remove"))
    if data is not None and form.is_valid() and not only_rows:
        try:
            actions.set_offer(product, form.offer(), by=request.user)
            messages.success(request, "Harga dan ketersediaan sudah diperbarui.")
            return redirect("catalog:mine")
        except Refused as no:
            form.add_error(None, str(no))
    context = {
        "form": form,
        "silent": only_rows,
        "product": product,
        "edition": edition,
        "history": price_history(product, 10),
    }
    return render(request, "catalog/owner/price.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def inaproc(request: HttpRequest, code: str) -> HttpResponse:
    """How far the product is in Katalog V6, for its owner."""
    edition = edition_for(request.user, code)
    if request.method == "POST":
        product_for(request.user, code, Right.SEND_PRODUCTS)
    may_move = may(edition.product.acting_role, Right.SEND_PRODUCTS)
    return _inaproc(request, edition, may_move, "catalog/owner/inaproc.html", reverse("catalog:inaproc", args=[code]))


@has_permission("catalog.decide_product")
@require_http_methods(["GET", "POST"])
def inaproc_office(request: PersonRequest, code: str) -> HttpResponse:
    """The same for an officer, who may have looked there."""
    product = get_object_or_404(Product, code=code)
    editions = whole(ProductEdition.objects.filter(product=product, submission__isnull=False))
    edition = editions.order_by("-is_live", "-number").first()
    if edition is None:
        raise Http404
    return _inaproc(
        request, edition, True, "catalog/office_inaproc.html", reverse("catalog:inaproc-office", args=[code])
    )


def _inaproc(
    request: HttpRequest, edition: ProductEdition, may_move: bool, template: str, address: str
) -> HttpResponse:
    product = edition.product
    listing = InaprocListing.objects.select_related("changed_by", "seen_by").filter(product=product).first()
    now = listing.state if listing else State.NONE
    form = InaprocForm(request.POST if request.method == "POST" else None, url=listing.url if listing else "")
    if request.method == "POST" and may_move and (answer := _move(request, product, form, address)):
        return answer
    ancestors = ancestors_of(edition.category)
    business = business_of(product)
    demands = readiness(gather(edition, business), levels=len(ancestors))
    context: dict[str, Any] = {
        "edition": edition,
        "product": product,
        "listing": listing,
        "link_state": states([listing.url]).get(listing.url) if listing else None,
        "now": STEPS[now],
        "form": form,
        "may_move": may_move,
        "steps": [{"state": state, "words": STEPS[state]} for state in MOVES[now]],
        "demands": demands,
        "lacking": [one for one in demands if one.must and not one.done],
        "pairs": sheet(edition, business, ancestors),
    }
    return render(request, template, context)


def _move(request: HttpRequest, product: Product, form: InaprocForm, address: str) -> HttpResponse | None:
    """Take the step; None when it was refused, with the reason in the form."""
    try:
        if request.POST.get("do") == "seen":
            actions.saw_inaproc(product, by=request.user)
            messages.success(request, "Tercatat: produk ini masih tayang di Katalog V6 hari ini.")
            return redirect(address)
        if not form.is_valid():
            return None
        values = form.cleaned_data
        actions.move_inaproc(
            product, values["state"], by=request.user, reason=values["reason"], url=values["url"] or ""
        )
    except Refused as no:
        fields: dict[str, str] = {State.LIVE: "url", State.REFUSED: "reason"}
        field = fields.get(request.POST.get("state", ""))
        form.is_valid()
        form.add_error(field, str(no))
        return None
    messages.success(request, "Keadaan di Katalog V6 sudah dicatat.")
    return redirect(address)
