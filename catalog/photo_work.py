"""Makes the sizes of photos in the background: ordered with each new picture, taken up again by itself, told in states.

Nothing waits for it: a picture has its preview from the first moment, so pages show that until the rest is there.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.bells import product_changed
from catalog.models import PhotoFiles, Product, ProductPhoto
from catalog.photos import JPEGS, WIDTHS, NotStored, read_original, write_sizes
from jobs import repeated, work
from jobs.actions import order
from jobs.models import Job
from review.pictures import BadUpload, make_sizes

log = logging.getLogger(__name__)
KIND, LEFT = "catalog.photo-sizes", "catalog.photo-sizes-left"
State = PhotoFiles.State
GONE = "Berkas asli foto ini tidak bisa dibuka. Coba lagi; bila tetap gagal, hapus foto ini dan unggah ulang."
BROKE = "Sistem bermasalah, bukan kesalahan Anda. Pratinjaunya tetap tampil."
AT_ONCE = 500  # how many the hourly round looks at


def order_sizes(files: PhotoFiles, *, by: User | None) -> Job:
    """Order the sizes of a picture; the order that waits or runs already, when there is one."""
    return order(KIND, files.code, by=by, title="Menyiapkan ukuran foto")


def run(job: Job, progress: work.Progress) -> dict[str, Any]:
    """Make what is missing of one picture. A second try makes it again under the same names, which nobody reads yet."""
    files = PhotoFiles.objects.filter(code=job.subject_code).exclude(state=State.READY).first()
    if files is None:  # removed meanwhile, or ready since the first try
        return {}
    _tell(files, State.MAKING)
    progress.tell(0, 1, "Membuat ukuran foto")
    try:
        there = {size["width"] for size in files.sizes}
        widths = tuple(width for width in WIDTHS if width not in there)
        made = make_sizes(read_original(files), frame=files.frame, widths=widths, jpegs=JPEGS)
        sizes = write_sizes(files.folder, made.sizes)
    except OSError:
        log.exception("photo %s: original", files.code)
        raise _failed(files, GONE) from None
    except (BadUpload, NotStored) as no:
        raise _failed(files, str(no)) from None
    except Exception:
        if job.attempts >= work.MOST_ATTEMPTS:
            _tell(files, State.FAILED, BROKE)
        raise
    finish(files, sizes)
    return {"sizes": len(sizes)}


def _tell(files: PhotoFiles, state: str, failure: str = "") -> None:
    PhotoFiles.objects.filter(pk=files.pk).exclude(state=State.READY).update(state=state, failure=failure[:200])


def _failed(files: PhotoFiles, words: str) -> work.Failed:
    _tell(files, State.FAILED, words)
    return work.Failed(words)


@transaction.atomic
def finish(files: PhotoFiles, sizes: list[dict[str, Any]]) -> None:
    """Let pages know the new sizes; cards of products on display that show the picture are drawn anew.

    Plates first: whoever approves an edition at this moment holds them, and then reads what stands here.
    """
    shown = Product.objects.filter(editions__shown_photos__photo__files=files).values("pk")
    plates = list(Product.objects.select_for_update(no_key=True).filter(pk__in=shown).order_by("pk"))
    now = PhotoFiles.objects.select_for_update(no_key=True).filter(pk=files.pk).first()
    if now is None:  # swept away meanwhile; its files are found by the next sweep
        return
    known = {size["width"]: size for size in (*now.sizes, *sizes)}
    files_now = _ready(now, [known[width] for width in sorted(known)])
    ProductPhoto.objects.filter(files=now).update(sizes=files_now.sizes)
    on_display = set(
        Product.objects.filter(editions__is_live=True, editions__shown_photos__photo__files=now).values_list(
            "pk", flat=True
        )
    )
    for product in plates:
        if product.pk in on_display:
            product_changed.send(sender=Product, product=product)


def _ready(files: PhotoFiles, sizes: list[dict[str, Any]]) -> PhotoFiles:
    files.sizes, files.state, files.failure, files.made_at = sizes, State.READY, "", timezone.now()
    files.save(update_fields=["sizes", "state", "failure", "made_at"])
    return files


def take_up(job: Job, progress: work.Progress) -> dict[str, Any]:
    """Pictures whose order was lost are ordered again; those whose order was given up are told so."""
    again = given_up = 0
    found = PhotoFiles.objects.filter(state__in=[State.WAITING, State.MAKING])
    for files in found[:AT_ONCE]:
        last = Job.objects.filter(kind=KIND, subject_code=files.code).order_by("-asked_at", "-pk").first()
        if last is None or last.state == Job.State.DONE:
            order_sizes(files, by=None)
            again += 1
        elif last.state == Job.State.FAILED:
            _tell(files, State.FAILED, last.words or BROKE)
            given_up += 1
    progress.tell(words="Memeriksa foto yang belum selesai")
    return {"again": again, "given_up": given_up}


def register() -> None:
    """Make the work known and put the hourly round on the calendar; called when Django starts."""
    work.add(KIND, run)
    work.add(LEFT, take_up)
    repeated.every("7 * * * *", LEFT, "Memeriksa foto yang belum selesai disiapkan")
