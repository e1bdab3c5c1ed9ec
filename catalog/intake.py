"""What happens to photos between the upload and the draft: cleaned, stored, shown; every refusal in words."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from catalog import actions
from catalog.models import ProductEdition
from catalog.photos import remove_files, store_picture
from review.actions import Refused
from review.pictures import MAX_BYTES, BadUpload, clean_picture


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
            photo = store_picture(clean_picture(file.read()))
        except BadUpload as bad:
            refused.append(f"{shown}: {bad}")
            continue
        try:
            kept = actions.add_photo(edition, photo, by=by)
        except Refused as no:
            remove_files(photo)
            refused.append(f"{shown}: {no}")
            continue
        if kept is not photo:
            remove_files(photo)
    return refused
