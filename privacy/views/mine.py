"""/pusat-usaha/data-pribadi/: what is held about her, what is public, who looked, and a copy to take home."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, signed_in
from claims.queries import claims_of
from privacy import mine
from privacy.access import has_something, own_record, own_record_or_none
from privacy.inventory import CLASSES
from privacy.looks import looks_at
from privacy.own_copy import take_copy
from privacy.own_tables import as_zip
from privacy.queries import last_stopped, named_memberships, requests_of, waiting_erasure
from registry.actions import set_consent
from registry.closing import may_reopen
from registry.consents import OPTIONAL
from registry.models import Business
from registry.queries import consents_given, owner_of


@signed_in
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Everything on one page; who never began a registration is led there."""
    if owner_of(request.user) is None:
        return _of_a_member(request)
    owner = own_record(request.user)
    given = list(consents_given(owner))
    in_force = {one.purpose for one in given if one.withdrawn_at is None}
    businesses = list(Business.objects.filter(owner=owner).select_related("owner").order_by("created_at"))
    context = {
        "owner": owner,
        "account": mine.account_items(owner),
        "held": mine.held_businesses(owner),
        "classes": CLASSES,
        "showings": mine.showings(owner, in_force),
        "consents": mine.consent_rows(given),
        "looks": looks_at(owner),
        "requests": requests_of(owner)[:5],
        "erasure": waiting_erasure(owner),
        "stopped": last_stopped(owner),
        "reopenable": {one.code for one in businesses if may_reopen(one, request.user)},
    }
    return render(request, "privacy/mine.html", context)


def _of_a_member(request: PersonRequest) -> HttpResponse:
    """For somebody who owns nothing herself; who has nothing here at all is led to the registration."""
    if not has_something(request.user):
        return redirect("registry:register")
    context = {"memberships": named_memberships(request.user), "claims": claims_of(request.user)}
    return render(request, "privacy/mine_member.html", context)


@signed_in
@require_POST
def withdraw_consent(request: PersonRequest, purpose: str) -> HttpResponse:
    """One tap: what this consent showed is hidden at once."""
    owner = own_record(request.user)
    text = next((one for one in OPTIONAL if one.purpose == purpose), None)
    if text is None:
        raise Http404
    set_consent(owner, purpose, False, version=text.version, by=request.user)
    messages.success(request, "Izin ditarik. Data itu sudah tidak tampil untuk umum.")
    return redirect("privacy:mine")


@signed_in
@require_safe
def as_json(request: PersonRequest) -> HttpResponse:
    """Her copy as JSON; the NIK stays masked, since the file may get lost."""
    if not has_something(request.user):
        return redirect("registry:register")
    copy = take_copy(own_record_or_none(request.user), by=request.user, form="json")
    answer = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _attached(answer, "json")


@signed_in
@require_safe
def as_tables(request: PersonRequest) -> HttpResponse:
    """The same as CSV files in a ZIP."""
    if not has_something(request.user):
        return redirect("registry:register")
    copy = take_copy(own_record_or_none(request.user), by=request.user, form="zip")
    return _attached(HttpResponse(as_zip(copy), content_type="application/zip"), "zip")


def _attached(answer: HttpResponse, extension: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="data-saya-{timezone.localdate():%Y-%m-%d}.{extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
