"""Pages of visits: the list, the form without scripts, reading one, its photos, and what it is used for."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission, signed_in
from fieldwork.access import business_to_visit, draft_visit_for, photo_for, visit_for
from fieldwork.actions import visits as actions
from fieldwork.filters import VisitFilter
from fieldwork.forms.visits import MatchForm, VisitInput, photo_files
from fieldwork.intake import take_in
from fieldwork.models import Visit, VisitPhoto
from fieldwork.photos import LARGE, SMALL, remove_photo
from fieldwork.queries import draft_to_feed, visits_of, visits_seen_by_owner
from registry.comparison import FIELDS
from registry.models import BusinessEdition
from review.actions import Refused
from review.paging import pages_of
from review.private_files import private_answer

ON_A_PAGE = 25
LABELS = {field.name: field.label for field in FIELDS}


@require_safe
@has_permission(actions.RECORD)
def visits(request: PersonRequest) -> HttpResponse:
    """Her visits (for those who see all: everybody's), and what still waits on this phone."""
    everything = visits_of(request.user).order_by("-visited_at", "-pk")
    found = VisitFilter(request.GET, queryset=everything)
    chosen, whole = found.chosen, everything.prefetch_related("photos")
    pages = pages_of(found.qs, whole, ON_A_PAGE, is_narrowed=bool(chosen))
    context = {"filter": found, "chosen": chosen, "page": pages.get_page(request.GET.get("halaman"))}
    return render(request, "fieldwork/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(actions.RECORD)
def new(request: PersonRequest) -> HttpResponse:
    """The form of a visit. With scripts the phone keeps and sends it; without, this is an ordinary form."""
    if request.method == "POST":
        return _keep(request, None)
    code = request.GET.get("usaha", "")[:16]
    start = {"business": code} if code.isascii() and code.isalnum() else {}
    return _page(request, VisitInput(start=start), None, [])


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(actions.RECORD)
def change(request: PersonRequest, code: str) -> HttpResponse:
    """The same form for a draft that the portal keeps."""
    visit = draft_visit_for(request.user, code)
    if not visit.is_draft:
        return redirect("fieldwork:visit", code=code)
    return _keep(request, visit) if request.method == "POST" else _page(request, VisitInput(visit=visit), visit, [])


def _page(request: PersonRequest, given: VisitInput, visit: Visit | None, photo_errors: list[str]) -> HttpResponse:
    context = {
        "given": given,
        "form": given.forms,
        "visit": visit,
        "photos": list(visit.photos.all()) if visit else [],
        "photo_kinds": VisitPhoto.Kind.choices,
        "photo_errors": photo_errors,
        "most_photos": actions.MOST_PHOTOS,
    }
    return render(request, "fieldwork/visit_form.html", context)


def _keep(request: PersonRequest, visit: Visit | None) -> HttpResponse:
    """Keep what was typed right, take the photos in, and send when that was pressed."""
    send = request.POST.get("do") == "send"
    given = VisitInput(request.POST, visit=visit, send=send)
    if not given.is_valid():
        return _page(request, given, visit, [])
    key = visit.client_key if visit else given.form.cleaned_data["client_key"]
    try:
        kept = actions.keep(key, given.form.values(), *given.rows(), by=request.user)
        if kept.is_draft:
            for folder in actions.drop_photos(kept, request.POST.getlist("drop")[:40], by=request.user):
                remove_photo(folder)
        refused = take_in(kept, photo_files(request.FILES), by=request.user) if kept.is_draft else []
        if refused:
            return _page(request, VisitInput(visit=kept), kept, refused)
        if send:
            actions.send(kept, by=request.user)
    except Refused as no:
        given.form.add_error(None, str(no))
        return _page(request, given, visit, [])
    messages.success(request, "Kunjungan terkirim." if send else "Draf kunjungan tersimpan. Kirim bila sudah lengkap.")
    return redirect("fieldwork:visit" if send else "fieldwork:change-visit", code=kept.code)


@require_safe
@has_permission(actions.RECORD)
def one(request: PersonRequest, code: str) -> HttpResponse:
    """One visit as it was sent."""
    visit = visit_for(request.user, code)
    if visit.is_draft:
        return redirect("fieldwork:change-visit", code=code)
    return render(request, "fieldwork/visit.html", _context(request, visit))


def _context(request: PersonRequest, visit: Visit) -> dict[str, Any]:
    draft = draft_to_feed(visit.business) if visit.business else None
    mine = (
        visit.officer_id == request.user.pk and draft is not None and draft.business.assisted_by_id == request.user.pk
    )
    return {
        "visit": visit,
        "photos": visit.photos.all(),
        "machines": visit.machines.all(),
        "materials": visit.materials.all(),
        "match_form": MatchForm(),
        "feeds": _changes(visit, draft) if mine and draft else [],
        "draft": draft if mine else None,
    }


def _changes(visit: Visit, draft: BusinessEdition) -> list[tuple[str, str, str]]:
    """(label, what the draft says, what the visit says) of each field the visit would change."""
    fed = actions.fed_by(visit, draft)
    return [(LABELS[name], str(getattr(draft, name) or ""), str(value)) for name, value in fed.items()]


@require_POST
@has_permission(actions.RECORD)
def match(request: PersonRequest, code: str) -> HttpResponse:
    """Say which business it was about."""
    visit, form = visit_for(request.user, code), MatchForm(request.POST)
    if form.is_valid():
        try:
            typed = form.cleaned_data["business"].lower()
            actions.match(visit, business_to_visit(request.user, typed), by=request.user)
            messages.success(request, "Kunjungan dihubungkan dengan usaha itu.")
            return redirect("fieldwork:visit", code=code)
        except Http404:
            form.add_error("business", "Kode usaha ini tidak dikenal. Salin dari halaman usahanya.")
        except Refused as refused:
            form.add_error(None, str(refused))
    context = _context(request, visit) | {"match_form": form, "form": form}
    return render(request, "fieldwork/visit.html", context)


@require_POST
@has_permission(actions.RECORD)
def feed(request: PersonRequest, code: str) -> HttpResponse:
    """Copy what was seen into the registration she types for the owner."""
    visit = visit_for(request.user, code)
    try:
        edition = actions.feed(visit, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("fieldwork:visit", code=code)
    messages.success(request, "Hasil kunjungan disalin ke isian. Periksa lagi sebelum dikirim.")
    return redirect("registry:register", code=edition.business.code)


@require_POST
@has_permission(actions.RECORD)
def discard(request: PersonRequest, code: str) -> HttpResponse:
    """Throw away a draft that the portal keeps."""
    try:
        for folder in actions.discard(draft_visit_for(request.user, code), by=request.user):
            remove_photo(folder)
        messages.success(request, "Draf kunjungan dibuang.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("fieldwork:visits")


@require_safe
@has_permission(actions.RECORD)
def photo(request: PersonRequest, code: str, photo: str) -> FileResponse:
    """A photo of a visit, large; for those who may read the visit."""
    return private_answer(f"{photo_for(request.user, code, photo).folder}/{LARGE}")


@require_safe
@has_permission(actions.RECORD)
def thumbnail(request: PersonRequest, code: str, photo: str) -> FileResponse:
    """The same, small."""
    return private_answer(f"{photo_for(request.user, code, photo).folder}/{SMALL}", "image/webp")


@require_safe
@signed_in
def seen_by_owner(request: PersonRequest) -> HttpResponse:
    """When officers visited her businesses, who and why."""
    page = Paginator(visits_seen_by_owner(request.user), ON_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "fieldwork/seen_by_owner.html", {"page": page})
