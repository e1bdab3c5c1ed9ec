"""Many products at once: choose a category, take its table, upload it filled, look at every row, take it in or back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.models import User
from accounts.once import once
from catalog.access import product_batch_for
from catalog.bulk import applying, intake, preview, template, undoing, work
from catalog.bulk.reading_in import MOST_ROWS
from catalog.forms.bulk import BulkForm
from catalog.forms.fields import category_choices
from catalog.models import Category, ProductBatch
from catalog.queries import leaves
from registry.access import business_for
from registry.form_fields import tidy
from registry.membership import Right, may
from registry.models import Business
from registry.queries import businesses_of, newest_names
from review.actions import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ON_A_PAGE = 50
RECENT = 20
REFRESH = "3"  # seconds; without scripts the page asks again by itself
State = ProductBatch.State


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """Choose business and category; then its table to fill in, and the form to send it."""
    mine = list(newest_names(businesses_of(request.user, Right.EDIT_PRODUCTS)))
    asked = request.POST if request.method == "POST" else request.GET
    business = _chosen(mine, tidy(asked.get("usaha", "")))
    category = _category(tidy(asked.get("kategori", "")))
    form = BulkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and business and category and form.is_valid():
        try:
            return redirect(once(request, "product.bulk", lambda: _receive(request, business, category, form)))
        except Refused as refusal:
            form.add_error("table", str(refusal))
    found = ProductBatch.objects.filter(business__in=mine).select_related("category")
    return render(
        request,
        "catalog/bulk/start.html",
        {
            "businesses": mine,
            "business": business,
            "category": category,
            "categories": category_choices(),
            "form": form,
            "batches": found[:RECENT],
            "most": MOST_ROWS,
            "asks": request.method == "POST" and not (business and category),
        },
    )


def _chosen(mine: list[Business], code: str) -> Business | None:
    if not code and len(mine) == 1:
        return mine[0]
    return next((one for one in mine if one.code == code), None)


def _category(slug: str) -> Category | None:
    return leaves().filter(slug=slug[:80]).first() if slug else None


def _receive(request: PersonRequest, business: Business, category: Category, form: BulkForm) -> str:
    files = form.cleaned_data
    batch = intake.receive(business, category, files["table"], files["photos"], by=request.user)
    return reverse("catalog:bulk-batch", args=[batch.code])


@signed_in
@require_safe
def batch(request: PersonRequest, code: str) -> HttpResponse:
    """One table: what becomes of each row, and what to do next."""
    found = product_batch_for(request.user, code)
    job, figures = work.newest_job(found), preview.counts(found)
    busy = job is not None and not job.is_over
    wanted = request.GET.get("tampil", "")
    view = wanted if wanted in preview.VIEWS else "perbaiki" if figures["perbaiki"] else "semua"
    rows = found.rows.filter(preview.VIEWS[view][1]).select_related("product").order_by("number")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context: dict[str, Any] = {
        "batch": found,
        "job": job,
        "busy": busy,
        "may_poll": job is not None and job.asked_by_id == request.user.pk,
        "outcome": None if found.state == State.FAILED else preview.outcome(job),
        "figures": figures,
        "good": figures["siap"] + figures["catatan"],
        "plans": preview.plans(found),
        "view": view,
        "views": [(name, words, figures[name]) for name, (words, _) in preview.VIEWS.items() if figures[name]],
        "page": page,
        "lines": preview.lines(found, page),
        "may_send": may(found.acting_role, Right.SEND_PRODUCTS),  # type: ignore[attr-defined]
    }
    response = render(request, "catalog/bulk/batch.html", context)
    if busy:
        response["Refresh"] = REFRESH
    return response


def _press(request: PersonRequest, code: str, verb: Callable[[ProductBatch, User], object]) -> HttpResponse:
    """Do it, or say why not; back to the page either way."""
    found = product_batch_for(request.user, code)
    try:
        verb(found, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("catalog:bulk-batch", code)


@signed_in
@require_POST
def apply(request: PersonRequest, code: str) -> HttpResponse:
    """Take the good rows in; with `kirim` complete ones go to the office at once."""
    sends = "kirim" in request.POST
    return _press(request, code, lambda found, by: applying.apply(found, sends=sends, by=by))


@signed_in
@require_POST
def again(request: PersonRequest, code: str) -> HttpResponse:
    """Look at every row once more."""
    return _press(request, code, lambda found, by: intake.look_again(found, by=by))


@signed_in
@require_POST
def undo(request: PersonRequest, code: str) -> HttpResponse:
    """Take everything back that the table did."""
    return _press(request, code, lambda found, by: undoing.undo(found, by=by))


@signed_in
@require_POST
def throw_away(request: PersonRequest, code: str) -> HttpResponse:
    """Remove a table of which nothing was taken in."""
    found = product_batch_for(request.user, code)
    try:
        intake.throw_away(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("catalog:bulk-batch", code)
    messages.success(request, f"Tabel {found.file_name} dibuang. Tidak ada produk yang berubah.")
    return redirect("catalog:bulk")


def _file(form: str, name: str, lines: Callable[[], Any], book: Callable[[], bytes]) -> HttpResponseBase:
    answer: HttpResponseBase
    if form == "csv":
        answer = StreamingHttpResponse(lines(), content_type=CSV)
    else:
        answer = HttpResponse(book(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@signed_in
@require_safe
def empty(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The table of a category to fill in."""
    category = _category(slug)
    if category is None:
        raise Http404
    name = f"produk-{category.slug}"
    return _file(form, name, lambda: template.empty_csv(category), lambda: template.empty_workbook(category))


@signed_in
@require_safe
def filled(request: PersonRequest, code: str, slug: str, form: str) -> HttpResponseBase:
    """The products of a business in a category, as a table to change and send back."""
    business = business_for(request.user, code, Right.EDIT_PRODUCTS)
    category = get_object_or_404(leaves(), slug=slug)
    name = f"produk-{category.slug}-saya"
    return _file(
        form,
        name,
        lambda: template.filled_csv(business, category),
        lambda: template.filled_workbook(business, category),
    )


@signed_in
@require_safe
def problems(request: PersonRequest, code: str, form: str) -> HttpResponseBase:
    """The rows that were not taken in, as a file to put right and send again."""
    found = product_batch_for(request.user, code)
    name = f"perbaiki-{found.code}"
    return _file(form, name, lambda: template.problems_csv(found), lambda: template.problems_workbook(found))
