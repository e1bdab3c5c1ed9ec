"""The office: reports that wait, one report with its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from faults import actions
from faults.access import for_office
from faults.filters import SHELVES, Wanted
from faults.forms import AnswerForm
from faults.models import Report
from faults.queries import waiting
from faults.ready import ready_answers
from faults.subjects import page_of
from review.actions import Refused

PERMISSION = "faults.answer_report"
ON_A_PAGE = 25


@require_safe
@has_permission(PERMISSION)
def reports(request: PersonRequest) -> HttpResponse:
    """The list: what may harm somebody first, then the oldest promise."""
    wanted = Wanted.read(request.GET)
    page = Paginator(wanted.rows(request.user), ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {
        "page": page,
        "wanted": wanted,
        "shelves": SHELVES.items(),
        "kinds": Report.Kind.choices,
        "count": waiting().count(),
        "now": timezone.now(),
    }
    return render(request, "faults/office/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(PERMISSION)
def report(request: PersonRequest, code: str) -> HttpResponse:
    """One report; a post answers it, or with `ready` puts a ready sentence into the form first."""
    one = for_office(request.user, code)
    form = AnswerForm(request.POST if request.method == "POST" and "ready" not in request.POST else None)
    sentences = ready_answers(one.kind)
    if request.method == "POST" and "ready" in request.POST:
        form = AnswerForm(initial=_ready(request, sentences))
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer(one, given["outcome"], given["words"], by=request.user, public_line=given["public_line"])
            messages.success(request, "Jawaban tersimpan. Pelapor membacanya lewat kode laporan.")
            return redirect("faults:reports")
        except Refused as refusal:
            form.add_error(None, str(refusal))
            one = for_office(request.user, code)
    context = {"one": one, "form": form, "sentences": sentences, "page": page_of(one), "now": timezone.now()}
    return render(request, "faults/office/one.html", context)


def _ready(request: PersonRequest, sentences: list) -> dict[str, str]:
    """The form with the chosen sentence; what was typed below for everybody stays."""
    number = request.POST.get("ready", "")
    known = number.isascii() and number.isdigit() and len(number) < 3 and int(number) < len(sentences)
    chosen = sentences[int(number)] if known else None
    kept = {"public_line": request.POST.get("public_line", "")[:200], "words": request.POST.get("words", "")[:1500]}
    return kept | ({"outcome": chosen.outcome, "words": chosen.sentence} if chosen else {})


@require_POST
@has_permission(PERMISSION)
def take(request: PersonRequest, code: str) -> HttpResponse:
    """Take it up (`do` = take, or tell: the owner learns of it too), or put it back (`do` = back)."""
    one, do = for_office(request.user, code), request.POST.get("do", "")
    try:
        if do == "back":
            actions.hand_back(one, by=request.user)
            messages.success(request, "Laporan dikembalikan ke daftar.")
        else:
            actions.take(one, by=request.user, tell=do == "tell")
            told = " Pemilik usaha diberi tahu dan bisa menanggapi." if do == "tell" else ""
            messages.success(request, f"Laporan ini Anda periksa.{told}")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("faults:answer", code=code)
