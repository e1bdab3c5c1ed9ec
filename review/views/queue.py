"""The queue, my tasks, and what was decided."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from review.addresses import address_in_room, review_address
from review.filters import KINDS, QueueFilter
from review.models import Submission
from review.queries import decided, officers, queue_summary, waiting, with_rounds
from review.queue_rows import duration_words, queue_row, what_words

ON_A_PAGE = 50


class CountedPages(Paginator):
    """Pages whose rows carry their own total (`of`), so that the first page costs one statement, not two."""

    @cached_property
    def count(self) -> int:
        """The total as the first rows tell it."""
        return getattr(next(iter(self.first_page), None), "of", 0)

    @cached_property
    def first_page(self) -> list[Submission]:
        """The rows of page 1."""
        return list(self.object_list[: self.per_page])

    def page(self, number: Any) -> Any:
        """The page `number`; page 1 is not read a second time."""
        number = self.validate_number(number)
        if number == 1:
            return Page(self.first_page, 1, self)
        return super().page(number)


def _list(request: PersonRequest, found: QuerySet[Submission], template: str, **extra: Any) -> HttpResponse:
    narrowed = QueueFilter(request.GET, queryset=found, request=request)
    page = CountedPages(with_rounds(narrowed.qs), ON_A_PAGE).get_page(request.GET.get("halaman"))
    now, query = timezone.now(), request.GET.copy()
    query.pop("halaman", None)
    rows = [queue_row(submission, query.urlencode(), now) for submission in page]
    context = {
        "filter": narrowed,
        "form": narrowed.form,
        "chosen": narrowed.chosen,
        "page": page,
        "rows": rows,
        "officers": officers() if rows else [],
        "may_assign": request.user.has_perm("review.assign_submission"),
    }
    return render(request, template, context | extra)


@require_safe
@has_permission("review.view_queue")
def queue(request: PersonRequest) -> HttpResponse:
    """All that waits, the oldest promise first."""
    summary = queue_summary(timezone.now(), request.user)
    kinds = [("", "Semua", summary.all), *((key, kind.label, summary.kinds[kind]) for key, kind in KINDS.items())]
    return _list(request, waiting(), "review/queue.html", summary=summary, kinds=kinds)


@require_safe
@has_permission("review.view_queue")
def tasks(request: PersonRequest) -> HttpResponse:
    """What waits and is mine."""
    return _list(request, waiting().filter(assigned_to=request.user), "review/tasks.html")


@require_safe
@has_permission("review.view_queue")
def decisions(request: PersonRequest) -> HttpResponse:
    """What was decided lately, by whom and how fast."""
    kind = KINDS.get(request.GET.get("jenis", ""))
    found = decided().filter(kind=kind) if kind else decided()
    mine = request.GET.get("petugas") == "saya"
    page = Paginator(found.filter(decided_by=request.user) if mine else found, ON_A_PAGE).get_page(
        request.GET.get("halaman")
    )
    rows = [
        {
            "submission": one,
            "address": review_address(one),
            "public": address_in_room(one, "short"),
            "what": what_words(one)[0],
            "took": duration_words(one.took),
            "late": one.took > one.due_at - one.submitted_at,
        }
        for one in page
    ]
    kinds = [("", "Semua"), *((key, value.label) for key, value in KINDS.items())]
    context = {"page": page, "rows": rows, "kinds": kinds, "kind": request.GET.get("jenis", ""), "mine": mine}
    return render(request, "review/decisions.html", context)
