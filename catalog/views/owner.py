"""The owner's products: list, editor, price, and the way to the reviewer and back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.gates import signed_in
from accounts.once import once
from catalog import actions
from catalog.access import edition_for, product_for
from catalog.completeness import checks
from catalog.forms import PriceForm, ProductForm, initial_of, photo_files
from catalog.intake import take_in
from catalog.models import ProductEdition
from catalog.photos import addresses
from catalog.queries import live_edition, newest_editions, price_history
from registry.membership import Right, may, words_for
from registry.queries import businesses_of, newest_names, registered_without_nib
from review.actions import Refused
from review.conversation import talk_of
from review.queries import rounds_of


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


def _page(
    request: HttpRequest, edition: ProductEdition, form: ProductForm | None, photo_errors: list[str]
) -> HttpResponse:
    photos = [{"code": row.photo.code, **addresses(row.photo)} for row in edition.shown_photos.all()]
    rounds = list(rounds_of("catalog", edition.product.code)[:5])
    live = live_edition(edition.product)
    return render(
        request,
        "catalog/owner/edit.html",
        {
            "edition": edition,
            "product": edition.product,
            "form": form,
            "photos": photos,
            "photo_errors": photo_errors,
            "last_round": rounds[0] if rounds else None,
            "live": live,
            "talk": talk_of(rounds[0] if rounds else None, request.user),
            "checks": checks(edition, photos=len(photos)),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The editor. A GET changes nothing; a POST keeps what was typed right and, with `do=send`, sends it."""
    edition = edition_for(request.user, code)
    business, fresh = edition.product.business, live_edition(edition.product) is None
    if request.method == "GET":
        form = (
            ProductForm(initial=initial_of(edition), business=business, with_price=fresh) if edition.is_draft else None
        )
        return _page(request, edition, form, [])
    send = request.POST.get("do") == "send" and may(edition.product.acting_role, Right.SEND_PRODUCTS)
    form = ProductForm(request.POST, business=business, with_price=fresh, send=send)
    fine = form.is_valid()
    try:
        _keep(edition, form, request)
        photo_errors = take_in(edition, photo_files(request.FILES), by=request.user)
        if fine and send and not photo_errors:
            actions.submit(edition, by=request.user)
            messages.success(request, f"“{edition.name}” terkirim. Petugas memeriksa paling lambat tiga hari kerja.")
            return redirect("catalog:edit", code=code)
    except Refused as no:
        form.add_error(None, str(no))
        return _page(request, edition_for(request.user, code), form, [])
    if fine and not photo_errors:
        later = "Anda bisa menutup halaman ini dan melanjutkan nanti."
        if request.POST.get("do") == "send" and not send:
            later = f"Mengirim ke petugas adalah tugas {words_for(Right.SEND_PRODUCTS)} usaha."
        messages.success(request, f"Draf tersimpan. {later}")
        return redirect(f"{reverse('catalog:edit', args=[code])}{_where(request)}")
    return _page(request, edition_for(request.user, code), form, photo_errors)


def _keep(edition: ProductEdition, form: ProductForm, request: HttpRequest) -> None:
    """Save all that was typed right, the price, and the photos' order."""
    actions.save_draft(edition, form.draft_values(), by=request.user, certificates=form.chosen_certificates())
    price = form.cleaned_data.get("price")
    if price:
        actions.set_price(edition.product, price, by=request.user)
    verb, _, photo = request.POST.get("photo", "").partition(":")
    codes = [row.photo.code for row in edition.shown_photos.all()]
    if photo in codes:
        rest = [code for code in codes if code != photo]
        actions.arrange_photos(edition, [photo, *rest] if verb == "first" else rest, by=request.user)


def _where(request: HttpRequest) -> str:
    """Back to the photos when photos were what changed."""
    return "#foto" if request.POST.get("photo") or request.FILES else ""


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
@require_http_methods(["GET", "POST"])
def price(request: HttpRequest, code: str) -> HttpResponse:
    """Price, availability and stock of a product; published at once."""
    product = product_for(request.user, code)
    now = {"price": product.price_before_vat, "availability": product.availability, "stock": product.stock}
    form = PriceForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.set_price_and_availability(
            product, values["price"], values["availability"], values["stock"], by=request.user
        )
        messages.success(request, "Harga dan ketersediaan sudah diperbarui.")
        return redirect("catalog:mine")
    edition = edition_for(request.user, code)
    return render(
        request,
        "catalog/owner/price.html",
        {"form": form, "product": product, "edition": edition, "history": price_history(product, 10)},
    )


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
