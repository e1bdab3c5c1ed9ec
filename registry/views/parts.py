"""One page of the registration: keeps what was typed, says what to fix, leads on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html

from accounts.gates import PersonRequest
from registry import actions
from registry.access import RightNeeded
from registry.countries import abroad
from registry.duplicates.asking import notice_nik
from registry.duplicates.finding import find_of
from registry.forms import FORMS, NibForm, OwnerForm
from registry.forms_activity import ActivityForm
from registry.forms_consent import ConsentForm
from registry.forms_part import PartForm
from registry.membership import Right
from registry.models import Business
from registry.queries import activities_by_words, consents_in_force, is_claimable
from registry.views.registration import Registration, asking, draft_page
from registry.wizard import BY_SLUG, Part, after, number_of, parts_of, required_of, tasks
from review.actions import Refused

# buttons that keep what was typed and show the same page again -> where on it
STAY = {
    "choose": "#div_id_village",  # "Tampilkan desa": the villages of the chosen kecamatan
    "add": "",
    "remove": "",
    "also": "#div_id_other_activities",
    "drop": "#div_id_other_activities",
}
CONSENTS = "persetujuan"
IN_THE_LIST = "NIB ini sudah tercatat di daftar dinas. Bila itu usaha Anda, tidak perlu mendaftar lagi."
TELLING = ("pemilik", "usaha", "nib", "alamat")  # parts that say whether the business may be there already


def _form(request: PersonRequest, registration: Registration, part: Part) -> PartForm:
    """The form of a part: what was sent, else what is stored; bound, to say what is wrong, when some is not valid."""
    more: dict[str, Any] = {"more": request.GET.get("tambah", ""), "without": request.POST.get("remove", "")}
    edition, kind = registration.edition, FORMS[part.slug]
    sent = request.POST if request.method == "POST" else None
    if kind is ActivityForm:
        more["found"] = activities_by_words((sent or request.GET).get("cari", ""))
    if kind is ConsentForm:
        more = {"agreed": consents_in_force(edition.business.owner)}
    form = kind(sent, edition=edition, **more)
    if not registration.is_own:  # NIK, NPWP and consents are the owner's own
        for name in ("nik", "npwp", "forget_npwp"):
            form.fields.pop(name, None)
    if sent is None and any(field in edition.raw for field in part.fields):
        bound = kind(form.initial, edition=edition, **more)
        bound.fields = {name: field for name, field in bound.fields.items() if name in form.fields}
        return bound
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
        form.hide_secrets()
    if isinstance(form, NibForm):
        _keep_npwp(request, edition.business, form)
    if isinstance(form, ConsentForm) and form.is_valid():
        actions.answer_consents(edition.business.owner, form.answers(), by=request.user)
    done = (form.is_valid() or "skip" in request.POST) and not STAY.keys() & request.POST.keys()
    done = done and "later" not in request.POST
    values, rows = form.values(), form.row_values()
    actions.save_part(edition, part, values, form.raw(), done=done, by=request.user, rows=rows)
    if part.slug in TELLING:
        find_of(edition.business)


def _keep_npwp(request: PersonRequest, business: Business, form: NibForm) -> None:
    form.is_valid()
    typed = form.cleaned_data.get("npwp", "")
    if typed:
        actions.set_npwp(business, typed, by=request.user)
        form.hide_secrets()
    elif form.cleaned_data.get("forget_npwp"):
        actions.set_npwp(business, "", by=request.user)


@draft_page
def part(request: PersonRequest, registration: Registration, part: str) -> HttpResponse:
    """Show a part; keep it; go on to the next one, back to the list, or stay and say what to fix."""
    here = BY_SLUG[part]
    if here not in parts_of(registration.edition):
        return redirect(registration.address("register"))
    if request.method == "POST" and here.slug == CONSENTS and not registration.is_own:
        raise RightNeeded(Right.OWN)
    form = _form(request, registration, here)
    if request.method == "POST":
        try:
            _keep(request, registration, here, form)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(registration.address("register"))
        if pressed := next((name for name in STAY if name in request.POST), ""):
            return _stay(request, form, pressed)
        if "later" in request.POST or "skip" in request.POST or form.is_valid():
            return _onward(request, registration, here, form)
    return render(request, "registry/part.html", _context(request, registration, here, form))


def _stay(request: PersonRequest, form: PartForm, pressed: str) -> HttpResponse:
    """The same page with a row more or less, the villages of a kecamatan, or another further activity."""
    if isinstance(form, ActivityForm) and form.refused:
        messages.error(request, form.refused)
    value = request.POST[pressed]
    here = next((one for one in form.lists if value == one.prefix or value.startswith(f"{one.prefix}-")), None)
    if here is None:
        return redirect(f"{request.path}{STAY[pressed]}")
    more = f"?tambah={here.prefix}" if pressed == "add" else ""
    at = f"{here.prefix}-{here.count}" if pressed == "add" else here.prefix
    return redirect(f"{request.path}{more}#{at}")


def _onward(request: PersonRequest, registration: Registration, here: Part, form: PartForm) -> HttpResponse:
    """Say that it is kept, with friendly remarks about numbers, and go to the next part that is not done."""
    for words in form.hints():
        messages.warning(request, words)
    if here.slug == "nib" and is_claimable(registration.edition.nib):
        messages.warning(request, format_html('{} <a href="/klaim/">{}</a>', IN_THE_LIST, "Klaim usaha itu"))
    clock = f"{timezone.localtime():%H.%M}"
    if "later" in request.POST:
        left = "" if form.is_valid() else " Ada isian yang belum benar; ditandai saat Anda kembali."
        messages.success(request, f"Tersimpan {clock}. Anda bisa menutup halaman ini.{left}")
        return redirect(registration.address("register"))
    wrong = "skip" in request.POST and not form.is_valid()
    messages.success(request, f"{here.title}: tersimpan {clock}.{' Ada isian yang belum benar.' if wrong else ''}")
    following = after(tasks(registration.edition, registration.findings), here)
    if following is None:
        return redirect(registration.address("check"))
    return redirect(registration.address("part", part=following.slug))


def _context(request: PersonRequest, registration: Registration, here: Part, form: PartForm) -> dict[str, Any]:
    return {
        "registration": registration,
        "form": form,
        "part": here,
        "number": number_of(here, registration.edition),
        "total": len(required_of(registration.edition)),
        "moved": registration.edition.draft_notes.get("moved", ()) if here.slug == "bidang" else (),
        "tasks_address": registration.address("register"),
        "notes": [(field, note) for field, note in registration.findings.items() if field in here.fields],
        "for_owner_only": here.slug == CONSENTS and not registration.is_own,
        "words": (request.POST or request.GET).get("cari", "")[:100],
        "countries": abroad() if here.optional else (),
    } | asking(request, registration)
