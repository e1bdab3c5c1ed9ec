"""Reporting something, and following the report by its code; nobody needs an account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import may_try
from accounts.once import once
from catalog.picked import code_in
from faults import actions
from faults.access import by_code
from faults.forms import ReportForm
from faults.models import Report
from faults.queries import public_lines
from faults.subjects import KINDS, Subject, find, page_of
from review.actions import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """What is wrong with the thing in the address; without one, how to find it, and what came of other reports."""
    if mine := code_in(request.GET.get("kode", "")):
        return redirect("faults:track", code=mine)
    word = next((one for one in KINDS if request.GET.get(one)), "")
    subject = find(word, code_in(request.GET[word])) if word else None
    if subject is None:
        context = {"typed": request.GET.get(word, "")[:200] if word else "", "lines": public_lines()}
        return render(request, "faults/choose.html", context, status=404 if word else 200)
    if request.method != "POST":
        return _form(request, subject, ReportForm(subject=subject))
    tapped = request.POST.get("tap", "")[:20]
    form = ReportForm(request.POST, subject=subject, tapped=tapped)
    if not form.is_valid():
        return _form(request, subject, form)
    if not may_try(request, "report_fault", subject.code):
        form.add_error(
            None, f"Terlalu banyak laporan dari jaringan ini. Coba lagi nanti, atau hubungi {settings.OFFICE_NAME}."
        )
        return _form(request, subject, form, status=429)
    try:
        return HttpResponseRedirect(once(request, "faults.report", lambda: _make(request, subject, form)))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, subject, form)


def _make(request: HttpRequest, subject: Subject, form: ReportForm) -> str:
    given = form.cleaned_data
    by = request.user if request.user.is_authenticated else None
    made = actions.report(
        subject, given["kind"], given["text"], by=by, contact=given["contact"], may_contact=given["may_contact"]
    )
    messages.success(request, "Laporan terkirim. Terima kasih sudah membantu.")
    return reverse("faults:track", args=[made.code])


def _form(request: HttpRequest, subject: Subject, form: ReportForm, status: int = 200) -> HttpResponse:
    taps = [one for one in subject.kinds if one not in Report.NEED_WORDS]
    return render(request, "faults/report.html", {"subject": subject, "form": form, "taps": taps}, status=status)


@never_cache
@require_safe
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Where a report stands, and the answer of the office."""
    one = by_code(code)
    link = request.build_absolute_uri(request.path)
    return render(request, "faults/track.html", {"one": one, "steps": _steps(one), "page": page_of(one), "link": link})


def _steps(one: Report) -> list[dict[str, str]]:
    """The way of a report, for parts/timeline.html."""
    looked = "done" if one.is_over else "now" if one.state == Report.State.LOOKING else "later"
    ended = ("done" if one.state == Report.State.ANSWERED else "bad") if one.is_over else "later"
    return [
        {"state": "done", "title": "Diterima"},
        {"state": looked, "title": "Diperiksa petugas"},
        {"state": ended, "title": str(one.get_state_display()) if one.is_over else "Dijawab"},
    ]
