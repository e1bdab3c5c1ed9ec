"""For the tests of photos: pictures as phones take them, a draft of Sari's, and the worker."""

import io

from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from accounts.models import User
from catalog import actions
from catalog.models import ProductEdition
from jobs.models import Job
from jobs.work import perform
from registry.models import Business


def jpeg(size: tuple[int, int] = (1200, 900), colour: str = "#c08040", *, comment: bytes = b"") -> bytes:
    """A JPEG with a dark left half, so that frames can be told apart."""
    image, out = Image.new("RGB", size, colour), io.BytesIO()
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="#301810")
    image.save(out, "JPEG", quality=92, comment=comment)
    return out.getvalue()


def upload(data: bytes | None = None, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, jpeg() if data is None else data)


def address(edition: ProductEdition, name: str = "edit", *more: str) -> str:
    """A page of the product."""
    return reverse(f"catalog:{name}", args=[edition.product.code, *more])


def work() -> None:
    """What the worker does with everything that waits."""
    for pk in Job.objects.filter(state=Job.State.WAITING).values_list("pk", flat=True):
        perform.call(pk)


def lying(folder: str) -> tuple[set[str], set[str]]:
    """The public and the private files of a photo."""
    found = []
    for storage in (default_storage, storages["private"]):
        try:
            found.append(set(storage.listdir(folder)[1]))
        except FileNotFoundError:
            found.append(set())
    return found[0], found[1]


def begun(business: Business, sari: User, client: Client) -> ProductEdition:
    """An empty draft of this business; the client is Sari's from now on."""
    client.force_login(sari)
    return actions.start_product(business, by=sari)
