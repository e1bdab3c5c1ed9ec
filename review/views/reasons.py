"""The library of ready reasons, for people who look after it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from audit.queries import history_of
from review import reasons
from review.access import reason_for
from review.actions import Refused
from review.facets import KINDS as FACETS
from review.forms_desk import ReasonForm
from review.kinds import fields_of
from review.models import Reason

GATE = has_permission("review.view_queue", "review.change_reason")
KINDS = {"semua": "", **FACETS}


@require_safe
@GATE
def library(request: PersonRequest) -> HttpResponse:
    """All reasons in the order in which reviewers see them, with how often each was given."""
    used, chosen = reasons.uses(), request.GET.get("jenis", "")
    found = Reason.objects.filter(kind=KINDS[chosen]) if chosen in KINDS else Reason.objects.all()
    labels = dict(fields_of(""))
    rows = [(reason, labels.get(reason.field, reason.field), used.get(reason.code, 0)) for reason in found]
    tabs = [("", "Semua"), ("semua", "Untuk semua jenis"), *((k, v.label) for k, v in KINDS.items() if v)]  # type: ignore[union-attr]
    return render(request, "review/reasons.html", {"rows": rows, "tabs": tabs, "chosen": chosen})


def _form_page(request: PersonRequest, form: ReasonForm, reason: Reason | None, **more: Any) -> HttpResponse:
    data = form.data if form.is_bound else form.initial
    context = {
        "form": form,
        "reason": reason,
        "version": reasons.version_of(reason) if reason else "",
        "shown": {name: str(data.get(name, "") or "").strip() for name in ("sentence", "example", "label")},
        "shown_field": dict(fields_of("")).get(str(data.get("field", "") or ""), ""),
        "diary": history_of(reason, 20) if reason else [],
        "used": reasons.uses().get(reason.code, 0) if reason else 0,
    }
    return render(request, "review/reason.html", context | more)


@require_http_methods(["GET", "POST"])
@GATE
def add(request: PersonRequest) -> HttpResponse:
    """A new reason: looked at first (`lihat`), then kept."""
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or request.POST.get("aksi") == "lihat":
        return _form_page(request, form, None, looked=form.is_bound and not form.errors)

    def act() -> str:
        reason = reasons.add_reason(form.cleaned_data, by=request.user)
        messages.success(request, f"Alasan “{reason.label}” ditambahkan. Petugas bisa langsung memakainya.")
        return reverse("review:reasons")

    return HttpResponseRedirect(once(request, "review.reason", act))


@require_http_methods(["GET", "POST"])
@GATE
def change(request: PersonRequest, code: str) -> HttpResponse:
    """The words of a reason: looked at first (`lihat`), then kept."""
    reason = reason_for(request.user, code)
    initial = {name: getattr(reason, name) for name in reasons.FIELDS}
    form = ReasonForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid() or request.POST.get("aksi") == "lihat":
        return _form_page(request, form, reason, looked=form.is_bound and not form.errors)
    try:
        reasons.change_reason(reason, form.cleaned_data, version=request.POST.get("versi", ""), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, reason_for(request.user, code))
    messages.success(request, f"Alasan “{form.cleaned_data['label']}” disimpan. Keputusan lama tetap dengan katanya.")
    return HttpResponseRedirect(reverse("review:reasons"))


@require_POST
@GATE
def order(request: PersonRequest, code: str) -> HttpResponse:
    """Move it up or down, offer it to reviewers or no longer."""
    reason, act = reason_for(request.user, code), request.POST.get("aksi", "")
    if act in ("naik", "turun"):
        reasons.move_reason(reason, up=act == "naik", by=request.user)
    elif act in ("aktif", "nonaktif"):
        reasons.switch_reason(reason, on=act == "aktif", by=request.user)
        words = "bisa dipakai lagi" if act == "aktif" else "tidak ditawarkan lagi. Keputusan lama tetap dengan katanya"
        messages.success(request, f"Alasan “{reason.label}” {words}.")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{reverse('review:reasons')}{query}#alasan-{reason.code}")
