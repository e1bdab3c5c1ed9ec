"""The desk: requests with their countdown, erasures, the register of processing, and the nights of tidying up."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from privacy import actions
from privacy.access import request_of_office
from privacy.forms import AnswerForm, CounterForm, StopForm
from privacy.inventory import CLASSES, activities, columns_of, tables, words_of
from privacy.models import Erasure, RetentionRun
from privacy.queries import answered, erasures_waiting, rules_in_force, work_list
from privacy.retention import RULES, counts
from review.actions import Refused
from review.paging import Pages

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@has_permission("privacy.answer_request")
def requests(request: PersonRequest) -> HttpResponse:
    """What waits, the oldest promise first; beside it, what was answered, and erasures for those who may stop one."""
    shelves: dict[str, tuple[str, QuerySet[Any]]] = {
        "": ("Menunggu jawaban", work_list()),
        "dijawab": ("Sudah dijawab", answered()),
    }
    if request.user.has_perm("privacy.stop_erasure"):
        shelves["hapus"] = ("Penghapusan dalam masa pikir", erasures_waiting())
    chosen = request.GET.get("tampil", "")
    chosen = chosen if chosen in shelves else ""
    rows, counts = shelves[chosen][1], {key: rows.count() for key, (_, rows) in shelves.items()}
    context = {
        "tabs": [(key, words, counts[key]) for key, (words, _) in shelves.items()],
        "chosen": chosen,
        "page": Pages(rows, rows, 25, count=counts[chosen]).get_page(request.GET.get("halaman")),
    }
    return render(request, "privacy/desk_requests.html", context)


@read_or_write
@has_permission("privacy.answer_request")
def answer(request: PersonRequest, code: str) -> HttpResponse:
    """One request and its answer."""
    found, form = request_of_office(request.user, code), AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer(found, by=request.user, granted=given["outcome"] == "done", words=given["words"])
            messages.success(request, "Jawaban tersimpan dan terbaca oleh pemilik data.")
            return redirect("privacy:desk-requests")
        except Refused as refusal:
            form.add_error(None, str(refusal))
            found = request_of_office(request.user, code)
    return render(request, "privacy/desk_request.html", {"one": found, "form": form})


@read_or_write
@has_permission("privacy.answer_request")
def counter(request: PersonRequest) -> HttpResponse:
    """A request that somebody made at the counter or by letter."""
    form = CounterForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        made = actions.ask(
            given["code"], given["kind"], given["text"], by=request.user, nik=given["nik"], channel=given["channel"]
        )
        messages.success(request, f"Permintaan {made.code} tercatat. Petugas lain yang menjawabnya.")
        return reverse("privacy:desk-requests")

    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(once(request, "privacy.counter", act))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/desk_counter.html", {"form": form})


@read_or_write
@has_permission("privacy.answer_request", "privacy.stop_erasure")
def stop(request: PersonRequest, code: str) -> HttpResponse:
    """An erasure in its week; a post stops it for a legal reason."""
    erasure = get_object_or_404(Erasure.objects.select_related("owner", "asked_by"), code=code)
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_erasure(erasure, by=request.user, legal_reason=form.cleaned_data["legal_reason"])
            messages.success(request, "Penghapusan dihentikan. Pemilik data membaca dasar hukumnya.")
            return redirect("privacy:desk-requests")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/desk_erasure.html", {"erasure": erasure, "form": form})


def _activity(one: Any, rules: dict[str, Any]) -> dict[str, Any]:
    of = [table for table in tables() if table.activity == one.code]
    classes: dict[str, list[str]] = {kind: [] for kind in CLASSES if kind != "technical"}
    for table in of:
        for column in columns_of(table.label):
            if column.kind in classes:
                classes[column.kind].append(words_of(column))
    named = [(CLASSES[kind], sorted(set(names))) for kind, names in classes.items() if names]
    kept = [f"{RULES[key][0]}: {rules[key].days} hari" for key in one.rules if key in rules and key in RULES]
    return {"one": one, "classes": named, "kept": kept or ([] if one.rules else [one.kept])}


@require_safe
@has_permission("privacy.handle_breach")
def inventory(request: PersonRequest) -> HttpResponse:
    """The register of processing (UU 27/2022 art. 31), made of the inventory that a test keeps whole."""
    rules = rules_in_force()
    context = {
        "activities": [_activity(one, rules) for one in activities()],
        "rules": [(name, rules[key]) for key, (name, _) in RULES.items() if key in rules],
    }
    return render(request, "privacy/desk_inventory.html", context)


@require_safe
@has_permission("privacy.handle_breach")
def retention(request: PersonRequest) -> HttpResponse:
    """The nights of tidying up, and what the next one would deal with."""
    names = {"erasures": "Penghapusan yang diminta"} | {key: name for key, (name, _) in RULES.items()}
    page = Paginator(RetentionRun.objects.all(), 14).get_page(request.GET.get("halaman"))
    rows = [(one, [(names.get(key, key), n) for key, n in one.counts.items() if n]) for one in page]
    next_one = [(names[key], count) for key, count in counts().items()]
    return render(request, "privacy/desk_retention.html", {"page": page, "rows": rows, "next": next_one})
