"""The import of old lists: the uploaded tables, and what becomes of one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from accounts.once import once
from registry.access import import_batch_for, may_change
from registry.form_fields import tidy
from registry.forms_import import ColumnsForm, UndoApprovalForm, UploadForm
from registry.importing import intake, outcome, preview, sampling, work
from registry.importing.kinds import KINDS, ImportKind, Standing, kind_of
from registry.importing.sample import size_of
from registry.models import ImportBatch, ImportRow
from review.actions import Refused

PERMISSION = "registry.import_businesses"
ON_A_PAGE = 50
BATCHES_ON_A_PAGE = 20
REFRESH = "4"  # seconds; without scripts the page asks again by itself
BOOK_ROWS = 5_000  # problem rows in a workbook that a page may make; a CSV holds any number


def _batches(request: PersonRequest, form: UploadForm) -> HttpResponse:
    found = ImportBatch.objects.select_related("uploaded_by").order_by("-uploaded_at", "-pk")
    page = Paginator(found, BATCHES_ON_A_PAGE).get_page(request.GET.get("halaman"))
    rows = ImportRow.objects.filter(batch__in=[batch.pk for batch in page]).order_by()
    counted: dict[int, dict[str, int]] = {batch.pk: {} for batch in page}
    for of, state, n in rows.values_list("batch", "state").annotate(n=Count("*")):
        counted[of][state] = n
    lines = [
        (
            batch,
            {
                "n_all": sum(counted[batch.pk].values()),
                "n_problems": counted[batch.pk].get(ImportRow.State.ERROR, 0),
                "n_drafts": counted[batch.pk].get(ImportRow.State.IMPORTED, 0),
            },
        )
        for batch in page
    ]
    context = {"form": form, "page": page, "lines": lines, "kinds": list(KINDS.values())}
    return render(request, "registry/import/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(PERMISSION)
def imports(request: PersonRequest) -> HttpResponse:
    """The uploaded tables, and the form to upload another one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _batches(request, form)
    file, kind = form.cleaned_data["file"], kind_of(form.cleaned_data["kind"])

    def act() -> str:
        batch = intake.receive(file, tidy(file.name or ""), kind, by=request.user)
        return reverse("registry:import", args=[batch.code])

    try:
        return redirect(once(request, "registry.import", act))
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _batches(request, form)


@require_safe
@has_permission(PERMISSION)
def batch(request: PersonRequest, code: str) -> HttpResponse:
    """One table: what becomes of each row, and what to do next."""
    return page_of(request, import_batch_for(request.user, code))


def page_of(request: PersonRequest, batch: ImportBatch, form: ColumnsForm | None = None) -> HttpResponse:
    """The page about a table, with a form whose columns are to be put right."""
    job = work.newest_job(batch)
    busy = job is not None and not job.is_over
    kind, figures = kind_of(batch.kind), preview.counts(batch)
    context = {
        "batch": batch,
        "kind": kind,
        "job": job,
        "busy": busy,
        "may_poll": job is not None and (job.asked_by_id == request.user.pk or request.user.has_perm("jobs.view_job")),
        "outcome": None if batch.state == ImportBatch.State.FAILED else outcome.of(job),  # the page says why itself
        "figures": figures,
        "to_do": figures["siap"] + figures["catatan"],
        "columns": form or ColumnsForm(batch=batch, kind=kind),
        "lacking_columns": intake.missing_columns(batch) if figures["semua"] else [],
        "other": intake.fits_better(batch) if figures["semua"] else "",
        "unread": preview.other_columns(batch),
        "may_change": may_change(batch, request.user),
        "book_rows": BOOK_ROWS,
        "reader": batch.state in (ImportBatch.State.READING, ImportBatch.State.FAILED),
    }
    if not context["reader"]:
        context |= _rows(request, batch, kind, figures)
    if figures["draf"]:
        context |= _drafts(batch, kind, request.user, busy=busy)
    response = render(request, "registry/import/batch.html", context)
    if busy:
        response["Refresh"] = REFRESH
    return response


def _rows(request: PersonRequest, batch: ImportBatch, kind: ImportKind, figures: dict[str, int]) -> dict[str, Any]:
    """The rows of the view that is asked for."""
    wanted = request.GET.get("tampil", "")
    first = "bermasalah" if figures["bermasalah"] and not figures["draf"] else "semua"
    view = wanted if wanted in preview.VIEWS else first
    page = Paginator(preview.rows_in(batch, view), ON_A_PAGE).get_page(request.GET.get("halaman"))
    return {
        "view": view,
        "views": [(name, words, figures[name]) for name, (words, _) in preview.VIEWS.items() if figures[name]],
        "page": page,
        "labels": [kind.fields[name] for name in preview.columns_of(batch, kind)],
        "rows": preview.rows_for_page(batch, kind, page),
    }


def _drafts(batch: ImportBatch, kind: ImportKind, user: User, *, busy: bool) -> dict[str, Any]:
    """How the drafts stand, and who may decide about them at once.

    While a job works the page asks again every few seconds, and counting 72,000 drafts takes its time: then the figures
    wait for the end, and how far the job is stands above.
    """
    standing = Standing() if busy else kind.standing(work.codes_of(batch))
    rounds = list(batch.reviews.select_related("drawn_by", "decided_by", "undone_by")) if kind.sends else []
    sampled = sampling.open_review(batch) if kind.sends else None
    lot = sampled.population if sampled else standing.waiting
    return {
        "standing": None if busy else standing,
        "rounds": rounds,
        "sampled": sampled,
        "sample_size": size_of(lot) if lot else 0,
        "may_sample": kind.sends and not busy and bool(lot) and sampling.may_sample(batch, user),
        "may_undo_approval": not busy and user.has_perm(sampling.LEAD),
        "undo_form": UndoApprovalForm(),
    }
