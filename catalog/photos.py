"""Keeps the files of photos: sizes in the public storage, the bare original in the private one; says where they are.

The request that brings a photo keeps the original and one small preview; catalog.photo_work makes the rest.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from catalog.models import PhotoFiles, ProductPhoto
from review.pictures import Encoded, Picture, clean_picture, make_sizes

log = logging.getLogger(__name__)
THUMB, CARD, MAIN, LARGE = 160, 320, 640, 960
WIDTHS, JPEGS = (THUMB, CARD, MAIN, LARGE), (CARD, MAIN, LARGE)
PREVIEW = CARD  # made at once, in the request
AWAY = "Penyimpanan foto sedang bermasalah, bukan kesalahan Anda. Coba unggah lagi sebentar lagi."


class NotStored(Exception):
    """The storage took a file not or only half; the text is a sentence for the person."""


def first_look(data: bytes) -> Picture:
    """The picture in uploaded bytes: stripped, with its preview only. Raises review.pictures.BadUpload."""
    return clean_picture(data, widths=(PREVIEW,), jpegs=(PREVIEW,))


def put(storage: Storage, name: str, data: bytes) -> None:
    """Write a file under this very name; one that lies there from an interrupted try goes."""
    storage.delete(name)
    storage.save(name, ContentFile(data))


def write_sizes(folder: str, sizes: Mapping[int, Encoded]) -> list[dict[str, Any]]:
    """Write these sizes into the public folder; returns what a photo knows of them. Raises NotStored."""
    try:
        for width, encoded in sizes.items():
            put(default_storage, f"{folder}/{width}.webp", encoded.webp)
            if encoded.jpeg is not None:
                put(default_storage, f"{folder}/{width}.jpg", encoded.jpeg)
    except OSError:
        log.exception("public sizes of %s were not stored", folder)
        raise NotStored(AWAY) from None
    return [{"width": w, "true": one.width, "jpeg": one.jpeg is not None} for w, one in sorted(sizes.items())]


def _folder() -> str:
    return f"produk/{secrets.token_hex(1)}/{secrets.token_hex(12)}"


def _dated(files: PhotoFiles) -> PhotoFiles:
    """Ready when it has more than its preview."""
    if [size["width"] for size in files.sizes] != [PREVIEW]:
        files.state, files.made_at = PhotoFiles.State.READY, timezone.now()
    return files


def store_picture(picture: Picture) -> ProductPhoto:
    """Write the files of `picture` under a name of our own; returns an unsaved photo that knows them.

    The caller shows it with `catalog.actions.add_photo` and calls `remove_files` when that fails. Raises NotStored.
    """
    folder = _folder()
    files = PhotoFiles(folder=folder, original=f"{folder}/asli.jpg", pixels=picture.pixels, hints=list(picture.hints))
    files.width, files.height = picture.width, picture.height
    try:
        put(storages["private"], files.original, picture.original)
    except OSError:
        log.exception("original of %s was not stored", folder)
        raise NotStored(AWAY) from None
    files.sizes = write_sizes(folder, picture.sizes)
    return photo_of(_dated(files), picture.sha256)


def photo_of(files: PhotoFiles, sha256: str) -> ProductPhoto:
    """An unsaved photo that shows these files."""
    return ProductPhoto(
        files=files,
        folder=files.folder,
        width=files.width,
        height=files.height,
        sizes=files.sizes,
        sha256=sha256,
    )


def files_of(photo: ProductPhoto) -> PhotoFiles:
    """What a photo without a record of its files would say there: the way they were kept before."""
    made = timezone.now()
    return PhotoFiles(
        folder=photo.folder, original=f"{photo.folder}/asli.jpg", width=photo.width, height=photo.height,
        sizes=photo.sizes, state=PhotoFiles.State.READY, made_at=made,
    )  # fmt: skip


def read_original(files: PhotoFiles) -> bytes:
    """The bare original. Raises OSError when it is gone or the storage is away."""
    with storages["private"].open(files.original) as file:
        return bytes(file.read())


def store_frame(files: PhotoFiles, frame: str) -> PhotoFiles:
    """Unsaved files of another frame of the same original, with their preview written. Raises NotStored, BadUpload."""
    try:
        original = read_original(files)
    except OSError:
        log.exception("original of %s cannot be read", files.code)
        raise NotStored("Berkas asli foto ini tidak bisa dibuka sekarang. Coba lagi nanti.") from None
    made = make_sizes(original, frame=frame, widths=(PREVIEW,), jpegs=(PREVIEW,))
    folder = _folder()
    return PhotoFiles(
        folder=folder, original=files.original, pixels=files.pixels, frame=frame, width=made.width, height=made.height,
        sizes=write_sizes(folder, made.sizes), hints=list(made.hints),
    )  # fmt: skip


def remove_files(photo: ProductPhoto | PhotoFiles) -> None:
    """Remove the files of a photo that was not kept, or that no row names any more; missing ones are fine."""
    folder, original = photo.folder, f"{photo.folder}/asli.jpg"
    files = photo if isinstance(photo, PhotoFiles) else photo.files
    if files is not None:
        original = files.original
    if not (PhotoFiles.objects.filter(folder=folder).exists() or ProductPhoto.objects.filter(folder=folder).exists()):
        remove_all(default_storage, folder, (f"{w}.{end}" for w in _widths(photo) for end in ("webp", "jpg")))
    alone = ProductPhoto.objects.filter(folder=original.rpartition("/")[0], files=None)
    if not (PhotoFiles.objects.filter(original=original).exists() or alone.exists()):
        where, _, name = original.rpartition("/")
        remove_all(storages["private"], where, [name])


def _widths(photo: ProductPhoto | PhotoFiles) -> set[int]:
    return {*WIDTHS, *(size["width"] for size in photo.sizes)}


def remove_all(storage: Storage, folder: str, names: Iterable[str]) -> None:
    """Remove files and their folder once it is empty; what cannot be removed now is found by the sweep of the night."""
    for name in names:
        try:
            storage.delete(f"{folder}/{name}")
        except OSError:
            log.exception("%s/%s was not removed", folder, name)
    try:
        storage.delete(folder)
    except OSError:  # something else lies in it
        return


def addresses(photo: ProductPhoto) -> dict[str, Any]:
    """What parts/photo.html needs: webp and jpeg addresses, srcset lists, width and height in pixels."""
    return addresses_in(photo.folder, photo.sizes, photo.width, photo.height)


def addresses_in(folder: str, sizes: list[dict[str, Any]], width: int, height: int) -> dict[str, Any]:
    """The same from plain values, for lists that read them from the search row. Only files that lie there are named."""
    known = tuple([(size["width"], size["true"], size["jpeg"]) for size in sizes])
    return {**_names(folder, known), "width": width, "height": height}


@lru_cache(maxsize=8192)
def _names(folder: str, known: tuple[tuple[int, int, bool], ...]) -> dict[str, str]:
    """Where the files of a photo lie; remembered, for a folder is never written twice and a storage asks long."""
    widths = [width for width, _, _ in known]
    webp = [f"{default_storage.url(f'{folder}/{width}.webp')} {true}w" for width, true, _ in known]
    jpeg = [width for width, _, has_jpeg in known if has_jpeg] or widths[-1:]
    return {
        "webp": default_storage.url(f"{folder}/{MAIN if MAIN in widths else widths[-1]}.webp"),
        "webp_set": ", ".join(webp),
        "thumb": default_storage.url(f"{folder}/{widths[0]}.webp"),
        "jpeg": default_storage.url(f"{folder}/{MAIN if MAIN in jpeg else jpeg[-1]}.jpg"),
    }
