"""Keeps the files of a cleaned photo: renditions in the public storage, the bare original in the private one."""

import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from catalog.models import ProductPhoto
from review.pictures import Picture

CARD, MAIN, LARGE = 320, 640, 960


def store_picture(picture: Picture) -> ProductPhoto:
    """Write the files of `picture` under a name of our own; returns an unsaved photo that knows them.

    The caller saves it with `catalog.actions.add_photo` and calls `remove_files` when that fails.
    """
    folder = f"produk/{secrets.token_hex(1)}/{secrets.token_hex(12)}"
    for width, encoded in picture.sizes.items():
        default_storage.save(f"{folder}/{width}.webp", ContentFile(encoded.webp))
        if encoded.jpeg is not None:
            default_storage.save(f"{folder}/{width}.jpg", ContentFile(encoded.jpeg))
    storages["private"].save(f"{folder}/asli.jpg", ContentFile(picture.original))
    jpegs = [width for width, encoded in picture.sizes.items() if encoded.jpeg is not None]
    return ProductPhoto(
        folder=folder,
        width=picture.width,
        height=picture.height,
        sizes=[{"width": w, "true": e.width, "jpeg": w in jpegs} for w, e in sorted(picture.sizes.items())],
        sha256=picture.sha256,
    )


def remove_files(photo: ProductPhoto) -> None:
    """Remove the files of a photo that was not kept; missing ones are fine."""
    for size in photo.sizes:
        default_storage.delete(f"{photo.folder}/{size['width']}.webp")
        if size["jpeg"]:
            default_storage.delete(f"{photo.folder}/{size['width']}.jpg")
    storages["private"].delete(f"{photo.folder}/asli.jpg")


def addresses(photo: ProductPhoto) -> dict[str, Any]:
    """What parts/photo.html needs: webp and jpeg addresses, srcset lists, width and height in pixels."""
    return addresses_in(photo.folder, photo.sizes, photo.width, photo.height)


def addresses_in(folder: str, sizes: list[dict[str, Any]], width: int, height: int) -> dict[str, Any]:
    """The same from plain values, for lists that read them from the search row."""
    webp = [f"{default_storage.url(folder + '/' + str(s['width']) + '.webp')} {s['true']}w" for s in sizes]
    jpeg = [s["width"] for s in sizes if s["jpeg"]] or [sizes[-1]["width"]]
    main = MAIN if MAIN in jpeg else jpeg[-1]
    return {
        "webp": default_storage.url(f"{folder}/{main}.webp"),
        "webp_set": ", ".join(webp),
        "jpeg": default_storage.url(f"{folder}/{main}.jpg"),
        "width": width,
        "height": height,
    }
