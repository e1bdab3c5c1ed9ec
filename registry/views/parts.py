"""One page of the registration: keeps what was typed, says what to fix, leads on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.gates import PersonRequest
from registry import actions
from registry.duplicates.asking import notice_nik
from registry.duplicates.finding import find_of
from registry.forms import FORMS, ActivityForm, OwnerForm
from registry.forms_consent import ConsentForm
from registry.forms_part import PartForm
from registry.queries import activities_by_words, consents_in_force
from registry.views.registration import Registration, asking, draft_page
from registry.wizard import BY_SLUG, PARTS, Part, after, tasks
from review.actions import Refused

TELLING = ("pemilik", "usaha", "nib", "alamat")  # parts that say whether the business may be there already


def _form(request: PersonRequest, registration: Registration, part: Part) -> PartForm:
    """The form of a part: what was sent, else what is stored; bound, to say what is wrong, when some is not valid."""
    more: dict[str, Any] = {}
    edition, kind = registration.edition, FORMS[part.slug]
    sent = request.POST if request.method == "POST" else None
    if kind is ActivityForm:
        more["found"] = activities_by_words((sent or request.GET).get("cari", ""))
    if kind is ConsentForm:
        more["agreed"] = consents_in_force(edition.business.owner)
    form = kind(sent, edition=edition, **more)
    if sent is None and any(field in edition.raw for field in part.fields):
        return kind(form.initial, edition=edition, **more)
    return form


def _keep(request: PersonRequest, registration: Registration, part: Part, form: PartForm) -> None:
    """Store all that is valid, and the text that is not yet. A refused NIK becomes an error at its field."""
    edition = registration.edition
    if isinstance(form, OwnerForm) and form.values() and form.cleaned_data.get("nik"):
        nik = form.cleaned_data["nik"]
        try:
            actions.set_identity(edition.business.owner, nik=nik, by=request.user)
        except Refused as refused:
            form.add_error("nik", str(refused))
            notice_nik(edition, nik)
        form.never_show_nik()
    if isinstance(form, ConsentForm) and form.is_valid():
        actions.answer_consents(edition.business.owner, form.answers(), by=request.user)
    done = form.is_valid() and "later" not in request.POST and "choose" not in request.POST
    actions.save_part(edition, part, form.values(), form.raw(), done=done, by=request.user)
    if part.slug in TELLING:
        find_of(edition.business)


@draft_page
def part(request: PersonRequest, registration: Registration, part: str) -> HttpResponse:
    """Show a part; keep it; go on to the next one, back to the list, or stay and say what to fix."""
    here = BY_SLUG[part]
    form = _form(request, registration, here)
    if request.method == "POST":
        try:
            _keep(request, registration, here, form)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(registration.address("register"))
        if "choose" in request.POST:  # "Tampilkan desa": the same page with the villages of the chosen kecamatan
            return redirect(f"{request.path}#div_id_village")
        if "later" in request.POST or form.is_valid():
            return _onward(request, registration, here, form)
    return render(request, "registry/part.html", _context(request, registration, here, form))


def _onward(request: PersonRequest, registration: Registration, here: Part, form: PartForm) -> HttpResponse:
    """Say that it is kept, with friendly remarks about numbers, and go to the next part that is not done."""
    for words in form.hints():
        messages.warning(request, words)
    clock = f"{timezone.localtime():%H.%M}"
    if "later" in request.POST:
        left = "" if form.is_valid() else " Ada isian yang belum benar; ditandai saat Anda kembali."
        messages.success(request, f"Tersimpan {clock}. Anda bisa menutup halaman ini.{left}")
        return redirect(registration.address("register"))
    messages.success(request, f"{here.title}: tersimpan {clock}.")
    following = after(tasks(registration.edition, registration.findings), here)
    if following is None:
        return redirect(registration.address("check"))
    return redirect(registration.address("part", part=following.slug))


def _context(request: PersonRequest, registration: Registration, here: Part, form: PartForm) -> dict[str, Any]:
    return {
        "registration": registration,
        "form": form,
        "part": here,
        "number": PARTS.index(here) + 1,
        "total": len(PARTS),
        "tasks_address": registration.address("register"),
        "notes": [(field, note) for field, note in registration.findings.items() if field in here.fields],
        "words": (request.POST or request.GET).get("cari", "")[:100],
        "body": f"registry/parts/{here.slug}.html" if here.slug in ("bidang", "nib", "alamat") else "",
    } | asking(request, registration)
