"""Makes each picture once, through the same cleaning and storing as an upload, and lends it to many products.

Products that show the same picture share its files, also over several businesses: files go only when no row names
them. All sizes are there at once, so no job is ordered. What an interrupted run has stored is found again by its hash.
"""

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from django.core.files.storage import default_storage

from catalog.models import PhotoFiles, ProductPhoto
from catalog.photos import photo_of, store_picture
from lebak_catalog.demo.filling.pictures import Shot, draw
from review.pictures import Picture, clean_picture

THREADS = 2  # Pillow works outside of Python's lock, so pictures are made while the database is busy
WIDTHS = (160, 320, 640)


class Gallery:
    """A context manager: starts drawing all `shots` at once, in the order in which they will be asked for."""

    def __init__(self, shots: Iterable[Shot]) -> None:
        self._stored: dict[Shot, ProductPhoto] = {}
        rows = ProductPhoto.objects.filter(files__frame="").order_by("sha256", "-id").distinct("sha256")
        self._known = {row.sha256: row for row in rows.select_related("files").defer("product", "uploaded_by")}
        self._pool = ThreadPoolExecutor(THREADS)
        self._coming: dict[Shot, Future[Picture | str]] = {
            shot: self._pool.submit(self._make, shot) for shot in dict.fromkeys(shots)
        }

    def __enter__(self) -> "Gallery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _make(self, shot: Shot) -> Picture | str:
        """The cleaned picture, or the hash of one whose files lie there already."""
        data = draw(shot)
        digest = hashlib.sha256(data).hexdigest()
        known = self._known.get(digest)
        if known is not None and default_storage.exists(f"{known.folder}/{WIDTHS[0]}.webp"):
            return digest
        return clean_picture(data, trusted=True, widths=WIDTHS)

    def photo(self, shot: Shot) -> ProductPhoto:
        """An unsaved photo that knows the files of `shot`."""
        first = self._stored.get(shot)
        if first is None:
            made = self._coming.pop(shot).result()
            first = self._known[made] if isinstance(made, str) else store_picture(made)
            self._stored[shot] = first
        return photo_of(_lent(first.files), first.sha256)


def _lent(files: PhotoFiles | None) -> PhotoFiles:
    """The same files for another business: a row of its own, the files of the first."""
    assert files is not None
    same = ("folder", "original", "pixels", "width", "height", "sizes", "hints", "state", "made_at")
    return PhotoFiles(**{name: getattr(files, name) for name in same})
