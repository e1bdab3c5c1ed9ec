"""The nightly round through photos: what no edition shows, also no old one, goes after a period of grace, files last.

A photo taken out of a draft can be put back for as long. Rows go first and in small transactions, under locks and the
database's own protection of what is shown; a file goes only when no row names it.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from catalog.models import EditionPhoto, PhotoFiles, ProductPhoto, Story
from catalog.photos import files_of, remove_all, remove_files
from jobs import repeated, work
from jobs.models import Job

KIND = "catalog.photo-sweep"
GRACE = timedelta(days=14)  # a photo that nothing shows
YOUNG = timedelta(days=2)  # a file that no row names may belong to a request that is still at work
STEP = 200
ROOT = "produk"


def sweep(job: Job, progress: work.Progress) -> dict[str, Any]:
    """The whole round; returns how many photos and files went."""
    told: dict[str, Any] = {"adopted": adopt(), **mark()}
    for name, part in (("photos", remove_photos), ("pictures", remove_pictures)):
        told[name] = 0
        while gone := part():
            told[name] += gone
            progress.tell(words=f"{told[name]} foto tak terpakai dihapus")
    for name, storage in (("public", default_storage), ("private", storages["private"])):
        told[name] = 0
        for gone in _sweep_folders(storage):
            told[name] += gone
            progress.tell(words="Memeriksa berkas foto")
    return told


def _shown() -> Q:
    """Shown by an edition, or by a story that is told or may be again."""
    stories = Story.objects.filter(photo=OuterRef("pk")).exclude(state=Story.State.REPLACED)
    return Q(Exists(EditionPhoto.objects.filter(photo=OuterRef("pk")))) | Q(Exists(stories))


def mark() -> dict[str, int]:
    """Note since when a photo is shown by nothing; the note goes when something shows it again."""
    photos = ProductPhoto.objects.annotate(is_shown=_shown())
    return {
        "used_again": photos.filter(is_shown=True, unused_since__isnull=False).update(unused_since=None),
        "unused": photos.filter(is_shown=False, unused_since__isnull=True).update(unused_since=timezone.now()),
    }


@transaction.atomic
def remove_photos() -> int:
    """Take away some photos that nothing has shown for the period of grace."""
    old = ProductPhoto.objects.filter(unused_since__lt=timezone.now() - GRACE)
    ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:STEP])
    # looked at again behind the lock: adding a photo to an edition needs the row too
    return ProductPhoto.objects.filter(pk__in=ids).exclude(_shown()).delete()[0] if ids else 0


@transaction.atomic
def remove_pictures() -> int:
    """Take away some pictures that no photo has any more, their files after the commit."""
    cut = PhotoFiles.objects.filter(original=OuterRef("original")).exclude(frame="")
    unused = PhotoFiles.objects.exclude(Exists(ProductPhoto.objects.filter(files=OuterRef("pk"))))
    unused = unused.exclude(Exists(cut), frame="")  # the whole picture stays while a frame of it does
    locked = list(PhotoFiles.objects.select_for_update(skip_locked=True).filter(pk__in=unused.values("pk"))[:STEP])
    gone = [files for files in locked if not ProductPhoto.objects.filter(files=files).exists()]
    PhotoFiles.objects.filter(pk__in=[files.pk for files in gone]).delete()
    for files in gone:
        transaction.on_commit(partial(remove_files, files))
    return len(gone)


def adopt() -> int:
    """Give files to photos that old code put in while the new table was already there."""
    found = list(ProductPhoto.objects.filter(files=None).exclude(sizes=[]).select_related("product")[: STEP * 10])
    for photo in found:
        with transaction.atomic():
            kept = files_of(photo)
            known = PhotoFiles.objects.filter(business=photo.product.business_id, folder=photo.folder).first()
            if known is None:
                kept.business_id = photo.product.business_id
                kept.save()
            ProductPhoto.objects.filter(pk=photo.pk, files=None).update(files=known or kept)
    return len(found)


def _sweep_folders(storage: Storage) -> Iterator[int]:
    """Files of folders that no row names, folder by folder of the first level."""
    for part in _listed(storage, ROOT)[0]:
        names = {f"{ROOT}/{part}/{name}" for name in _listed(storage, f"{ROOT}/{part}")[0]}
        needed: set[str] = set()
        for rows, column in _naming(names):
            needed |= {str(value) for value in rows.values_list(column, flat=True)}
        needed = {name.removesuffix("/asli.jpg") for name in needed}
        yield sum(_remove_old(storage, folder) for folder in names - needed)


def _naming(folders: set[str]) -> tuple[tuple[QuerySet[Any], str], ...]:
    originals = [f"{folder}/asli.jpg" for folder in folders]
    return (
        (PhotoFiles.objects.filter(folder__in=folders), "folder"),
        (PhotoFiles.objects.filter(original__in=originals), "original"),
        (ProductPhoto.objects.filter(folder__in=folders), "folder"),
    )


def _listed(storage: Storage, path: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(path)
    except FileNotFoundError:
        return [], []


def _remove_old(storage: Storage, folder: str) -> int:
    edge = timezone.now() - YOUNG
    names = _listed(storage, folder)[1]
    old = [name for name in names if storage.get_modified_time(f"{folder}/{name}") < edge]
    if old or not names:
        remove_all(storage, folder, old)
    return len(old)


def register() -> None:
    """Make the round known and put it on the calendar; called when Django starts."""
    work.add(KIND, sweep)
    repeated.every("25 3 * * *", KIND, "Membersihkan foto yang tidak dipakai")
