"""What the last job of a table came to, in one sentence for its page."""

from dataclasses import dataclass
from typing import Any

from jobs.models import Job
from registry.importing import work

FIX = "Unduh baris bermasalah, perbaiki di Excel, lalu unggah lagi."
SYSTEM = "Pekerjaan terakhir terhenti. Yang sudah selesai tetap tersimpan; tekan sekali lagi untuk melanjutkan."


@dataclass(frozen=True)
class Outcome:
    """`kind` is that of a callout: ok, warn, bad."""

    kind: str
    words: str


def _n(result: dict[str, Any], name: str) -> str:
    return f"{int(result.get(name) or 0):,}".replace(",", ".")


def _kept(result: dict[str, Any], stayed: str) -> str:
    if not result.get("kept"):
        return ""
    why = ", ".join(f"{reason} ({count})" for reason, count in result.get("why", {}).items())
    return f"; {_n(result, 'kept')} {stayed}{f': {why}' if why else ''}"


def of(job: Job | None) -> Outcome | None:
    """The sentence about a job that is over; None while it runs, and for finished readings, which the page shows."""
    if job is None or not job.is_over:
        return None
    if job.state == Job.State.FAILED:
        return Outcome("bad", f"{job.words} {SYSTEM}".strip())
    result, kept = job.result, bool(job.result.get("kept"))
    words = {
        work.APPLY: f"{_n(result, 'drafts')} baris menjadi draf, {_n(result, 'left')} belum. {FIX}"
        if result.get("left")
        else f"{_n(result, 'drafts')} baris menjadi draf. Belum ada yang tampil untuk umum.",
        work.UNDO: f"{_n(result, 'removed')} draf dibatalkan{_kept(result, 'tetap ada')}.",
        work.SEND: f"{_n(result, 'sent')} draf dikirim ke antrean{_kept(result, 'belum bisa dikirim')}.",
        work.APPROVE: f"{_n(result, 'approved')} usaha disetujui{_kept(result, 'tetap di antrean')}.",
        work.RETURN: f"{_n(result, 'returned')} usaha dikembalikan dengan catatan sampel.",
        work.HIDE: f"{_n(result, 'hidden')} usaha disembunyikan lagi{_kept(result, 'tetap tampil')}.",
        work.CHECK: "Kolom disimpan dan semua baris diperiksa ulang.",
    }.get(job.kind)
    if words is None or (job.kind != work.CHECK and not result):
        return None
    return Outcome("warn" if kept or result.get("left") or job.kind == work.RETURN else "ok", words)
