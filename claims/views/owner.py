"""Finding one's business in the old list, claiming it, and how the claim stands."""

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.gates import PersonRequest, signed_in
from accounts.limits import may_try
from accounts.once import once
from claims import actions
from claims.access import claim_for, own_proof
from claims.forms import ClaimForm, NibForm, NikForm
from claims.models import Claim
from claims.queries import Match, by_nib, by_nik, claims_of, edition_of, has_account
from registry.consents import notice
from registry.models import Business
from registry.queries import businesses_of, claimable
from review.actions import Refused
from review.documents import read_upload
from review.models import State
from review.private_files import private_answer
from review.timeline import steps_of

SESSION_KEY, FRESH = "claim_match", 30 * 60  # seconds a found business waits for the claim
NOT_FOUND = (
    "Tidak ada usaha di daftar dinas yang cocok dengan isian ini. Periksa angkanya. Bila tetap tidak ketemu, "
    "daftarkan usaha Anda atau hubungi petugas."
)
HAS_ACCOUNT = (
    "Usaha dengan NIB ini sudah punya pemilik dengan akun. Minta undangan kepadanya, atau hubungi petugas bila keliru."
)
TOO_OFTEN = "Anda sudah mencari terlalu sering hari ini. Coba lagi besok, atau datang ke kantor dengan KTP dan NIB."
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _start_page(request: PersonRequest, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "nib_form": forms.get("nib") or NibForm(auto_id="nib_%s"),
        "nik_form": forms.get("nik") or NikForm(auto_id="nik_%s"),
        "form": forms.get("nib") or forms.get("nik"),
        "claims": claims_of(request.user)[:20],
        "office": settings.OFFICE_NAME,
    }
    return render(request, "claims/start.html", context, status=status)


def _look_up(form: NibForm | NikForm) -> tuple[Match | None, str]:
    """The business that fits, or why there is none to claim."""
    typed = form.cleaned_data
    if isinstance(form, NikForm):
        return by_nik(typed["nik"], typed["phone"]), NOT_FOUND
    match = by_nib(typed["nib"])
    return match, HAS_ACCOUNT if match is None and has_account(typed["nib"]) else NOT_FOUND


@signed_in
@read_or_write
@sensitive_post_parameters("nik")
def start(request: PersonRequest) -> HttpResponse:
    """Find by NIB, or by NIK and phone (`cara`); a few tries a day. Below: her claims so far."""
    if request.method != "POST":
        return _start_page(request)
    way = "nik" if request.POST.get("cara") == "nik" else "nib"
    form = (NikForm if way == "nik" else NibForm)(request.POST, auto_id=f"{way}_%s")
    fine, status, found = form.is_valid(), 200, None
    if fine and not may_try(request, "find_claim", request.user.code):
        form.add_error(None, TOO_OFTEN)
        status = 429
    elif fine:
        found, words = _look_up(form)
        if found is None:
            form.add_error(None, words)
    if found is not None:
        kept = {"code": found.code, "nib": found.nib_matches, "nik": found.nik_matches, "at": time.time()}
        request.session[SESSION_KEY] = kept
        return redirect("claims:confirm")
    if isinstance(form, NikForm):
        form.forget_nik()
    return _start_page(request, status, **{way: form})


def _found(request: PersonRequest) -> tuple[Business, Match] | None:
    """The business she found lately, while it may still be claimed."""
    kept = request.session.get(SESSION_KEY)
    if not kept or time.time() - kept["at"] > FRESH:
        return None
    business = claimable().select_related("owner").filter(code=kept["code"]).first()
    return (business, Match(kept["code"], kept["nib"], kept["nik"])) if business else None


@signed_in
@read_or_write
@sensitive_post_parameters("nik")
def confirm(request: PersonRequest) -> HttpResponse:
    """Name and kecamatan of what was found; proof if there is some; and the claim, once for each form."""
    found = _found(request)
    if found is None:
        messages.info(request, "Cari dulu usaha Anda.")
        return redirect("claims:start")
    business, match = found
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ClaimForm(*posted, with_nik=match.nik_matches is None)
    if request.method == "POST" and form.is_valid():
        document, refusal = read_upload(form.cleaned_data.get("scan"))
        if refusal:
            form.add_error("scan", refusal)
        else:
            try:
                return redirect(once(request, "claim.new", lambda: _claim(request, business, match, form, document)))
            except Refused as refused:
                form.add_error(None, str(refused))
    form.forget_nik()
    context = {"edition": edition_of(business), "form": form, "match": match, "notice": notice(settings.OFFICE_NAME)}
    return render(request, "claims/confirm.html", context)


def _claim(request: PersonRequest, business: Business, match: Match, form: ClaimForm, document: Any) -> str:
    typed = form.cleaned_data
    made = actions.claim(
        business, match, by=request.user, nik=typed.get("nik", ""), note=typed["note"], document=document
    )
    request.session.pop(SESSION_KEY, None)
    return reverse("claims:owner-page", args=[made.code])


@require_GET
@signed_in
def mine(request: PersonRequest, code: str) -> HttpResponse:
    """How a claim of hers stands, and what she can do."""
    claim = claim_for(request.user, code)
    closed = claim.state in (State.NEEDS_CHANGES, State.REJECTED, State.WITHDRAWN)
    open_one = Claim.objects.filter(business=claim.business, claimant=request.user, is_open=True).exists()
    context = {
        "claim": claim,
        "edition": edition_of(claim.business),
        "steps": steps_of(claim.submission, goal="Usaha menjadi milik akun Anda"),
        "again": closed and not open_one and claimable().filter(pk=claim.business_id).exists(),
        "is_hers": businesses_of(request.user).filter(pk=claim.business_id).exists(),
        "office": settings.OFFICE_NAME,
    }
    return render(request, "claims/mine.html", context)


@signed_in
@require_POST
def again(request: PersonRequest, code: str) -> HttpResponse:
    """Back to the claim form with what was proven before; for a claim that was sent back, refused or withdrawn."""
    claim = claim_for(request.user, code)
    if claim.state not in (State.NEEDS_CHANGES, State.REJECTED, State.WITHDRAWN):
        return redirect("claims:owner-page", code=code)
    nik = True if claim.nik_matches else None
    kept = {"code": claim.business.code, "nib": claim.nib_matches, "nik": nik, "at": time.time()}
    request.session[SESSION_KEY] = kept
    return redirect("claims:confirm")


@signed_in
@require_POST
def withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Pull a waiting claim back."""
    try:
        actions.withdraw(claim_for(request.user, code), by=request.user)
        messages.success(request, "Klaim dibatalkan. Anda bisa mengajukannya lagi kapan saja.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("claims:owner-page", code=code)


@require_GET
@signed_in
def proof(request: PersonRequest, code: str) -> FileResponse:
    """The picture the claimant sent, for herself; officers say why first (claims.views.review)."""
    claim = own_proof(request.user, code)
    actions.open_proof(claim, by=request.user)
    return private_answer(claim.scan_path, claim.scan_type, name=f"klaim-{claim.code}")
