"""What can be done with an uploaded table: each press orders a job, and the page shows how far it is."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from registry.access import import_batch_for
from registry.forms_import import ColumnsForm
from registry.importing import applying, intake, preview
from registry.importing.kinds import kind_of
from registry.models import ImportBatch
from registry.views.imports import PERMISSION, page_of
from review.actions import Refused

Verb = Callable[[ImportBatch, User], object]


def _press(request: PersonRequest, code: str, verb: Verb) -> HttpResponse:
    """Do it, or say why not; back to the page either way."""
    batch = import_batch_for(request.user, code, to_change=True)
    try:
        verb(batch, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import", code)


@require_POST
@has_permission(PERMISSION)
def columns(request: PersonRequest, code: str) -> HttpResponse:
    """Map the columns again; every row is checked anew."""
    batch = import_batch_for(request.user, code, to_change=True)
    form = ColumnsForm(request.POST, batch=batch, kind=kind_of(batch.kind))
    if not form.is_valid():
        return page_of(request, batch, form)
    return _press(
        request,
        code,
        lambda batch, by: intake.map_columns(batch, form.mapping(), form.options(), remember=form.remember, by=by),
    )


@require_POST
@has_permission(PERMISSION)
def duplicates(request: PersonRequest, code: str) -> HttpResponse:
    """Take in the ticked likely duplicates of the page, and no others of it."""
    batch = import_batch_for(request.user, code, to_change=True)
    ticked, among = (_numbers(request.POST.getlist(name)) for name in ("baris", "tampak"))
    try:
        count = intake.accept(batch, ticked, among=among, by=request.user)
        messages.success(request, f"Pilihan disimpan: {count} baris yang mirip tetap dimasukkan.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('registry:import', args=[code])}?tampil=ganda")


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 9}


@require_POST
@has_permission(PERMISSION)
def read_again(request: PersonRequest, code: str) -> HttpResponse:
    """Read a file once more after the reading broke."""
    return _press(request, code, lambda batch, by: intake.read_again(batch, by=by))


@require_POST
@has_permission(PERMISSION)
def apply(request: PersonRequest, code: str) -> HttpResponse:
    """Make drafts of all rows that are ready."""
    return _press(request, code, lambda batch, by: applying.apply(batch, by=by))


@require_POST
@has_permission(PERMISSION)
def undo(request: PersonRequest, code: str) -> HttpResponse:
    """Take the drafts back, or throw the table away when there are none."""
    batch = import_batch_for(request.user, code, to_change=True)
    figures = preview.counts(batch)
    if figures["draf"] or figures["dibatalkan"]:
        return _press(request, code, lambda batch, by: applying.undo(batch, by=by))
    try:
        intake.throw_away(batch, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:import", code)
    messages.success(request, f"Berkas {batch.file_name} dan semua barisnya dihapus.")
    return redirect("registry:imports")


@require_POST
@has_permission(PERMISSION)
def send(request: PersonRequest, code: str) -> HttpResponse:
    """Send the complete drafts to the queue, in the name of the office."""
    return _press(request, code, lambda batch, by: applying.send(batch, by=by))
