"""/petugas/insiden/: incidents with their 72 hours, and the letters to send."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from privacy import actions
from privacy.access import breach_of_office
from privacy.forms import BreachChangeForm, BreachForm
from privacy.letters import to_authority, to_people
from privacy.models import Breach
from review.actions import Refused

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@has_permission("privacy.handle_breach")
def breaches(request: PersonRequest) -> HttpResponse:
    """All incidents, and the form for another one."""
    form = BreachForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        made = actions.enter_breach(form.cleaned_data, by=request.user)
        messages.success(request, "Insiden tercatat. Beri tahu pemilik data dan lembaga dalam 3 × 24 jam.")
        return reverse("privacy:breach", args=[made.code])

    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(once(request, "privacy.breach", act))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/breaches.html", {"form": form, "breaches": Breach.objects.all()[:100]})


@read_or_write
@has_permission("privacy.handle_breach")
def breach(request: PersonRequest, code: str) -> HttpResponse:
    """One incident with its letters; a post writes down what is known now."""
    one = breach_of_office(request.user, code)
    initial = {name: getattr(one, name) for name in ("title", "what", "remedy", "affected")}
    form = BreachChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_breach(one, form.cleaned_data, by=request.user)
        messages.success(request, "Keterangan insiden tersimpan.")
        return redirect("privacy:breach", code=code)
    context = {
        "one": one,
        "form": form,
        "to_people": to_people(one, settings.OFFICE_NAME),
        "to_authority": to_authority(one, settings.OFFICE_NAME),
    }
    return render(request, "privacy/breach.html", context)


@require_POST
@has_permission("privacy.handle_breach")
def told(request: PersonRequest, code: str) -> HttpResponse:
    """Write down who was told."""
    try:
        actions.note_told(breach_of_office(request.user, code), request.POST.get("whom", ""), by=request.user)
        messages.success(request, "Waktu pemberitahuan dicatat.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:breach", code=code)
