"""The owner's products: the list, a new one, a copy, back to the draft, off display and on again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.gates import signed_in
from accounts.once import once
from catalog import actions
from catalog.access import edition_for, product_for
from catalog.photos import addresses
from catalog.queries import newest_editions
from registry.membership import Right, may
from registry.queries import businesses_of, newest_names, registered_without_nib
from review.actions import Refused


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All her products with state and price."""
    businesses = list(newest_names(businesses_of(request.user)))
    chosen = next((one for one in businesses if one.code == request.GET.get("usaha")), None)
    editions = list(newest_editions(request.user, chosen.code if chosen else ""))
    names = {one.pk: one.newest_name for one in businesses} if len(businesses) > 1 else {}
    for edition in editions:
        edition.of = names.get(edition.product.business_id, "")
        first = next(iter(edition.shown_photos.all()), None)
        edition.picture = addresses(first.photo) if first else None
    context = {
        "editions": editions,
        "businesses": businesses,
        "chosen": chosen.code if chosen else "",
        "without_nib": registered_without_nib(request.user),
        "fillable": [one for one in businesses if may(one.acting_role, Right.EDIT_PRODUCTS)],
    }
    return render(request, "catalog/owner/list.html", context)


@signed_in
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a product of one of her businesses; a double tap begins one."""
    business = get_object_or_404(
        businesses_of(request.user, Right.EDIT_PRODUCTS), code=request.POST.get("business", "")[:16].replace("\0", "")
    )

    def begin() -> str:
        edition = actions.start_product(business, by=request.user)
        return reverse("catalog:edit", args=[edition.product.code])

    try:
        return redirect(once(request, "product.new", begin))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("catalog:mine")


@signed_in
@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Open a draft of a product that was decided or is on display."""
    actions.open_draft(product_for(request.user, code), by=request.user)
    return redirect("catalog:edit", code=code)


@signed_in
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Pull back what waits, to change it."""
    try:
        actions.withdraw(edition_for(request.user, code, Right.SEND_PRODUCTS), by=request.user)
        messages.success(request, "Pengajuan dibatalkan. Silakan ubah, lalu kirim lagi.")
    except Refused as no:
        messages.error(request, str(no))
    return redirect("catalog:edit", code=code)


@signed_in
@require_POST
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a product from another one of the same business; a double tap begins one."""
    source = edition_for(request.user, code)

    def act() -> str:
        return reverse("catalog:edit", args=[actions.copy_product(source, by=request.user).product.code])

    try:
        address = once(request, "product.copy", act)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("catalog:edit", code=code)
    messages.success(
        request, "Salinan siap. Ganti nama dan yang berbeda, lalu isi harganya; barcode tidak ikut disalin."
    )
    return redirect(address)


@signed_in
@require_http_methods(["GET", "POST"])
def unpublish(request: HttpRequest, code: str) -> HttpResponse:
    """Take a product off display after a question, or show it again."""
    product = product_for(request.user, code, Right.SEND_PRODUCTS)
    if request.method == "POST":
        if request.POST.get("do") == "publish":
            actions.publish_again(product, by=request.user)
            messages.success(request, "Produk tayang lagi.")
        else:
            actions.unpublish(product, by=request.user)
            messages.success(request, "Produk tidak tayang lagi. Anda bisa menayangkannya kapan saja.")
        return redirect("catalog:mine")
    return render(
        request, "catalog/owner/unpublish.html", {"product": product, "edition": edition_for(request.user, code)}
    )
