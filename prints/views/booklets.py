"""Catalogues as PDF: ordered, followed, downloaded by who ordered them."""

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.limits import may_try
from accounts.once import once
from prints import actions
from prints.access import booklet_for
from prints.forms import BookletForm
from prints.queries import KEPT, of_user
from review.actions import Refused

SHOWN = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def booklets(request: PersonRequest) -> HttpResponse:
    """The form, and what she ordered."""
    first = {
        "category": request.GET.get("kategori", "")[:80],
        "collection": request.GET.get("koleksi", "")[:80],
        "codes": "\n".join(request.GET.getlist("p"))[:8000],
    }
    form = BookletForm(request.POST) if request.method == "POST" else BookletForm(initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(once(request, "prints.booklet", lambda: _order(request, form)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "booklets": of_user(request.user)[:SHOWN], "days": KEPT.days}
    return render(request, "prints/booklets.html", context, status=status)


def _order(request: PersonRequest, form: BookletForm) -> str:
    if not may_try(request, "print_booklet", request.user.code):
        raise Refused("Anda sudah memesan banyak katalog. Coba lagi satu jam lagi.")
    given = form.cleaned_data
    address = reverse("prints:booklet", args=["22222222"]).replace("22222222", "{code}")
    made = actions.order(
        given["title"], by=request.user, category=given["category"], codes=given["codes"], address=address
    )
    messages.success(request, "Pesanan diterima. Katalognya sedang disusun.")
    return reverse("prints:booklet", args=[made.code])


@signed_in
@require_safe
def booklet(request: PersonRequest, code: str) -> HttpResponse:
    """How far it is; reloads itself until it is done."""
    one = booklet_for(request.user, code)
    job = actions.job_of(one)
    response = render(request, "prints/booklet.html", {"one": one, "job": job, "until": one.ordered_at + KEPT})
    if job is not None and not job.is_over:
        response["Refresh"] = "3"
    return response


@signed_in
@require_safe
def download(request: PersonRequest, code: str) -> HttpResponseBase:
    """The file."""
    one = booklet_for(request.user, code)
    try:
        file = storages["private"].open(one.path) if one.path else None
    except OSError:
        file = None
    if file is None:
        raise Http404("Katalog ini belum selesai, atau sudah dihapus. Pesan lagi bila perlu.")
    name = f"katalog-{slugify(one.title)[:40] or 'produk'}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
