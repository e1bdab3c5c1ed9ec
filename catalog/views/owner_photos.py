"""The owner's photos: the buttons of the editor, the page of one photo, its private original, the states."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.models import User
from catalog import actions
from catalog.access import edition_for
from catalog.forms.photo import PhotoForm
from catalog.models import EditionPhoto, PhotoFiles, ProductEdition
from catalog.photos import NotStored, files_of, remove_files, store_frame
from catalog.shown_photos import frame_choices, states, told, whole_of
from review.actions import Refused
from review.pictures import BadUpload
from review.private_files import private_answer

REMOVED = "removed_photo"  # in the session: the photo that "Urungkan" brings back


def press(request: HttpRequest, edition: ProductEdition, *, by: User) -> str:
    """Do what the pressed button beside a photo says; returns where to go, or "".

    Raises Refused.
    """
    rows = list(edition.shown_photos.all())
    removed = request.session.pop(REMOVED, None)
    verb, _, code = request.POST.get("photo", "")[:80].partition(":")
    before = [row.photo.code for row in rows]
    codes = _moved(before, verb, code)
    if verb == "remove" and code in codes:
        place = codes.index(code)
        codes.remove(code)
        alt = next(row.alt for row in rows if row.photo.code == code)
        request.session[REMOVED] = [edition.product.code, code, place, alt]
    if codes != before:
        actions.arrange_photos(edition, codes, by=by)
    if verb == "back" and removed and removed[:2] == [edition.product.code, code]:
        try:
            actions.put_photo_back(edition, code, removed[2], alt=removed[3], by=by)
        except Refused:
            request.session[REMOVED] = removed
            raise
    elif verb == "again" and code in codes:
        actions.make_sizes_again(edition, code, by=by)
    elif verb == "edit" and code in codes:
        return reverse("catalog:photo", args=[edition.product.code, code])
    return ""


def _moved(codes: list[str], verb: str, code: str) -> list[str]:
    if code not in codes:
        return list(codes)
    here = codes.index(code)
    there = {"first": 0, "earlier": max(0, here - 1), "later": here + 1}.get(verb, here)
    rest = [one for one in codes if one != code]
    return [*rest[:there], code, *rest[there:]]


def removed_from(request: HttpRequest, edition: ProductEdition) -> str:
    """The code of the photo that was just taken out of this draft, for the button that brings it back; else ""."""
    kept = request.session.get(REMOVED)
    if not kept or kept[0] != edition.product.code:
        return ""
    return str(kept[1])


def _row(edition: ProductEdition, code: str) -> EditionPhoto:
    row = next((row for row in edition.shown_photos.all() if row.photo.code == code), None)
    if row is None:
        raise Http404("Foto ini tidak ada di produk itu.")
    return row


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: PersonRequest, code: str, photo: str) -> HttpResponse:
    """One photo of a draft: its words and its frame."""
    edition = edition_for(request.user, code)
    row = _row(edition, photo)
    if not edition.is_draft:
        messages.info(request, "Foto bisa diubah selama produk masih draf.")
        return redirect("catalog:edit", code=code)
    files = row.photo.files or files_of(row.photo)
    form = PhotoForm(request.POST or None, initial={"alt": row.alt, "frame": files.frame})
    if request.method == "POST" and form.is_valid():
        try:
            _change(edition, row, form.cleaned_data, by=request.user)
            messages.success(request, "Foto tersimpan.")
            return redirect(f"{reverse('catalog:edit', args=[code])}#foto")
        except (Refused, NotStored, BadUpload) as no:
            form.add_error(None, str(no))
    chosen = form.cleaned_data.get("frame", files.frame) if form.is_bound and form.is_valid() else files.frame
    context: dict[str, Any] = {"edition": edition, "product": edition.product, "form": form, "photo": told(row)}
    context["choices"] = frame_choices(files, chosen) if files.pk else []
    return render(request, "catalog/owner/photo.html", context)


def _change(edition: ProductEdition, row: EditionPhoto, values: dict[str, Any], *, by: User) -> None:
    actions.describe_photo(edition, row.photo.code, values["alt"], by=by)
    files = row.photo.files
    if files is None or files.frame == values["frame"]:
        return
    known = PhotoFiles.objects.filter(
        business=files.business_id, original=files.original, frame=values["frame"]
    ).first()
    framed = known or store_frame(whole_of(files), values["frame"])
    try:
        shown = actions.frame_photo(edition, row.photo.code, framed, by=by)
    except Refused:
        if known is None:
            remove_files(framed)
        raise
    if known is None and shown.folder != framed.folder:
        remove_files(framed)


@signed_in
@require_safe
def original(request: PersonRequest, code: str, photo: str) -> FileResponse:
    """The private original, stripped and upright; for the people of the business only, kept by no cache."""
    row = _row(edition_for(request.user, code), photo)
    files = row.photo.files or files_of(row.photo)
    try:
        return private_answer(files.original)
    except OSError:
        raise Http404("Berkas ini tidak bisa dibuka sekarang.") from None


@never_cache
@signed_in
@require_safe
def photo_states(request: PersonRequest, code: str) -> JsonResponse:
    """How far the photos of the newest edition are; asked by a script while something is still made."""
    return JsonResponse({"photos": states(edition_for(request.user, code).shown_photos.all())})
