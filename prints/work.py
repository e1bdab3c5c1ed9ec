"""The jobs of the room: making a booklet, and sweeping old ones every night."""

from typing import Any

from django.utils import timezone

from jobs import repeated, work
from jobs.models import Job
from jobs.work import Failed, Progress
from prints.actions import KIND, keep, sweep
from prints.booklets import items_for, make
from prints.models import Booklet
from prints.typesetting import NotSet

SWEEP = "prints.sweep"
WORDS = {
    "busy": "Mesin cetak sedang penuh. Pesan lagi sebentar lagi.",
    "timeout": "Katalognya terlalu besar. Pilih kategori yang lebih sempit.",
    "crash": "Katalog tidak bisa disusun. Pilih kategori yang lebih sempit, atau hubungi petugas.",
}


def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Make one booklet."""
    booklet = Booklet.objects.select_related("category").filter(code=job.subject_code).first()
    if booklet is None:
        raise Failed("Pesanan ini sudah dihapus.")
    items = items_for(booklet)
    if not items:
        raise Failed("Tidak ada lagi produk yang tayang untuk dicetak.")
    try:
        paper = make(booklet, items, timezone.localdate(), progress.tell)
    except NotSet as problem:
        raise Failed(WORDS[problem.kind]) from problem
    keep(booklet, paper.pdf, len(items))
    progress.tell(len(items) + 10, len(items) + 10, "Katalog siap diunduh")
    return {"products": len(items), "bytes": len(paper.pdf), "peak_bytes": paper.peak_bytes}


def night(job: Job, progress: Progress) -> dict[str, Any]:
    """Sweep."""
    return {"swept": sweep(timezone.now())}


def register() -> None:
    """Make the jobs known, and put the sweeping on the calendar; called once, when Django has loaded all models."""
    work.add(KIND, run)
    work.add(SWEEP, night)
    repeated.every("20 3 * * *", SWEEP, "Menghapus katalog cetak yang lama")
