"""What a phone asks while it sends visits it kept: a fresh token, the visit, its photos one by one, the end.

And what lets the form open without a signal: the shell (no private data in it) and the worker that keeps it.
"""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from fieldwork.actions import visits as actions
from fieldwork.forms.visits import FinishForm, PhotoForm, VisitInput
from fieldwork.intake import take_one
from fieldwork.models import Visit, VisitPhoto
from fieldwork.queries import visit_of_key
from review.actions import Refused

# all that the shell shows; nothing else is ever kept on the phone by the worker
FILES = (
    "css/site.css",
    "fonts/plus-jakarta-sans.woff2",
    "img/icons.svg",
    "img/logo.svg",
    "js/theme.js",
    "js/portal.js",
    "js/photo.js",
    "js/visit-store.js",
    "js/visit-send.js",
    "js/visit.js",
)


@require_safe
@has_permission(actions.RECORD)
def token(request: PersonRequest) -> JsonResponse:
    """A fresh CSRF token and whose session this is, so that nothing is sent in another's name."""
    return JsonResponse({"csrf": get_token(request), "user": request.user.code})


def _wrong(*words: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"words": list(words)}, status=status)


def _stored(visit: Visit) -> JsonResponse:
    return JsonResponse(
        {
            "state": visit.state,
            "address": reverse("fieldwork:visit", args=[visit.code]),
            "photos": [str(key) for key in visit.photos.values_list("client_key", flat=True)],
        }
    )


@require_POST
@has_permission(actions.RECORD)
def keep(request: PersonRequest) -> JsonResponse:
    """Keep the visit as a draft; answers which of its photos are here already."""
    given = VisitInput(request.POST, send=True)
    if not given.is_valid():
        return _wrong(*given.words())
    try:
        key = given.form.cleaned_data["client_key"]
        return _stored(actions.keep(key, given.form.values(), *given.rows(), by=request.user))
    except Refused as refused:
        return _wrong(str(refused))


@require_POST
@has_permission(actions.RECORD)
def photo(request: PersonRequest) -> JsonResponse:
    """Keep one photo; the same one again is no second one."""
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(*(str(words) for errors in form.errors.values() for words in errors))
    visit = visit_of_key(request.user, form.cleaned_data["visit"])
    if visit is None:
        return _wrong("Kunjungan foto ini belum sampai. Kirim lagi.", status=404)
    told = form.cleaned_data
    try:
        take_one(visit, told["kind"], told["photo"], told["key"], by=request.user)
    except Refused as refused:
        return _wrong(str(refused))
    return _stored(visit)


@require_POST
@has_permission(actions.RECORD)
def finish(request: PersonRequest) -> JsonResponse:
    """All photos are here: from now on the visit counts and never changes."""
    form = FinishForm(request.POST)
    visit = visit_of_key(request.user, form.cleaned_data["visit"]) if form.is_valid() else None
    if visit is None:
        return _wrong("Kunjungan ini belum sampai. Kirim lagi.", status=404)
    try:
        return _stored(actions.send(visit, by=request.user, photos=form.cleaned_data["photos"]))
    except Refused as refused:
        return _wrong(str(refused))


@require_safe
@has_permission(actions.RECORD)
def shell(request: PersonRequest) -> HttpResponse:
    """The form as the phone keeps it: the same for everybody, with no name, no token and nothing that was typed."""
    given = VisitInput()
    given.form.initial = {}
    context = {"given": given, "photo_kinds": VisitPhoto.Kind.choices, "most_photos": actions.MOST_PHOTOS}
    return render(request, "fieldwork/offline.html", context)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; from this address it sees the pages of visits only. It names the files it may keep."""
    source = (settings.BASE_DIR / "static/js/visit-worker.js").read_text(encoding="utf-8")
    files = [static(name) for name in FILES]
    shell = {
        "page": reverse("fieldwork:shell"),
        "pages": [reverse("fieldwork:visits"), reverse("fieldwork:new-visit")],
        "files": files,
        "stamp": hashlib.sha256(repr((files, source)).encode()).hexdigest()[:16],
    }
    body = f"self.SHELL = {json.dumps(shell)};\n{source}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
