"""What stands in the files of the desk: what waits, and what was decided."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from review.addresses import review_address
from review.exports import CHUNK, Export, columns
from review.models import Submission
from review.queries import promise_used
from review.queue_rows import what_words


def _moment(value: Any) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


SHARED = (
    ("code", "Kode pengajuan", lambda one: one.code),
    ("what", "Jenis", lambda one: what_words(one)[0]),
    ("title", "Judul", lambda one: one.title),
    ("business", "Usaha", lambda one: one.business_name),
    ("district", "Kecamatan", lambda one: one.region_name),
    ("submitted_at", "Dikirim", lambda one: _moment(one.submitted_at)),
    ("due_at", "Batas janji", lambda one: _moment(one.due_at)),
)
ADDRESS = ("address", "Halaman periksa", lambda one: f"{settings.SITE_URL}{review_address(one)}")


def of_queue(found: QuerySet[Submission]) -> Export:
    """What waits, the oldest promise first."""
    now = timezone.now()
    told = columns(
        *SHARED,
        ("percent", "Janji terpakai (%)", lambda one: promise_used(one, now)),
        ("officer", "Petugas", lambda one: str(one.assigned_to or "")),
        ADDRESS,
    )
    return Export("antrean", told, found.select_related("assigned_to").iterator(CHUNK), ["Antrean pemeriksaan"])


def of_decisions(found: QuerySet[Submission]) -> Export:
    """What was decided, the newest first."""
    told = columns(
        *SHARED,
        ("decided_at", "Diputus", lambda one: _moment(one.decided_at)),
        ("state", "Keputusan", lambda one: one.get_state_display()),
        ("officer", "Petugas", lambda one: str(one.decided_by or "")),
        ("late", "Lewat batas", lambda one: one.decided_at > one.due_at),
        ("reason", "Alasan", lambda one: one.reason),
        ADDRESS,
    )
    return Export("keputusan", told, found.select_related("decided_by").iterator(CHUNK), ["Pengajuan yang diputus"])
