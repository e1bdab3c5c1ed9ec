"""The photos of a batch: found in its ZIP, and handed to the same intake as those of the editor.

The only file of this package that knows how photos of products are kept.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from catalog.actions.photos import MOST_PHOTOS
from catalog.intake import take_in
from catalog.models import EditionPhoto, ProductEdition, ProductPhoto
from review.archives import Archive, BadArchive
from review.picture_pixels import refuse_by_first_look
from review.pictures import MAX_BYTES, BadUpload

__all__ = ["MOST_PHOTOS", "Look", "Pictures", "hashes_of", "left_over", "remove", "stored"]
NO_ZIP = "ZIP foto belum diunggah, jadi produk masuk tanpa foto ini."


@dataclass(frozen=True)
class Look:
    """What is known of a named photo before it is decoded: the hash of its bytes, or why it cannot be taken."""

    sha256: str = ""
    problem: str = ""


class Pictures:
    """The ZIP of a batch, open while rows are read; without one every photo is missing. Raises BadArchive."""

    def __init__(self, path: str) -> None:
        self._file: Any = storages["private"].open(path) if path else None
        self._seen: dict[str, Look] = {}
        self.used: set[str] = set()
        try:
            self.archive = Archive(self._file) if self._file else None
        except BadArchive:
            self.close()
            raise

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()

    def look(self, name: str) -> Look:
        """Whether the photo is there and is one by its first bytes; its pixels are looked at when it is taken in."""
        if name not in self._seen:
            self._seen[name] = self._look(name)
        return self._seen[name]

    def _look(self, name: str) -> Look:
        if self.archive is None:
            return Look(problem=NO_ZIP)
        try:
            data = self._bytes(name)
            refuse_by_first_look(data, MAX_BYTES)
        except (BadArchive, BadUpload) as bad:
            return Look(problem=str(bad))
        return Look(hashlib.sha256(data).hexdigest())

    def _bytes(self, name: str) -> bytes:
        if self.archive is None:
            raise BadArchive(NO_ZIP)
        found = self.archive.find(name)
        if found is None:
            raise BadArchive("tidak ada di ZIP. Periksa nama dan akhirannya (.jpg, .png).")
        self.used.add(found.path)
        return self.archive.read(found, MAX_BYTES)

    def take_in(self, edition: ProductEdition, names: Iterable[str], *, by: User) -> list[str]:
        """Add the photos that the draft does not show yet; one sentence for each that was not taken."""
        refused = []
        shown = hashes_of(edition)
        for name in names:
            look = self.look(name)
            if look.problem:
                refused.append(f"Foto {name[:60]}: {look.problem}")
            elif look.sha256 not in shown:
                refused += [f"Foto {one}" for one in take_in(edition, [self._upload(name)], by=by)]
        return refused

    def _upload(self, name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name[-100:], self._bytes(name))

    @property
    def unused(self) -> list[str]:
        """Photos of the ZIP that no row names."""
        return [one.name for one in self.archive.files if one.path not in self.used] if self.archive else []


def stored(edition: ProductEdition) -> list[str]:
    """The codes of all photos in the pool of the product."""
    return list(ProductPhoto.objects.filter(product=edition.product_id).values_list("code", flat=True))


def hashes_of(edition: ProductEdition) -> set[str]:
    """The hashes of the photos that an edition shows."""
    return set(EditionPhoto.objects.filter(edition=edition).values_list("photo__sha256", flat=True))


def left_over(codes: Sequence[str]) -> list[ProductPhoto]:
    """Those of the photos that no edition shows."""
    used = EditionPhoto.objects.filter(photo__code__in=codes).values("photo")
    return list(ProductPhoto.objects.filter(code__in=codes).exclude(pk__in=used))


def remove(photos: Sequence[ProductPhoto]) -> None:
    """Remove photos that nobody shows; their files go with the nightly round once no product needs them."""
    ProductPhoto.objects.filter(pk__in=[one.pk for one in photos]).delete()
