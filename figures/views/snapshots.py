"""Snapshots: the list, one of them, and the button that takes one in the middle of a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from figures import queries, showing, tables
from figures.access import VIEW, snapshot_for
from figures.definitions import FIGURES, FROZEN
from figures.models import Snapshot
from figures.working import INTERIM, YEAR_END
from jobs.actions import order
from jobs.models import Job
from jobs.queries import visible_to

TAKE = "figures.take_snapshot"


@require_safe
@has_permission(VIEW)
def snapshots(request: PersonRequest) -> HttpResponse:
    """All snapshots, the newest first, and what can be taken now."""
    found, year = queries.snapshots()[::-1], timezone.localdate().year
    taken = {(one.year, one.kind) for one in found}
    context = {
        "snapshots": found,
        "frozen": FROZEN,
        "may_take": request.user.has_perm(TAKE),
        "year": year,
        "has_interim": (year, Snapshot.Kind.INTERIM) in taken,
        "misses_year_end": (year - 1, Snapshot.Kind.YEARLY) not in taken and timezone.localdate().month == 1,
        "job": visible_to(request.user).filter(kind__in=[INTERIM, YEAR_END]).first(),
    }
    return render(request, "figures/snapshots.html", context)


@require_POST
@has_permission(TAKE)
def take(request: PersonRequest) -> HttpResponse:
    """Order a snapshot; a second press while one is being taken joins it."""
    kind = YEAR_END if request.POST.get("kind") == "yearly" else INTERIM
    title = "Potret 31 Desember" if kind == YEAR_END else "Potret di tengah tahun"
    job = order(kind, by=request.user, title=title, address=reverse("figures:snapshots"))
    if job.state == Job.State.WAITING:
        messages.success(request, "Potret sedang dibuat. Hasilnya tampil di sini.")
    return redirect("figures:snapshots")


@require_safe
@has_permission(VIEW)
def snapshot(request: PersonRequest, code: str) -> HttpResponse:
    """One snapshot with all its sums, for the screen and for paper."""
    count = queries.of_snapshot(snapshot_for(request.user, code))
    names = tables.names_of(count, {})
    context = {
        "count": count,
        "cards": showing.cards(count, None, None),
        "sheets": [(slug, tables.breakdown_sheet(count, slug)) for slug in tables.SLUGS],
        "district": tables.district_sheet(count, names),
        "states": tables.state_sheet(count),
        "figures": FIGURES,
        "frozen": FROZEN,
    }
    return render(request, "figures/snapshot.html", context)
