"""The queue, my tasks, and what was decided."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from accounts.templatetags.portal import MONTHS, date_id
from review.addresses import address_in_room, review_address
from review.facets import KINDS, Facets, groups_of
from review.filters import QueueFilter
from review.models import Submission
from review.paging import Pages
from review.queries import decided, officers, unread_by_staff, waiting, with_rounds
from review.queue_rows import duration_words, queue_row, what_words

ON_A_PAGE = 50
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
MONTHS_BACK = 24
BEFORE_GROUPING = ("q", "pesan", "sejak", "sampai")  # what the figures beside the choices keep as it is


def narrowed(request: HttpRequest, found: QuerySet[Submission]) -> QueueFilter:
    """`found` as the address narrows it down."""
    return QueueFilter(request.GET, queryset=found, request=request)


def _list(request: PersonRequest, chosen: QueueFilter, count: int | None, **extra: Any) -> dict[str, Any]:
    """What both lists of waiting submissions show."""
    page = Pages(chosen.qs, with_rounds(waiting()), ON_A_PAGE, count=count).get_page(request.GET.get("halaman"))
    now, query = timezone.now(), request.GET.copy()
    query.pop("halaman", None)
    rows = [queue_row(submission, query.urlencode(), now) for submission in page]
    return extra | {
        "form": chosen.form,
        "chosen": chosen.chosen,
        "page": page,
        "rows": rows,
        "may_assign": request.user.has_perm("review.assign_submission"),
    }


def _facets(request: PersonRequest, chosen: QueueFilter, people: list[User]) -> Facets:
    """The figures beside the choices."""
    before = {name: value for name, value in request.GET.items() if name in BEFORE_GROUPING}
    groups = groups_of(QueueFilter(before, queryset=waiting(), request=request).qs, timezone.now())
    held = {group.officer for group in groups if group.officer} - {one.pk for one in people}
    people += User.objects.filter(pk__in=held) if held else []
    return Facets(groups, chosen.chosen, request.user.pk, {one.code: one.pk for one in people})


@require_safe
@has_permission("review.view_queue")
def queue(request: PersonRequest) -> HttpResponse:
    """All that waits, the oldest promise first."""
    chosen, people = narrowed(request, waiting()), list(officers())
    colleagues = [one for one in people if one.pk != request.user.pk]
    facets = _facets(request, chosen, people)
    context = _list(request, chosen, facets.found, facets=facets, officers=colleagues)
    context |= {
        "kinds": [("", "Semua"), *((key, kind.label) for key, kind in KINDS.items())],
        "holders": [
            (one.code, str(one), facets.officers.get(one.pk, 0)) for one in people if one.pk != request.user.pk
        ],
        "unread": unread_by_staff().count(),
        "said": said(chosen, facets, people),
    }
    return render(request, "review/queue.html", context)


def said(chosen: QueueFilter, facets: Facets, people: list[User]) -> list[tuple[str, str]]:
    """(name in the address, words) of each choice, to take them away one by one."""
    places = {code: name for code, name, _ in facets.districts}
    holders = {"saya": "Milik saya", "belum": "Belum ada petugas", "lain": "Petugas lain"}
    holders |= {one.code: f"Petugas {one}" for one in people}
    choices = {name: dict(field.choices) for name, field in chosen.form.fields.items() if hasattr(field, "choices")}
    words = {
        "q": lambda value: f"Kata “{value}”",
        "kecamatan": lambda value: f"Kecamatan {places.get(value, value)}",
        "petugas": lambda value: holders.get(value, value),
        "sejak": lambda value: f"Dikirim sejak {date_id(date.fromisoformat(value))}",
        "sampai": lambda value: f"Dikirim sampai {date_id(date.fromisoformat(value))}",
    }
    return [
        (name, words[name](value) if name in words else str(choices[name].get(value, value)))
        for name, value in chosen.chosen.items()
    ]


@require_safe
@has_permission("review.view_queue")
def tasks(request: PersonRequest) -> HttpResponse:
    """What waits and is mine."""
    chosen = narrowed(request, waiting().filter(assigned_to=request.user))
    colleagues = [one for one in officers() if one.pk != request.user.pk]
    return render(request, "review/tasks.html", _list(request, chosen, None, officers=colleagues))


def decided_as_asked(request: PersonRequest) -> QuerySet[Submission]:
    """What was decided, narrowed by kind, month and officer."""
    kind, month = KINDS.get(request.GET.get("jenis", "")), MONTH.fullmatch(request.GET.get("bulan", ""))
    found = decided().filter(kind=kind) if kind else decided()
    if month:
        begin = timezone.make_aware(datetime(int(month[1]), int(month[2]), 1))
        end = timezone.make_aware(datetime(int(month[1]) + int(month[2]) // 12, int(month[2]) % 12 + 1, 1))
        found = found.filter(decided_at__gte=begin, decided_at__lt=end)
    officer = request.GET.get("petugas", "")
    if officer == "saya":
        return found.filter(decided_by=request.user)
    return found.filter(decided_by__code=officer) if officer.isalnum() and len(officer) <= 16 else found


def _months() -> list[tuple[str, str]]:
    """The last two years, month by month: ("2026-11", "November 2026")."""
    today = timezone.localdate()
    places = [today.year * 12 + today.month - 1 - back for back in range(MONTHS_BACK)]
    return [(f"{place // 12}-{place % 12 + 1:02d}", f"{MONTHS[place % 12]} {place // 12}") for place in places]


@require_safe
@has_permission("review.view_queue")
def decisions(request: PersonRequest) -> HttpResponse:
    """What was decided lately, by whom and how fast."""
    page = Pages(decided_as_asked(request), decided(), ON_A_PAGE).get_page(request.GET.get("halaman"))
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
    context = {
        "page": page,
        "rows": rows,
        "kinds": [("", "Semua"), *((key, value.label) for key, value in KINDS.items())],
        "kind": request.GET.get("jenis", ""),
        "mine": request.GET.get("petugas") == "saya",
        "months": _months(),
        "month": request.GET.get("bulan", ""),
    }
    return render(request, "review/decisions.html", context)
