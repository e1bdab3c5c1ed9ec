"""Figures of other sources: the list, entering one, putting one right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gates import PersonRequest, RoleNeeded, has_permission
from accounts.once import once
from accounts.queries import roles_with
from figures import queries
from figures.access import VIEW, sourced_for
from figures.actions.sourced import PERMISSION, correct_figure, enter_figure, withdraw_figure
from figures.definitions import BY_KEY
from figures.forms import CorrectionForm, ReasonForm, SourceForm
from review.actions import Refused


def _only_for_enterers(request: PersonRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise RoleNeeded(roles_with(PERMISSION))


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(VIEW)
def sources(request: PersonRequest) -> HttpResponse:
    """What other sources say, by figure; and the form to enter another one."""
    if request.method == "POST":
        _only_for_enterers(request)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, "figures.source", lambda: _entered(form, request))
            messages.success(request, "Angka dicatat. Ia tampil di samping hitungan kita, dengan sumbernya.")
            return redirect(address)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = queries.sourced()
    groups = [(figure, [one for one in found if one.figure == key]) for key, figure in BY_KEY.items()]
    context = {
        "form": form,
        "groups": [(figure, rows) for figure, rows in groups if rows],
        "may_enter": request.user.has_perm(PERMISSION),
    }
    return render(request, "figures/sources.html", context)


def _entered(form: SourceForm, request: PersonRequest) -> str:
    enter_figure(form.values(), by=request.user)
    return reverse("figures:sources")


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(VIEW)
def source(request: PersonRequest, code: str) -> HttpResponse:
    """One figure with everything it was before; and the forms to correct or withdraw it."""
    figure = sourced_for(request.user, code)
    if request.method == "POST":
        _only_for_enterers(request)
    drops = "withdraw" in request.POST
    form = CorrectionForm(request.POST if request.method == "POST" and not drops else None, of=figure)
    drop = ReasonForm(request.POST if drops else None, prefix="tarik")
    if request.method == "POST" and (drop if drops else form).is_valid():
        try:
            if drops:
                withdraw_figure(figure, reason=drop.cleaned_data["reason"], by=request.user)
                messages.success(request, "Angka ditarik. Riwayatnya tetap tersimpan.")
                return redirect("figures:sources")
            new = correct_figure(figure, form.values(), reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "Koreksi disimpan. Angka lama tetap terbaca di riwayat.")
            return redirect("figures:source", new.code)
        except Refused as refusal:
            (drop if drops else form).add_error(None, str(refusal))
    context = {
        "one": figure,
        "figure": BY_KEY.get(figure.figure),
        "history": queries.history_of(figure)[1:],
        "newer": figure.replaced_by.first(),
        "form": form,
        "drop": drop,
        "wrong": drop if drops else form,
        "may_enter": request.user.has_perm(PERMISSION),
    }
    return render(request, "figures/source.html", context)
