"""The owner asks the office about her data, and calls it off."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import PersonRequest, signed_in
from accounts.once import once
from privacy import actions
from privacy.access import own_record, own_request
from privacy.forms import RequestForm
from privacy.queries import requests_of
from registry.queries import owner_of
from review.actions import Refused


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: PersonRequest) -> HttpResponse:
    """Her requests with their answers, and the form for another one."""
    if owner_of(request.user) is None:
        return redirect("registry:register")
    owner, form = own_record(request.user), RequestForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        actions.ask(owner, given["kind"], given["text"], by=request.user, nik=given["nik"])
        messages.success(request, "Permintaan terkirim. Jawabannya paling lambat tiga hari (3 × 24 jam).")
        return reverse("privacy:requests")

    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(once(request, "privacy.ask", act))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/requests.html", {"form": form, "requests": requests_of(owner)})


@signed_in
@require_POST
def cancel(request: PersonRequest, code: str) -> HttpResponse:
    """Call a request off."""
    try:
        actions.cancel(own_request(request.user, code), by=request.user)
        messages.success(request, "Permintaan dibatalkan.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:requests")
