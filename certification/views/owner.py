"""The owner's certificates: list, form, and the way to the reviewer and back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.gates import signed_in
from accounts.once import once
from certification import actions
from certification.access import certificate_for
from certification.forms import CertificateForm, initial_of
from certification.models import Certificate
from certification.queries import kinds, of_owner
from certification.validity import status_of
from registry.access import RightNeeded
from registry.membership import Right, may
from registry.queries import businesses_of, newest_names
from review.actions import Refused
from review.conversation import talk_of
from review.documents import read_upload


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All her certificates: what counts today, what waits, what was sent back."""
    businesses = list(newest_names(businesses_of(request.user)))
    chosen = next((one for one in businesses if one.code == request.GET.get("usaha")), None)
    certificates = list(of_owner(request.user, chosen.code if chosen else ""))
    for certificate in certificates:
        certificate.status = status_of(certificate) if certificate.is_live or certificate.revoked_at else ""
    names = {one.pk: one.newest_name for one in businesses} if len(businesses) > 1 else {}
    for certificate in certificates:
        certificate.of = names.get(certificate.business_id, "")
    context = {
        "certificates": certificates,
        "businesses": businesses,
        "chosen": chosen.code if chosen else "",
        "may_add": any(may(one.acting_role, Right.CERTIFICATES) for one in businesses),
    }
    return render(request, "certification/owner/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Pick the business and the kind; then a draft begins."""
    mine = businesses_of(request.user, Right.CERTIFICATES)
    businesses = list(newest_names(mine))
    if not businesses and businesses_of(request.user).exists():
        raise RightNeeded(Right.CERTIFICATES)
    if not businesses:
        messages.info(request, "Daftarkan usaha Anda dulu, baru sertifikatnya.")
        return redirect("/daftar-usaha/")
    if request.method == "POST":
        given = {name: request.POST.get(name, "")[:40].replace("\0", "") for name in ("business", "kind")}
        business = get_object_or_404(mine, code=given["business"])
        kind = get_object_or_404(kinds(), code=given["kind"])

        def begin() -> str:
            certificate = actions.enter(business, kind, {}, by=request.user)
            return reverse("certification:edit", args=[certificate.code])

        try:
            return redirect(once(request, "certificate.new", begin))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("certification:mine")
    return render(request, "certification/owner/new.html", {"kinds": kinds(), "businesses": businesses})


def _page(request: HttpRequest, certificate: Certificate, form: CertificateForm | None) -> HttpResponse:
    live = certificate.is_live or certificate.revoked_at
    earlier = certificate.replaces.submission if certificate.replaces and certificate.is_draft else None
    context = {
        "talk": talk_of(certificate.submission or earlier, request.user),
        "certificate": certificate,
        "form": form,
        "scan": getattr(certificate, "scan", None),
        "status": status_of(certificate) if live else "",
    }
    return render(request, "certification/owner/edit.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a draft. A GET changes nothing; a POST keeps what was right and, with `do=send`, sends it."""
    certificate = certificate_for(request.user, code)
    kind, has_scan = certificate.kind, hasattr(certificate, "scan")
    if request.method == "GET":
        form = CertificateForm(initial=initial_of(certificate), kind=kind) if certificate.is_draft else None
        return _page(request, certificate, form)
    send = request.POST.get("do") == "send"
    form = CertificateForm(request.POST, request.FILES, kind=kind, has_scan=has_scan, send=send)
    form.is_valid()
    document, refusal = read_upload(form.cleaned_data.get("scan"))
    if refusal:
        form.add_error("scan", refusal)
    try:
        actions.save_draft(certificate, form.draft_values(), by=request.user)
        if document:
            actions.attach_scan(certificate, document, by=request.user)
        if send and not form.errors:
            actions.submit(certificate, by=request.user)
            messages.success(request, f"{certificate} terkirim. Petugas memeriksa paling lambat tiga hari kerja.")
            return redirect("certification:mine")
    except Refused as no:
        form.add_error(None, str(no))
    if form.errors:
        return _page(request, certificate_for(request.user, code), form)
    for hint in form.hints:
        messages.info(request, hint)
    messages.success(request, "Draf tersimpan. Anda bisa melanjutkan nanti.")
    return redirect("certification:edit", code=code)


@signed_in
@require_POST
def fix(request: HttpRequest, code: str) -> HttpResponse:
    """A new draft from a certificate that was sent back, withdrawn or is to be renewed."""
    try:
        draft = actions.copy_for_fix(certificate_for(request.user, code), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certification:mine")
    return redirect("certification:edit", code=draft.code)


@signed_in
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Pull back what waits."""
    try:
        actions.withdraw(certificate_for(request.user, code), by=request.user)
        messages.success(request, "Pengajuan dibatalkan. Tekan “Perbaiki” untuk mengubah dan mengirim lagi.")
    except Refused as no:
        messages.error(request, str(no))
    return redirect("certification:edit", code=code)


@signed_in
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Throw away a draft that was never sent."""
    try:
        actions.discard(certificate_for(request.user, code), by=request.user)
        messages.success(request, "Draf sertifikat dibuang.")
    except Refused as no:
        messages.error(request, str(no))
    return redirect("certification:mine")
