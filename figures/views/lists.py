"""Lists of other offices: upload one, let it be matched again, throw it away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from figures import queries
from figures.access import COMPARE, list_for
from figures.actions.lists import load_list, match_again, throw_away_list
from figures.forms import ListForm
from figures.models import ComparedList
from figures.working import MATCH
from jobs.actions import order
from registry.form_fields import tidy
from registry.spreadsheet import BadTable, read_table
from review.actions import Refused

ON_A_PAGE = 20


def _order(of_list: ComparedList, request: PersonRequest) -> None:
    address = reverse("figures:list", args=[of_list.code])
    order(MATCH, of_list.code, by=request.user, title=f"Mencocokkan {of_list.name}"[:200], address=address)


def _page(request: PersonRequest, form: ListForm) -> HttpResponse:
    page = Paginator(queries.compared_lists(), ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    return render(request, "figures/lists.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@has_permission(COMPARE)
def lists(request: PersonRequest) -> HttpResponse:
    """The lists, and the form to upload another one."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    file = form.cleaned_data["file"]
    data, name = file.read(), tidy(file.name or "")
    try:
        table = read_table(data, name)

        def act() -> str:
            made = load_list(table, data, name, form.values(), by=request.user)
            _order(made, request)
            return reverse("figures:list", args=[made.code])

        return redirect(once(request, "figures.list", act))
    except (BadTable, Refused) as refusal:
        form.add_error("file", str(getattr(refusal, "message", refusal)))
        return _page(request, form)


@require_POST
@has_permission(COMPARE)
def again(request: PersonRequest, code: str) -> HttpResponse:
    """Match anew what no person decided."""
    of_list = list_for(request.user, code)
    try:
        match_again(of_list, by=request.user)
        _order(of_list, request)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("figures:list", code)


@require_POST
@has_permission(COMPARE)
def throw_away(request: PersonRequest, code: str) -> HttpResponse:
    """Remove a list with all its rows."""
    of_list = list_for(request.user, code)
    try:
        throw_away_list(of_list, by=request.user)
        messages.success(request, f"Daftar {of_list.name} dan semua barisnya dihapus.")
        return redirect("figures:lists")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("figures:list", code)
