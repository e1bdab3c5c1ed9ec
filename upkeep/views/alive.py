"""The pages with one button: by the link in a message, or in the owner centre."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import PersonRequest, signed_in
from registry.access import business_for
from registry.form_fields import tidy
from review.actions import Refused
from upkeep import actions
from upkeep.models import Pulse
from upkeep.queries import asked_of

THANKS = {
    "yes": "Terima kasih. Usaha Anda tetap tampil.",
    "paused": "Terima kasih. Usaha Anda tetap tampil; tandai produknya “sedang tidak tersedia” bila perlu.",
    "closed": "Terima kasih. Usaha disembunyikan, dan petugas akan menutup catatannya.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The question behind a link; opening it changes nothing, so that a preview of the message answers nothing."""
    pulse = actions.by_token(token)
    if pulse is None:
        raise Http404("Tautan ini sudah tidak berlaku. Masuk ke Pusat Usaha untuk menjawab.")
    context = {"pulse": pulse, "name": actions.name_of(pulse.business), "answers": Pulse.Answer.choices, "token": token}
    if request.method == "POST":
        given = request.POST.get("jawaban", "")[:20]
        try:
            actions.answer(pulse.business, given, by=None, prices_ok=_prices(request))
            context["thanks"] = THANKS[given]
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "upkeep/by_link.html", context)


def _prices(request: HttpRequest) -> bool | None:
    return {"ya": True, "tidak": False}.get(request.POST.get("harga", "")[:10])


@signed_in
def mine(request: PersonRequest) -> HttpResponse:
    """Her businesses that wait for an answer."""
    context = {"asked": asked_of(request.user), "answers": Pulse.Answer.choices}
    return render(request, "upkeep/mine.html", context)


@signed_in
@require_POST
def answer(request: PersonRequest, code: str) -> HttpResponse:
    """One tap."""
    business, given = business_for(request.user, tidy(code)), request.POST.get("jawaban", "")[:20]
    try:
        actions.answer(business, given, by=request.user, prices_ok=_prices(request))
        messages.success(request, THANKS[given])
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("upkeep:mine")
