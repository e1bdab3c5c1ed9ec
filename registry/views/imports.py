"""The import of old lists: upload, preview, mapping of columns, drafts, undoing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import has_permission
from accounts.once import once
from accounts.templatetags.portal import number
from registry.access import import_batch_for, may_change
from registry.form_fields import tidy
from registry.forms_import import ColumnsForm, UploadForm
from registry.importing import applying, intake, preview
from registry.importing.kinds import kind_of
from registry.models import ImportBatch, ImportRow
from registry.spreadsheet import BadTable, read_table
from review.actions import Refused

PERMISSION = "registry.import_businesses"
ON_A_PAGE = 50
BATCHES_ON_A_PAGE = 20


def _batches(request: HttpRequest, form: UploadForm) -> HttpResponse:
    found = ImportBatch.objects.select_related("uploaded_by").annotate(
        n_all=Count("rows"),
        n_problems=Count("rows", filter=Q(rows__state=ImportRow.State.ERROR)),
        n_drafts=Count("rows", filter=Q(rows__state=ImportRow.State.IMPORTED)),
    )
    page = Paginator(found.order_by("-uploaded_at", "-pk"), BATCHES_ON_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "registry/import/list.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(PERMISSION)
def imports(request: HttpRequest) -> HttpResponse:
    """The uploaded tables, and the form to upload another one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _batches(request, form)
    file, kind = form.cleaned_data["file"], kind_of(form.cleaned_data["kind"])
    data, name = file.read(), tidy(file.name or "")
    try:
        table = read_table(data, name)

        def act() -> str:
            batch = intake.take_in(table, data, name, kind, by=request.user)  # type: ignore[arg-type]
            return reverse("registry:import", args=[batch.code])

        return redirect(once(request, "registry.import", act))
    except (BadTable, Refused) as refusal:
        form.add_error("file", str(getattr(refusal, "message", refusal)))
        return _batches(request, form)


@require_safe
@has_permission(PERMISSION)
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """One table: what becomes of each row, and what to do next."""
    return _page(request, import_batch_for(request.user, code))  # type: ignore[arg-type]


def _page(request: HttpRequest, batch: ImportBatch, form: ColumnsForm | None = None) -> HttpResponse:
    kind, figures = kind_of(batch.kind), preview.counts(batch)
    wanted = request.GET.get("tampil", "")
    view = (
        wanted
        if wanted in preview.VIEWS
        else "bermasalah"
        if figures["bermasalah"] and not figures["draf"]
        else "semua"
    )
    page = Paginator(preview.rows_in(batch, view), ON_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "batch": batch,
        "kind": kind,
        "figures": figures,
        "to_do": figures["siap"] + figures["catatan"],
        "view": view,
        "views": [(name, words, figures[name]) for name, (words, _) in preview.VIEWS.items() if figures[name]],
        "page": page,
        "labels": [kind.fields[name] for name in preview.columns_of(batch, kind)],
        "rows": preview.rows_for_page(batch, kind, page),
        "columns": form or ColumnsForm(batch=batch, kind=kind),
        "lacking_columns": intake.missing_columns(batch),
        "other": intake.fits_better(batch),
        "may_change": may_change(batch, request.user),  # type: ignore[arg-type]
        "standing": preview.standing(batch, kind) if figures["draf"] else None,
    }
    return render(request, "registry/import/batch.html", context)


@require_POST
@has_permission(PERMISSION)
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Map the columns again; every row is checked anew."""
    batch = import_batch_for(request.user, code, to_change=True)  # type: ignore[arg-type]
    form = ColumnsForm(request.POST, batch=batch, kind=kind_of(batch.kind))
    if not form.is_valid():
        return _page(request, batch, form)
    try:
        intake.map_columns(batch, form.mapping(), form.options(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Kolom disimpan dan semua baris diperiksa ulang.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import", code)


@require_POST
@has_permission(PERMISSION)
def duplicates(request: HttpRequest, code: str) -> HttpResponse:
    """Take in the ticked likely duplicates of the page, and no others of it."""
    batch = import_batch_for(request.user, code, to_change=True)  # type: ignore[arg-type]
    ticked, among = (_numbers(request.POST.getlist(name)) for name in ("baris", "tampak"))
    try:
        count = intake.accept(batch, ticked, among=among, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Pilihan disimpan: {count} baris yang mirip tetap dimasukkan.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('registry:import', args=[code])}?tampil=ganda")


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 9}


@require_POST
@has_permission(PERMISSION)
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Make drafts of all rows that are ready."""
    batch = import_batch_for(request.user, code, to_change=True)  # type: ignore[arg-type]
    try:
        outcome = applying.apply(batch, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:import", code)
    left_out = preview.counts(batch)["bermasalah"]
    words = f"{number(outcome.done)} baris menjadi draf"
    if outcome.left:
        messages.warning(request, f"{words}, {number(outcome.left)} baris menunggu. Tekan “Lanjutkan”.")
    elif left_out:
        fix = "Unduh baris bermasalah, perbaiki di Excel, lalu unggah lagi."
        messages.warning(request, f"{words}, {number(left_out)} belum. {fix}")
    else:
        messages.success(request, f"{words}. Belum ada yang tampil untuk umum.")
    return redirect("registry:import", code)


@require_POST
@has_permission(PERMISSION)
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take the drafts back, or throw the table away when there are none."""
    batch = import_batch_for(request.user, code, to_change=True)  # type: ignore[arg-type]
    try:
        if not preview.counts(batch)["draf"]:
            intake.throw_away(batch, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"Berkas {batch.file_name} dan semua barisnya dihapus.")
            return redirect("registry:imports")
        outcome = applying.undo(batch, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:import", code)
    _tell(request, f"{number(outcome.done)} draf dibatalkan", outcome, "tetap ada karena sudah dikirim atau diubah")
    return redirect("registry:import", code)


@require_POST
@has_permission(PERMISSION)
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send the complete drafts to the queue, in the name of the office."""
    batch = import_batch_for(request.user, code, to_change=True)  # type: ignore[arg-type]
    try:
        outcome = applying.send_complete(batch, by=request.user)  # type: ignore[arg-type]
        _tell(request, f"{number(outcome.done)} draf dikirim ke antrean", outcome, "belum bisa dikirim")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import", code)


def _tell(request: HttpRequest, words: str, outcome: applying.Outcome, stayed: str) -> None:
    if outcome.why:
        reasons = ", ".join(sorted(set(outcome.why.values())))[:300].rstrip(".")
        words = f"{words}; {number(len(outcome.why))} {stayed} ({reasons})"
    if outcome.left:
        words = f"{words}; {number(outcome.left)} menunggu, tekan sekali lagi"
    (messages.warning if outcome.why or outcome.left else messages.success)(request, f"{words}.")


@require_safe
@has_permission(PERMISSION)
def problem_rows(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The rows that did not get in, as a file to put right in Excel and upload again."""
    batch = import_batch_for(request.user, code)  # type: ignore[arg-type]
    response = StreamingHttpResponse(
        preview.problem_file(batch, kind_of(batch.kind)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="impor-{batch.code}-bermasalah.csv"'
    return response
