"""Closing a business, erasing everything, ending an account: each with a page that says what happens first."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import AccountRefused, close_account
from accounts.gates import PersonRequest, has_permission, signed_in
from privacy import actions
from privacy.access import own_business, own_record
from privacy.forms import ClosingForm, ErasingForm, OfficeClosingForm
from privacy.queries import waiting_erasure
from registry.access import business_of_office
from registry.closing import close_business, reopen_business
from registry.queries import newest_names, owner_of
from review.actions import Refused

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@read_or_write
def close(request: PersonRequest, code: str) -> HttpResponse:
    """What closing does; a post does it."""
    business, form = own_business(request.user, code), ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_business(business, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Usaha ditutup. Usaha, produk, dan sertifikatnya tidak lagi tampil.")
            return redirect("privacy:mine")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    named = newest_names(type(business).objects.filter(pk=business.pk)).get()
    return render(request, "privacy/close.html", {"business": named, "form": form})


@signed_in
@require_POST
def reopen(request: PersonRequest, code: str) -> HttpResponse:
    """Open it again."""
    try:
        reopen_business(own_business(request.user, code), by=request.user)
        messages.success(request, "Usaha dibuka lagi. Yang dulu tayang langsung tampil kembali.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:mine")


@read_or_write
@has_permission("review.view_queue", "registry.suspend_business")
def office_close(request: PersonRequest, code: str) -> HttpResponse:
    """The office closes a business that ended, or opens it again; the owner reads the reason."""
    business, form = business_of_office(request.user, code), OfficeClosingForm(request.POST or None)
    if request.method == "POST":
        try:
            if business.closed_at:
                reopen_business(business, by=request.user)
                return redirect("registry:office", code=code)
            if form.is_valid():
                close_business(business, by=request.user, reason=form.cleaned_data["reason"])
                return redirect("registry:office", code=code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    named = newest_names(type(business).objects.filter(pk=business.pk)).get()
    return render(request, "privacy/office_close.html", {"business": named, "form": form})


@signed_in
@read_or_write
def erase(request: PersonRequest) -> HttpResponse:
    """What an erasure does, in two steps: this page, and the typed word."""
    if owner_of(request.user) is None:
        return redirect("privacy:close-account")
    owner, form = own_record(request.user), ErasingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_erasure(owner, by=request.user)
            messages.success(request, "Penghapusan dicatat. Anda masih bisa membatalkannya selama tujuh hari.")
            return redirect("privacy:mine")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/erase.html", {"form": form, "erasure": waiting_erasure(owner)})


@signed_in
@require_POST
def cancel_erasure(request: PersonRequest) -> HttpResponse:
    """Call it off within the week."""
    waiting = waiting_erasure(own_record(request.user))
    try:
        if waiting is None:
            raise Refused("Tidak ada penghapusan yang menunggu.")
        actions.cancel_erasure(waiting, by=request.user)
        messages.success(request, "Penghapusan dibatalkan. Usaha Anda terbuka lagi.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:mine")


@signed_in
@read_or_write
def end_account(request: PersonRequest) -> HttpResponse:
    """/akun/hapus/: an account without a business ends at once; with one, everything about her goes together."""
    if owner_of(request.user) is not None:
        return redirect("privacy:erase")
    form = ErasingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(request.user, by=request.user)
            logout(request)
            messages.success(request, "Akun Anda sudah dihapus. Terima kasih sudah memakai portal ini.")
            return redirect("home")
        except AccountRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/close_account.html", {"form": form})
