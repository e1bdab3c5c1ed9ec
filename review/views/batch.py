"""Approving many like submissions at once: begin, look at the sample, approve the rest, see how each ended."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from jobs.queries import of_subject
from review import batches
from review.access import batch_for, matching, submissions_for
from review.actions import Refused
from review.addresses import review_address
from review.filters import QueueFilter
from review.models import Batch, BatchItem
from review.queries import waiting
from review.queue_rows import what_words
from review.sampling import sample_size

ON_A_PAGE = 30
DESK = has_permission("review.view_queue", "review.assign_submission")


def _page_of(batch: Batch) -> str:
    return reverse("review:batch", args=[batch.code])


@require_safe
@DESK
def batch_list(request: PersonRequest) -> HttpResponse:
    """Her approvals of many at once, the newest first; who supervises sees everybody's."""
    found = Batch.objects.select_related("made_by")
    if not request.user.has_perm("review.supervise_queue"):
        found = found.filter(made_by=request.user)
    page = Paginator(found.order_by("-made_at", "-id"), ON_A_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "rows": [(batch, what_words(batch)) for batch in page]}
    return render(request, "review/batches.html", context)


@require_POST
@DESK
def new(request: PersonRequest) -> HttpResponse:
    """Begin with the ticked ones (`kode`), or with all that fit the address (`sekaligus=semua`)."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if request.POST.get("sekaligus") == "semua":
        found = QueueFilter(request.GET, queryset=waiting(), request=request).qs
        chosen = matching(request.user, found, batches.MOST + 1)
    else:
        chosen = submissions_for(request.user, request.POST.getlist("kode"))

    def act() -> str:
        begun = batches.begin(chosen, by=request.user)
        if begun.left_out:
            messages.info(request, f"Tidak diikutkan: {' '.join(begun.left_out)}")
        return _page_of(begun.batch)

    try:
        return HttpResponseRedirect(once(request, "review.batch", act))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("review:queue") + query)


@require_safe
@DESK
def batch(request: PersonRequest, code: str) -> HttpResponse:
    """How far it is: the checks, the sample, the approvals; how each submission ended."""
    found = batch_for(request.user, code)
    items = list(found.items.select_related("submission__decided_by").order_by("pk"))
    open_items = [item for item in items if not item.outcome]
    sample = [item for item in items if item.is_sample]
    job = of_subject(found.code, batches.CHECK, batches.APPROVE)
    context = {
        "batch": found,
        "what": what_words(found),
        "items": items,
        "sample": [(item, f"{review_address(item.submission)}?sekaligus={found.code}") for item in sample],
        "looked": sum(1 for item in sample if item.looked_at),
        "wanted": max(len(sample), sample_size(len(open_items))),
        "open": len(open_items),
        "ended": [(item, review_address(item.submission)) for item in items if item.outcome],
        "figures": [(name.label, n) for name in BatchItem.Outcome if (n := _count(items, name)) and name.value],
        "job": job,
        "broke": job is not None and job.state == job.State.FAILED and found.state == Batch.State.RUNNING,
        "hers": found.made_by_id == request.user.pk,
    }
    return render(request, "review/batch.html", context)


def _count(items: list[BatchItem], outcome: BatchItem.Outcome) -> int:
    return sum(1 for item in items if item.outcome == outcome.value)


def _press(request: PersonRequest, found: Batch, act: Callable[[], str]) -> HttpResponse:
    """Do it, or say why not; back to the batch."""
    try:
        words = act()
        if words:
            messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(_page_of(found))


def _code(request: PersonRequest) -> str:
    code = request.POST.get("kode", "")
    return code if code.isalnum() and len(code) <= 16 else ""


@require_POST
@DESK
def open_sample(request: PersonRequest, code: str) -> HttpResponse:
    """Open the drawn submission `kode` for examination."""
    found = batch_for(request.user, code)
    try:
        submission = batches.open_sample(found, _code(request), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_page_of(found))
    return HttpResponseRedirect(f"{review_address(submission)}?{urlencode({'sekaligus': found.code})}")


@require_POST
@DESK
def mark(request: PersonRequest, code: str) -> HttpResponse:
    """Say of the opened submission `kode` that it is right (`hasil=cocok`) or not."""
    found, fine = batch_for(request.user, code), request.POST.get("hasil") == "cocok"

    def act() -> str:
        batches.mark(found, _code(request), fine=fine, by=request.user)
        stopped = "Persetujuan sekaligus dihentikan. Semua pengajuannya kembali ke antrean, periksa satu per satu."
        return "Sampel ditandai cocok." if fine else stopped

    return _press(request, found, act)


@require_POST
@DESK
def confirm(request: PersonRequest, code: str) -> HttpResponse:
    """Approve all that is open."""
    found = batch_for(request.user, code)

    def act() -> str:
        state = batches.confirm(found, by=request.user).state
        if state == Batch.State.SAMPLING:
            return "Ada sampel yang sudah diputus, jadi sampel baru diambil. Periksa yang belum ditandai."
        if state == Batch.State.STOPPED:
            return "Ada sampel yang dikembalikan atau ditolak, jadi sisanya diperiksa satu per satu."
        return "Persetujuan berjalan. Anda boleh menutup halaman ini."

    return _press(request, found, act)


@require_POST
@DESK
def resume(request: PersonRequest, code: str) -> HttpResponse:
    """Go on after the work broke down."""
    found = batch_for(request.user, code)

    def act() -> str:
        batches.resume(found, by=request.user)
        return "Persetujuan dilanjutkan."

    return _press(request, found, act)


@require_POST
@DESK
def cancel(request: PersonRequest, code: str) -> HttpResponse:
    """Give up; all goes back to the queue."""
    found = batch_for(request.user, code)

    def act() -> str:
        batches.cancel(found, by=request.user)
        return "Dibatalkan. Semua pengajuannya kembali ke antrean."

    return _press(request, found, act)
