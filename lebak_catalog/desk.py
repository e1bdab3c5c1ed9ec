"""The first page of the staff desk: what waits, what is mine, what was done; and the ways on."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from lebak_catalog.menu import Entry, exists
from review.queries import decidable, decided_since, queue_summary, waiting
from review.queue_rows import duration_words, queue_row

SHOWN = 5
WAYS = (
    Entry("/petugas/antrean/", "Antrean pemeriksaan", "clip"),
    Entry("/petugas/selesai/", "Sudah diputus", "check-c"),
    Entry("/petugas/impor/", "Impor dari berkas", "sheet"),
    Entry("/usaha/", "Direktori usaha", "store"),
    Entry("/produk/", "Katalog produk", "grid"),
    Entry("/sertifikat/cek/", "Cek sertifikat", "badge"),
)


@require_safe
@has_permission("review.view_queue")
def home(request: PersonRequest) -> HttpResponse:
    """Figures, my tasks, and the oldest that nobody has taken."""
    now, user = timezone.now(), request.user
    month = decided_since(now - timedelta(days=30))
    mine = waiting().filter(assigned_to=user)[:SHOWN]
    free = decidable(waiting().filter(assigned_to=None), user)[:SHOWN]
    context = {
        "summary": queue_summary(now, user),
        "week": decided_since(now - timedelta(days=7)),
        "month": month,
        "mean": duration_words(month["mean"]) if isinstance(month["mean"], timedelta) else "",
        "mine": [queue_row(one, "petugas=saya", now) for one in mine],
        "free": [queue_row(one, "petugas=belum", now) for one in free],
        "ways": [way for way in WAYS if exists(way.address)],
    }
    return render(request, "lebak_catalog/desk.html", context)
