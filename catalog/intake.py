"""What happens to photos between the upload and the draft: cleaned, stored, shown; every refusal in words."""

import hashlib
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from catalog import actions
from catalog.models import ProductEdition, ProductPhoto
from catalog.photos import NotStored, first_look, photo_of, remove_files, store_picture
from review.actions import Refused
from review.pictures import MAX_BYTES, BadUpload


def take_in(edition: ProductEdition, files: Sequence[UploadedFile], *, by: User) -> list[str]:
    """Add every usable photo to the draft; returns one sentence for each file that was not taken."""
    refused = []
    if len(files) > actions.MOST_PHOTOS:
        refused.append(
            f"Anda memilih {len(files)} foto. Satu produk paling banyak {actions.MOST_PHOTOS} foto;"
            " sisanya tidak diolah."
        )
    for file in files[: actions.MOST_PHOTOS]:
        shown = (file.name or "foto")[:40]
        if file.size and file.size > MAX_BYTES:
            refused.append(f"{shown}: foto lebih dari {MAX_BYTES // 1024 // 1024} MB. Kecilkan dulu, lalu unggah lagi.")
            continue
        try:
            photo = _looked_at(edition.product.business_id, file.read())
        except (BadUpload, NotStored) as no:
            refused.append(f"{shown}: {no}")
            continue
        try:
            kept = actions.add_photo(edition, photo, by=by)
        except Refused as no:
            _forget(photo, None)
            refused.append(f"{shown}: {no}")
            continue
        _forget(photo, kept)
    return refused


def _looked_at(business_id: int, data: bytes) -> ProductPhoto:
    """An unsaved photo of these bytes; those that the business has kept before are not read again."""
    digest = hashlib.sha256(data).hexdigest()
    same = ProductPhoto.objects.filter(sha256=digest, product__business=business_id, files__frame="")
    known = same.select_related("files").first()
    if known is not None and known.files is not None:
        return photo_of(known.files, digest)
    return store_picture(first_look(data))


def _forget(photo: ProductPhoto, kept: ProductPhoto | None) -> None:
    """Remove files that were written for nothing: the draft shows the same picture from other files, or refused it."""
    if photo.files is not None and (kept is None or kept.folder != photo.folder):
        remove_files(photo.files)
