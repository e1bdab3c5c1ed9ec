"""Attempts to break what the database promises about photos and their files."""

from collections.abc import Callable

from catalog.models import PhotoFiles, ProductPhoto
from tests.database.things import Things, add_photo_to_frozen, change, copy, sql_delete

Break = Callable[[Things], object]


def photo(t: Things) -> ProductPhoto:
    """The photo that a decided edition shows."""
    return t.product.shown_photos.get().photo


def files(t: Things) -> PhotoFiles:
    """Its files."""
    found = photo(t).files
    assert found is not None
    return found


def same_pixels_twice(t: Things) -> None:
    """Another folder of the same business for the same picture."""
    change(files(t), pixels="a" * 64)
    copy(files(t), code="abcdefgh", folder="produk/lain")


PHOTOS: dict[str, Break | list[Break]] = {
    "catalog.ProductPhoto.photo_once_per_product": lambda t: copy(photo(t), code="abcdefgh"),
    "catalog.ProductPhoto.never_changed": [
        lambda t: change(photo(t), folder="lain"),
        lambda t: change(photo(t), files=t.draft.shown_photos.get().photo.files),
    ],
    "catalog.PhotoFiles.photo_files_once_per_business": same_pixels_twice,
    "catalog.PhotoFiles.photo_files_folder_once": lambda t: copy(files(t), code="abcdefgh"),
    "catalog.PhotoFiles.photo_files_has_a_size": lambda t: change(files(t), sizes=[]),
    "catalog.PhotoFiles.photo_files_ready_is_dated": [
        lambda t: change(files(t), made_at=None),
        lambda t: change(files(t), state="waiting"),
    ],
    "catalog.PhotoFiles.photo_files_failure_in_words": [
        lambda t: change(files(t), state="failed", made_at=None),
        lambda t: change(files(t), failure="Rusak."),
    ],
    "catalog.PhotoFiles.photo_files_frame_known": [
        lambda t: copy(files(t), code="abcdefgh", folder="produk/lain", frame="2:1@50"),
    ],
    "catalog.PhotoFiles.content_never_changed": lambda t: change(files(t), folder="produk/lain"),
    "catalog.EditionPhoto.edition_photo_once": lambda t: copy(t.draft.shown_photos.get()),
    "catalog.EditionPhoto.frozen_with_edition": [
        add_photo_to_frozen,
        lambda t: sql_delete(t.product.shown_photos.get()),
        lambda t: change(t.product.shown_photos.get(), position=5),
        lambda t: change(t.product.shown_photos.get(), alt="Lain"),
        lambda t: change(t.draft.shown_photos.get(), edition=t.product),
    ],
}
