"""Files that go out of the import: rows to put right, and empty lists to fill in."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from registry.access import import_batch_for
from registry.importing.blank import blank_csv, blank_workbook
from registry.importing.corrections import OUT, header_out, rows_out
from registry.importing.kinds import KINDS, kind_of
from registry.spreadsheet_out import csv_lines
from registry.views.imports import BOOK_ROWS, PERMISSION
from registry.workbook_out import Page, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@has_permission(PERMISSION)
def problem_rows(request: PersonRequest, code: str, form: str) -> HttpResponseBase:
    """The rows that did not get in, as a file to put right in Excel and upload again."""
    batch = import_batch_for(request.user, code)
    kind, name = kind_of(batch.kind), f"impor-{batch.code}-bermasalah.{form}"
    header = header_out(batch)
    if form == "csv":
        return _named(StreamingHttpResponse(csv_lines(header, rows_out(batch, kind)), content_type=CSV), name)
    if batch.rows.filter(state__in=OUT).count() > BOOK_ROWS:
        messages.error(request, f"Lebih dari {BOOK_ROWS} baris; unduh sebagai CSV, Excel bisa membukanya.")
        return redirect("registry:import", code)
    page = Page("Baris bermasalah", header, rows_out(batch, kind), as_text=frozenset(range(2, len(header))))
    return _named(HttpResponse(workbook(page), content_type=XLSX), name)


@require_safe
@has_permission(PERMISSION)
def blank(request: PersonRequest, kind: str, form: str) -> HttpResponseBase:
    """An empty list with the right titles, one marked example, and an explanation."""
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    name = f"daftar-{found.noun}-kosong.{form}"
    if form == "csv":
        return _named(StreamingHttpResponse(blank_csv(found), content_type=CSV), name)
    return _named(HttpResponse(blank_workbook(found), content_type=XLSX), name)
