"""The officer's pages about registrations she types for owners."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.contacts import Contact
from accounts.gates import PersonRequest, has_permission
from accounts.messages import NotSent
from accounts.once import once
from audit.queries import history_of
from fieldwork.access import assistance_for
from fieldwork.actions import assistance as actions
from fieldwork.filters import AssistanceFilter
from fieldwork.forms.assistance import CounterForm, LinkForm, StartForm
from fieldwork.models import Assistance
from fieldwork.photos import LARGE, read_photo, remove_photo, store_photo
from fieldwork.queries import assistances_of, visits_to
from registry.assisting import typists
from registry.comparison import FIELDS, phone_words
from registry.consents import notice
from registry.queries import last_round
from review.actions import Refused
from review.paging import pages_of
from review.pictures import Picture
from review.private_files import private_answer
from review.purposes import PurposeForm

ON_A_PAGE = 25


@require_safe
@has_permission(actions.ASSIST)
def registrations(request: PersonRequest) -> HttpResponse:
    """What she began for owners, and how far it is."""
    everything = assistances_of(request.user)
    found = AssistanceFilter(request.GET, queryset=everything)
    chosen = found.chosen
    pages = pages_of(found.qs, everything, ON_A_PAGE, is_narrowed=bool(chosen))
    context = {"filter": found, "chosen": chosen, "page": pages.get_page(request.GET.get("halaman"))}
    return render(request, "fieldwork/registrations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(actions.ASSIST)
def start(request: PersonRequest) -> HttpResponse:
    """Begin for an owner: who she is, and how she agreed; then the parts of the registration."""
    form = StartForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["consent_photo"]
            sheet = read_photo(file) if file else None  # before the transaction: reading a photo takes its time
            return redirect(once(request, "fieldwork.start", lambda: _start(request, form, sheet)))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "notice": notice(settings.OFFICE_NAME)}
    return render(request, "fieldwork/start.html", context)


def _start(request: PersonRequest, form: StartForm, sheet: Picture | None) -> str:
    names = ("owner_name", "owner_phone", "consent_how", "consent_witness")
    told = {name: form.cleaned_data[name] for name in names}
    folder = store_photo(sheet, "persetujuan") if sheet else ""
    try:
        made = actions.start(**told, consent_photo=folder, by=request.user)
    except Refused:
        remove_photo(folder)
        raise
    return reverse("registry:register", kwargs={"code": made.business.code})


def _context(request: PersonRequest, assistance: Assistance) -> dict[str, Any]:
    business = assistance.business
    edition = business.editions.select_related("business__owner", "village__parent", "activity", "submission")
    newest = edition.order_by("-number").first()
    hands = typists(business)
    mine = business.assisted_by_id == request.user.pk or request.user.has_perm("registry.suspend_business")
    has_account = business.owner.user_id is not None
    return {
        "assistance": assistance,
        "business": business,
        "edition": newest,
        "rows": [(one.label, words) for one in FIELDS if newest and (words := one.show(newest))],
        "last": last_round(business),
        "visits": visits_to(business),
        "diary": history_of(business, 20),
        "phone": phone_words(assistance.owner_phone),
        "may_fill": business.awaits_owner and mine,
        "may_link": not has_account,
        "may_confirm": business.awaits_owner and request.user.pk not in hands,
        "link_form": LinkForm(initial={"phone": phone_words(assistance.owner_phone)}),
        "counter_form": CounterForm(),
        "purpose_form": PurposeForm(),
    }


@require_safe
@has_permission(actions.ASSIST)
def one(request: PersonRequest, code: str) -> HttpResponse:
    """One registration: who typed, who confirmed, and what to do next."""
    assistance = assistance_for(request.user, code)
    return render(request, "fieldwork/registration.html", _context(request, assistance))


@require_POST
@has_permission(actions.ASSIST)
def link(request: PersonRequest, code: str) -> HttpResponse:
    """Send the owner her link, to the phone that was typed."""
    assistance, form = assistance_for(request.user, code), LinkForm(request.POST)
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            actions.send_link(assistance, phone=phone, by=request.user)
            messages.success(request, f"Tautan konfirmasi dikirim ke {Contact('phone', phone).words}.")
            return redirect("fieldwork:registration", code=code)
        except (Refused, NotSent) as refused:
            form.add_error("phone", str(refused))
    context = _context(request, assistance) | {"link_form": form, "form": form}
    return render(request, "fieldwork/registration.html", context)


@require_POST
@has_permission(actions.ASSIST)
def counter(request: PersonRequest, code: str) -> HttpResponse:
    """Another officer writes that the owner came and agreed."""
    assistance, form = assistance_for(request.user, code), CounterForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_at_counter(assistance, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "Konfirmasi pemilik di loket dicatat atas nama Anda.")
            return redirect("fieldwork:registration", code=code)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = _context(request, assistance) | {"counter_form": form, "form": form}
    return render(request, "fieldwork/registration.html", context)


@require_POST
@has_permission(actions.ASSIST)
def consent(request: PersonRequest, code: str) -> HttpResponseBase:
    """The photo of the signed sheet, in the answer to the reason for opening it; each look is a line of the diary."""
    assistance, form = assistance_for(request.user, code), PurposeForm(request.POST)
    if not assistance.consent_photo:
        raise Http404
    if not form.is_valid():
        messages.error(request, form.first_error())
        return redirect("fieldwork:registration", code)
    actions.look_at_consent(assistance, by=request.user, **form.why())
    return private_answer(f"{assistance.consent_photo}/{LARGE}")
