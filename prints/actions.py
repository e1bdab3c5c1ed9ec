"""The verbs of booklets: order, keep the file, sweep."""

import hashlib
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import Category
from catalog.picked import pick
from jobs import actions as jobs
from jobs.models import Job
from prints.models import Booklet
from prints.queries import MOST, in_category, swept
from review.actions import Refused

KIND = "prints.booklet"


@transaction.atomic
def order(
    title: str, *, by: User, category: Category | None = None, codes: list[str] | None = None, address: str
) -> Booklet:
    """Order a catalogue of a category or of products; a job makes it, and leads to `address` with the code in it.

    Raises Refused when nothing of it is on display, or too much.
    """
    shown = pick(codes or []).codes
    count = in_category(category).count() if category else len(shown)
    if not count:
        raise Refused("Tidak ada produk yang tayang untuk dicetak. Pilih kategori atau produk lain.")
    if count > MOST:
        raise Refused(f"Ada {count} produk, paling banyak {MOST} dalam satu katalog. Pilih kategori yang lebih sempit.")
    made = Booklet.objects.create(title=title, category=category, codes=[] if category else shown, ordered_by=by)
    record(Verb.EXPORTED, made, by=by, what="booklet", products=count)
    jobs.order(KIND, made.code, by=by, title=f"Menyusun “{title}”", address=address.format(code=made.code))
    return made


def keep(booklet: Booklet, pdf: bytes, products: int) -> None:
    """Keep the file of a booklet; made twice, the second replaces the first."""
    path = storages["private"].save(f"cetakan/{booklet.code}.pdf", ContentFile(pdf))
    with transaction.atomic():
        locked = Booklet.objects.select_for_update().filter(pk=booklet.pk).first()
        if locked is None:  # swept meanwhile
            transaction.on_commit(partial(storages["private"].delete, path))
            return
        if locked.path and locked.path != path:
            transaction.on_commit(partial(storages["private"].delete, locked.path))
        locked.path, locked.size, locked.products = path, len(pdf), products
        locked.sha256, locked.made_at = hashlib.sha256(pdf).hexdigest(), timezone.now()
        locked.save()


def job_of(booklet: Booklet) -> Job | None:
    """The job that makes it, or made it."""
    return Job.objects.filter(kind=KIND, subject_code=booklet.code).order_by("-asked_at", "-pk").first()


def sweep(now: datetime) -> int:
    """Remove booklets whose days are over, with their files; returns how many."""
    gone = 0
    for booklet in list(swept(now)[:1000]):
        with transaction.atomic():
            locked = Booklet.objects.select_for_update(skip_locked=True).filter(pk=booklet.pk).first()
            if locked is None:
                continue
            if locked.path:
                transaction.on_commit(partial(storages["private"].delete, locked.path))
            locked.delete()
            gone += 1
    return gone
