"""Photos of a draft: kept in the pool of the product, shown in an order of the edition."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import EditionPhoto, ProductEdition, ProductPhoto
from review import actions as review
from review.actions import Refused

MOST_PHOTOS = 8


@transaction.atomic
def add_photo(edition: ProductEdition, photo: ProductPhoto, *, by: User) -> ProductPhoto:
    """Keep a cleaned photo (unsaved `photo` with its files written) and show it last in the draft.

    The same picture twice is one photo. Raises Refused past eight photos, or when the draft was already sent.
    """
    review.type_into(edition, {}, by=by)
    shown = EditionPhoto.objects.filter(edition=edition).count()
    known = ProductPhoto.objects.filter(product=edition.product, sha256=photo.sha256).first()
    if known is None:
        if shown >= MOST_PHOTOS:
            raise Refused(f"Satu produk paling banyak {MOST_PHOTOS} foto. Hapus satu dulu.")
        photo.product, photo.uploaded_by = edition.product, by
        photo.save()
        known = photo
        record(Verb.PHOTO_ADDED, edition.product, by=by, photo=known.code)
    EditionPhoto.objects.get_or_create(edition=edition, photo=known, defaults={"position": shown})
    return known


@transaction.atomic
def arrange_photos(edition: ProductEdition, codes: Sequence[str], *, by: User) -> None:
    """Show exactly the photos `codes`, in this order; leaving one out removes it from the draft only."""
    review.type_into(edition, {}, by=by)
    shown = {row.photo.code: row for row in EditionPhoto.objects.filter(edition=edition).select_related("photo")}
    for code, row in shown.items():
        if code not in codes:
            row.delete()
            record(Verb.PHOTO_REMOVED, edition.product, by=by, photo=code)
    for position, code in enumerate(codes):
        if code in shown and shown[code].position != position:
            EditionPhoto.objects.filter(pk=shown[code].pk).update(position=position)
