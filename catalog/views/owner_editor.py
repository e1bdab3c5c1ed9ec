"""The editor of a product's draft, and the page that buyers will see of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import signed_in
from catalog import actions
from catalog.access import edition_for
from catalog.comparison import FIELDS
from catalog.completeness import checks, score
from catalog.forms import (
    ProductForm,
    chosen_certificates,
    draft_values,
    initial_of,
    photo_files,
    row_values,
    sections_of,
    tiers,
)
from catalog.intake import take_in
from catalog.link_states import states
from catalog.models import ProductEdition
from catalog.product_page import read_draft
from catalog.queries import live_edition
from catalog.refusal.foretelling import foretell
from catalog.refusal.gathering import gather
from catalog.shown_photos import told
from catalog.views.owner_photos import press, removed_from
from catalog.views.public import short_link
from registry.countries import abroad
from registry.form_fields import tidy
from registry.membership import Right, may, words_for
from review.actions import Refused
from review.conversation import talk_of
from review.queries import rounds_of


def _page(
    request: HttpRequest,
    edition: ProductEdition,
    form: ProductForm | None,
    photo_errors: list[str] | tuple[str, ...] = (),
    *,
    more: str = "",
) -> HttpResponse:
    photos = [told(row) for row in edition.shown_photos.all()]
    rounds = list(rounds_of("catalog", edition.product.code)[:5])
    context: dict[str, Any] = {
        "edition": edition,
        "product": edition.product,
        "form": form,
        "photos": photos,
        "photo_errors": photo_errors,
        "last_round": rounds[0] if rounds else None,
        "live": live_edition(edition.product),
        "dead_links": _dead_links(edition),
        "talk": talk_of(rounds[0] if rounds else None, request.user),
    }
    if form is None:
        shown = ((field.label, field.show(edition)) for field in FIELDS if field.name != "name")
        context["told"] = [(label, words) for label, words in shown if words]
    else:
        found = checks(edition, photos=len(photos))
        foretold = foretell(gather(edition))
        context |= {
            "removed_photo": removed_from(request, edition),
            "sections": sections_of(form, more=more),
            "countries": abroad(),
            "checks": found,
            "score": score(found),
            "next_steps": sorted((one for one in found if not one.done), key=lambda one: -one.points)[:3],
            "reds": [one for one in foretold if one.is_red],
            "ambers": [one for one in foretold if not one.is_red],
        }
    return render(request, "catalog/owner/edit.html", context)


def _dead_links(edition: ProductEdition) -> list[str]:
    """A sentence for each shop link that leads nowhere."""
    links = list(edition.links.all())
    known = states([one.url for one in links])
    return [
        f"{one.get_platform_display()}: {known[one.url].words}"
        for one in links
        if one.url in known and known[one.url].kind == "dead"
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The editor. A GET changes nothing; a POST keeps what was typed right and, with `do=send`, sends it."""
    edition = edition_for(request.user, code)
    if request.method == "POST":
        return _take(request, edition)
    if not edition.is_draft:
        return _page(request, edition, None)
    more = request.GET.get("tambah", "")[:20]
    return _page(request, edition, _form(edition, None, more=more, initial=initial_of(edition)), more=more)


def _form(edition: ProductEdition, data: Any, **more: Any) -> ProductForm:
    fresh = live_edition(edition.product) is None
    return ProductForm(data, business=edition.product.business, with_price=fresh, edition=edition, **more)


def _take(request: HttpRequest, edition: ProductEdition) -> HttpResponse:
    """Keep what was sent; go on to where the pressed button leads."""
    code, data = edition.product.code, request.POST
    if data.get("do") == "send" and edition.state == "submitted":  # a second tap, or another phone was faster
        messages.info(request, "Produk ini sudah terkirim dan menunggu petugas. Tidak perlu dikirim lagi.")
        return redirect("catalog:edit", code=code)
    send = data.get("do") == "send" and may(edition.product.acting_role, Right.SEND_PRODUCTS)
    more, without = data.get("add", "")[:20], data.get("remove", "")[:30]
    form = _form(edition, data, send=send, more=more, without=without)
    fine = form.is_valid()
    try:
        onward = _keep(edition, form, request)
        photo_errors = take_in(edition, photo_files(request.FILES), by=request.user)
        if fine and send and not photo_errors:
            actions.submit(edition, by=request.user)
            messages.success(request, f"“{edition.name}” terkirim. Petugas memeriksa paling lambat tiga hari kerja.")
            return redirect("catalog:edit", code=code)
    except Refused as no:
        form.add_error(None, str(no))
        return _page(request, edition_for(request.user, code), form, more=more)
    if not fine or photo_errors:
        return _page(request, edition_for(request.user, code), form, photo_errors, more=more)
    if onward:
        return redirect(onward)
    if more or without:
        where = more or without.partition("-")[0]
        asked = f"?tambah={more}" if more in {one.prefix for one in form.lists} else ""
        return redirect(f"{reverse('catalog:edit', args=[code])}{asked}#{tidy(where)}")
    if data.get("do") == "see":
        return redirect("catalog:preview", code=code)
    later = "Anda bisa menutup halaman ini dan melanjutkan nanti."
    if data.get("do") == "send":
        later = f"Mengirim ke petugas adalah tugas {words_for(Right.SEND_PRODUCTS)} usaha."
    messages.success(request, f"Draf tersimpan. {later}")
    return redirect(f"{reverse('catalog:edit', args=[code])}{_where(request)}")


def _keep(edition: ProductEdition, form: ProductForm, request: HttpRequest) -> str:
    """Save all that was typed right, what stands beside the plate, and what was done to photos; returns where to go."""
    actions.save_draft(
        edition,
        draft_values(form),
        by=request.user,
        certificates=chosen_certificates(form),
        rows=row_values(form),
    )
    product = edition.product
    price, steps = form.cleaned_data.get("price") or product.price_before_vat, tiers(form)
    if price and "price" in form.fields:
        offers = {row.key: (row.price_before_vat, row.stock) for row in product.variant_offers.all()}
        kept = [(row.minimum, row.price_before_vat) for row in product.price_tiers.all()] if steps is None else steps
        offer = actions.Offer(price, product.availability, product.stock, kept, offers)
        actions.set_offer(product, offer, by=request.user)
    elif steps:
        raise Refused("Isi harga satuan dulu, baru harga bertingkat.")
    return press(request, edition, by=request.user)


def _where(request: HttpRequest) -> str:
    """Back to the photos when photos were what changed; to the questions when a category was looked up."""
    if request.POST.get("do") == "questions":
        return "#spesifikasi"
    return "#foto" if request.POST.get("photo") or request.FILES else ""


@require_safe
@signed_in
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The public page of the newest edition, as buyers will see it; for the people of the business only."""
    edition = edition_for(request.user, code)
    page = read_draft(edition)
    if page is None:
        messages.info(request, "Isi nama dan kategori produk, dan desa di data usaha, supaya pratinjau bisa dibuat.")
        return redirect("catalog:edit", code=code)
    context = {"page": page, "edition": page.edition, "link": short_link(code), "preview": True}
    response = render(request, "catalog/owner/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
