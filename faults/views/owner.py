"""The owner: reports about her businesses, and her side of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, signed_in
from faults import actions
from faults.access import told_report
from faults.forms import ReplyForm
from faults.models import Report
from faults.queries import told_to
from review.actions import Refused

ON_A_PAGE = 10


def _page(request: PersonRequest, wrong: tuple[str, ReplyForm] | None = None) -> HttpResponse:
    page = Paginator(told_to(request.user), ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    rows = [(one, _form(one, wrong)) for one in page]
    form = wrong[1] if wrong else None
    return render(request, "faults/mine.html", {"page": page, "rows": rows, "form": form})


def _form(one: Report, wrong: tuple[str, ReplyForm] | None) -> ReplyForm | None:
    """The form of a report that still waits; the one that was filled in wrongly as it was typed."""
    if one.is_over:
        return None
    if wrong and wrong[0] == one.code:
        return wrong[1]
    return ReplyForm(initial={"words": one.owner_words}, auto_id=f"id_%s_{one.code}")


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What was reported about her businesses."""
    return _page(request)


@signed_in
@require_POST
def reply(request: PersonRequest, code: str) -> HttpResponse:
    """Her side of one report."""
    one = told_report(request.user, code)
    form = ReplyForm(request.POST, auto_id=f"id_%s_{one.code}")
    if form.is_valid():
        try:
            actions.reply(one, form.cleaned_data["words"], by=request.user)
            messages.success(request, "Tanggapan Anda terkirim ke petugas.")
            return redirect("faults:mine")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("faults:mine")
    return _page(request, (one.code, form))
