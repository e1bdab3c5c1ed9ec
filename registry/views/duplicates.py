"""Suspected pairs: the work list, two records side by side, the decisions about them, and the list as a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from jobs import actions as jobs
from jobs.models import Job
from registry.access import business_of_office, pair_for
from registry.duplicates import deciding, export, merging, side_by_side
from registry.duplicates.finding import JOB
from registry.duplicates.listing import REASONS, STRENGTH_WORDS, TABS, all_rows, figures, rows_of, wanted
from registry.forms_duplicates import MergeForm, NoteForm, PointForm, UndoForm
from registry.models import Business, DuplicatePair
from registry.queries import districts
from registry.spreadsheet_out import csv_lines
from review.actions import Refused

PERMISSION = deciding.PERMISSION
ON_A_PAGE = 25
LONGEST_FILE = 50_000


class KnownLength(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, pairs: Any, per_page: int, known: int | None) -> None:
        super().__init__(pairs, per_page)
        self.known = known

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self.object_list.count() if self.known is None else self.known


@require_safe
@has_permission(PERMISSION)
def pairs(request: PersonRequest) -> HttpResponse:
    """The suspected pairs, the strongest first, with what narrows them down."""
    chosen = wanted(request.GET)
    found = figures(chosen)
    known = None if chosen.narrowed else found.state.get(chosen.state, 0)
    page = KnownLength(chosen.pairs().select_related("decided_by"), ON_A_PAGE, known).get_page(
        request.GET.get("halaman", "")[:9]
    )
    context = {
        "chosen": chosen,
        "page": page,
        "rows": rows_of(page),
        "tabs": [(key, state.label, found.state.get(state, 0)) for key, state in TABS.items()],
        "reasons": [(key, one.label, found.reason.get(one, 0)) for key, one in REASONS.items()],
        "strengths": [(key, words, found.strength.get(key, 0)) for key, words in STRENGTH_WORDS.items()],
        "districts": [
            (one.code, one.name, found.district[one.code]) for one in districts() if one.code in found.district
        ],
        "job": Job.objects.filter(kind=JOB).order_by("-asked_at", "-pk").first(),
    }
    return render(request, "registry/duplicates/list.html", context)


@require_POST
@has_permission(PERMISSION)
def search(request: PersonRequest) -> HttpResponse:
    """Search the whole register now instead of tonight."""
    address = reverse("registry:duplicates")
    job = jobs.order(JOB, by=request.user, title="Mencari usaha ganda", address=address)
    if job.asked_by_id != request.user.pk:
        messages.info(request, "Pencarian sudah berjalan. Muat ulang halaman ini sebentar lagi.")
        return redirect("registry:duplicates")
    return redirect("jobs:job", job.code)


@require_POST
@has_permission(PERMISSION)
def point(request: PersonRequest, code: str) -> HttpResponse:
    """Compare a business with another whose code an officer typed."""
    one, form = business_of_office(request.user, code), PointForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["code"][0])
        return redirect("registry:office", code)
    other = Business.objects.filter(code=form.cleaned_data["code"].lower()).first()
    try:
        if other is None:
            raise Refused("Tidak ada usaha dengan kode itu. Kode usaha ada di halaman usaha, 8 huruf dan angka.")
        return redirect("registry:duplicate", deciding.point_out(one, other, by=request.user).code)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:office", code)


@require_safe
@has_permission(PERMISSION)
def pair(request: PersonRequest, code: str) -> HttpResponse:
    """Two records side by side, and what to do with them."""
    return _page(request, pair_for(request.user, code), keep=request.GET.get("pertahankan", "")[:16])


def _page(
    request: PersonRequest, pair: DuplicatePair, *, keep: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    both = side_by_side.read(pair)
    plan = side_by_side.plan(both, keep) if pair.is_open else None
    context = {
        "pair": pair,
        "both": both,
        "sides": (both.a, both.b),
        "plan": plan,
        "note_form": NoteForm(auto_id="bukan_%s"),
        "merge_form": MergeForm(plan=plan) if plan else None,
        "undo_form": UndoForm(auto_id="batal_%s") if both.merge else None,
    }
    return render(request, "registry/duplicates/pair.html", context | forms, status=status)


@require_POST
@has_permission(PERMISSION)
def different(request: PersonRequest, code: str) -> HttpResponse:
    """Not the same business; never suggested again."""
    pair, form = pair_for(request.user, code), NoteForm(request.POST, auto_id="bukan_%s")
    if not form.is_valid():
        return _page(request, pair, note_form=form, form=form)
    try:
        deciding.not_a_duplicate(pair, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, "Dicatat: dua usaha berbeda. Pasangan ini tidak disarankan lagi.")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:duplicate", code)
    return redirect("registry:duplicates")


@require_POST
@has_permission(PERMISSION)
def again(request: PersonRequest, code: str) -> HttpResponse:
    """Put a pair back on the work list."""
    try:
        deciding.look_again(pair_for(request.user, code), by=request.user)
        messages.success(request, "Pasangan ini kembali ke daftar kerja.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:duplicate", code)


@require_POST
@has_permission(PERMISSION)
def merge(request: PersonRequest, code: str) -> HttpResponse:
    """Merge the two; a double tap merges once."""
    pair, keep = pair_for(request.user, code), request.POST.get("keep", "")[:16]
    if not pair.is_open or keep not in (pair.a.code, pair.b.code):
        messages.error(request, "Pasangan ini sudah diputus, atau pilihannya belum lengkap. Periksa lagi.")
        return redirect("registry:duplicate", code)
    plan = side_by_side.plan(side_by_side.read(pair), keep)
    form = MergeForm(request.POST, plan=plan)
    if not form.is_valid():
        return _page(request, pair, keep=keep, merge_form=form, form=form)
    try:
        return redirect(once(request, "registry.merge", lambda: _merge(request, pair, plan, form)))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, pair_for(request.user, code), keep=keep, merge_form=form, form=form, status=409)


def _merge(request: PersonRequest, pair: DuplicatePair, plan: side_by_side.Plan, form: MergeForm) -> str:
    values = form.cleaned_data
    done = merging.merge(
        plan.kept.business, plan.gone.business, by=request.user, reason=values["reason"], fields=values["fields_taken"]
    )
    words = " Isian yang diambil menunggu diperiksa petugas lain." if done.draft_edition else ""
    messages.success(
        request, f"{plan.gone.name} digabungkan ke {plan.kept.name}.{words} Bisa dibatalkan di halaman ini."
    )
    return reverse("registry:duplicate", args=[pair.code])


@require_POST
@has_permission(PERMISSION)
def undo(request: PersonRequest, code: str) -> HttpResponse:
    """Part the two again."""
    pair, form = pair_for(request.user, code), UndoForm(request.POST, auto_id="batal_%s")
    done = side_by_side.merges_of(pair.a, pair.b).first()
    if done is None or not form.is_valid():
        return _page(request, pair, undo_form=form, form=form)
    try:
        merging.undo(done, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Penggabungan dibatalkan. Semua yang dulu pindah sudah kembali.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:duplicate", code)


@require_safe
@has_permission(PERMISSION)
def download(request: PersonRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The list as it is narrowed down, as CSV or Excel; who took it stands in the diary."""
    found = wanted(request.GET).pairs()[:LONGEST_FILE]
    export.note_export(by=request.user, kind=kind, rows=found.count())
    if kind == "csv":
        lines = csv_lines(export.HEADER, export.cells(all_rows(found)))
        response: Any = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(export.xlsx(all_rows(found)), content_type=sheet)
    response["Content-Disposition"] = f'attachment; filename="usaha-ganda.{kind}"'
    return response
