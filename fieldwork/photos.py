"""Keeps photos of field work in the private storage, under names of our own, made from bare pixels."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile

from review.actions import Refused
from review.pictures import MAX_BYTES, BadUpload, Picture, clean_picture

LARGE, SMALL = "besar.jpg", "kecil.webp"
SMALL_WIDTH = 320


def read_photo(file: UploadedFile, *, smallest: int = 200) -> Picture:
    """The cleaned photo; raises Refused with the sentence for the person."""
    if file.size and file.size > MAX_BYTES:
        raise Refused(f"Foto lebih dari {MAX_BYTES // 1024 // 1024} MB. Kecilkan dulu, lalu unggah lagi.")
    try:
        return clean_picture(file.read(), widths=(SMALL_WIDTH,), smallest=smallest)
    except BadUpload as bad:
        raise Refused(str(bad)) from None


def store_photo(picture: Picture, where: str) -> str:
    """Write the large and the small file of a photo; returns their folder in the private storage."""
    folder = f"{where}/{secrets.token_hex(1)}/{secrets.token_hex(12)}"
    storages["private"].save(f"{folder}/{LARGE}", ContentFile(picture.original))
    storages["private"].save(f"{folder}/{SMALL}", ContentFile(picture.sizes[SMALL_WIDTH].webp))
    return folder


def remove_photo(folder: str) -> None:
    """Remove the files of a photo that nothing needs any more; missing ones are fine."""
    for name in (LARGE, SMALL) if folder else ():
        storages["private"].delete(f"{folder}/{name}")
