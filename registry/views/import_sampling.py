"""The sample of an import: drawn, looked at by a second officer, decided, and undone by the head of the section."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import PersonRequest, has_permission
from registry.access import import_batch_for
from registry.comparison import FIELDS
from registry.forms_import import UndoApprovalForm, VerdictForm
from registry.importing import sampling
from registry.importing.cells import shown
from registry.models import BatchReview, BusinessEdition, ImportRow, SampledDraft
from registry.views.imports import PERMISSION
from review.actions import Refused

SHOWN = ("owner_name", "nib", "legal_form", "activity", "village", "street", "phone", "description")


@dataclass
class Card:
    """One draft of the sample: what is sent, the row it came from, and the form for the verdict."""

    sampled: SampledDraft
    name: str
    facts: list[tuple[str, str]]
    source: list[tuple[str, str]]
    row_number: int | None
    form: VerdictForm


@require_POST
@has_permission(PERMISSION, sampling.DECIDE)
def draw(request: PersonRequest, code: str) -> HttpResponse:
    """Draw the sample of what waits now."""
    batch = import_batch_for(request.user, code)
    try:
        sampling.draw(batch, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:import", code)
    return redirect("registry:import-sample", code)


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(PERMISSION, sampling.DECIDE)
def sample(request: PersonRequest, code: str) -> HttpResponse:
    """Look at the sample; keep what was marked, and sign when everything is."""
    batch = import_batch_for(request.user, code)
    found = sampling.open_review(batch) or batch.reviews.first()
    if found is None:
        messages.info(request, "Sampel berkas ini belum diambil.")
        return redirect("registry:import", code)
    data = request.POST if request.method == "POST" else None
    forms = {one.place: VerdictForm(data, sampled=one) for one in found.sample.all()}
    valid = [form.is_valid() for form in forms.values()]  # all of them, so that every error is told at once
    if data is not None and all(valid):
        return _keep(request, found, forms)
    return render(request, "registry/import/sample.html", _context(request, found, forms))


def _keep(request: PersonRequest, found: BatchReview, forms: dict[int, VerdictForm]) -> HttpResponse:
    said = {
        place: (form.cleaned_data["verdict"], form.cleaned_data["note"])
        for place, form in forms.items()
        if form.cleaned_data["verdict"]
    }
    try:
        sampling.mark(found, said, by=request.user)
        if "putuskan" in request.POST:
            sampling.decide(found, by=request.user)
            return redirect("registry:import", found.batch.code)
        messages.success(request, f"Tersimpan: {len(said)} dari {found.size} sampel sudah ditandai.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import-sample", found.batch.code)


def _context(request: PersonRequest, found: BatchReview, forms: dict[int, VerdictForm]) -> dict[str, Any]:
    is_open = found.state == BatchReview.State.SAMPLING
    return {
        "review": found,
        "seed": str(found.seed),
        "batch": found.batch,
        "cards": _cards(found, forms),
        "forms": list(forms.values()),
        "may_mark": is_open and sampling.may_mark(found, request.user),
        "marked": sum(bool(one.verdict) for one in found.sample.all()),
    }


def _cards(found: BatchReview, forms: dict[int, VerdictForm]) -> list[Card]:
    """The drafts beside their rows, in the order in which they were drawn."""
    sample = list(found.sample.all())
    editions = BusinessEdition.objects.filter(submission__code__in=[one.submission_code for one in sample])
    drafts = {
        edition.submission.code: edition
        for edition in editions.select_related("business__owner", "village__parent", "activity", "submission")
        if edition.submission
    }
    rows = ImportRow.objects.filter(batch=found.batch, result_code__in=[one.subject_code for one in sample])
    source = {row.result_code: row for row in rows}
    header = found.batch.header
    cards = []
    for one in sample:
        draft, row = drafts[one.submission_code], source.get(one.subject_code)
        facts = [(field.label, field.show(draft)) for field in FIELDS if field.name in SHOWN]
        cells = [(title, shown(cell)) for title, cell in zip(header, row.cells, strict=False)] if row else []
        said = [(title, text) for title, text in cells if title and text]
        cards.append(Card(one, draft.name, facts, said, row.number if row else None, forms[one.place]))
    return cards


@require_POST
@has_permission(PERMISSION, sampling.DECIDE)
def go_on(request: PersonRequest, code: str) -> HttpResponse:
    """Go on with a decision whose job broke."""
    batch = import_batch_for(request.user, code)
    found = batch.reviews.first()
    try:
        if found is None:
            raise Refused("Belum ada keputusan untuk berkas ini.")
        sampling.continue_deciding(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import", code)


@require_POST
@has_permission(PERMISSION, sampling.LEAD)
def undo_approval(request: PersonRequest, code: str, review: str) -> HttpResponse:
    """Hide what one act made public."""
    batch = import_batch_for(request.user, code)
    found = get_object_or_404(batch.reviews.all(), code=review)
    form = UndoApprovalForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(words) for words in form.errors["reason"]))
        sampling.undo_approval(found, form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import", code)
