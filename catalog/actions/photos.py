"""Photos of a draft: kept in the pool of the product, shown in an order, a frame and with words of the edition."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import EditionPhoto, PhotoFiles, Product, ProductEdition, ProductPhoto
from catalog.photo_work import order_sizes
from catalog.photos import files_of, photo_of
from review import actions as review
from review.actions import Refused

MOST_PHOTOS = 8
SWEPT = "Foto itu baru saja dibersihkan. Unggah sekali lagi."
NOT_SHOWN = "Foto itu tidak ada lagi di draf ini. Muat ulang halamannya."


def _kept(files: PhotoFiles, business_id: int) -> PhotoFiles:
    """The row of these files for this business, locked; the one that holds the same picture already, when there is one.

    Raises Refused when the row it had was swept away at this moment.
    """
    rows = PhotoFiles.objects.select_for_update(no_key=True)
    if files.pk:
        if locked := rows.filter(pk=files.pk).first():
            return locked
        raise Refused(SWEPT)
    same = Q(business=business_id, folder=files.folder)
    if files.pixels:
        same |= Q(business=business_id, pixels=files.pixels, frame=files.frame)
    if known := rows.filter(same).first():
        return known
    files.business_id = business_id
    try:
        with transaction.atomic():
            files.save()
    except IntegrityError:  # somebody else brought the same picture a moment ago
        if known := rows.filter(same).first():
            return known
        raise Refused(SWEPT) from None
    return files


def _pooled(product: Product, photo: ProductPhoto, *, by: User) -> ProductPhoto:
    """The photo of the product's pool that shows the same picture, else this one, saved."""
    files = photo.files or files_of(photo)
    pool = ProductPhoto.objects.select_for_update(no_key=True, of=("self",)).filter(product=product).order_by("id")
    if known := pool.filter(sha256=photo.sha256, files__frame=files.frame).first():
        return known
    files = _kept(files, product.business_id)
    if known := pool.filter(files=files).first():
        return known
    kept = photo_of(files, photo.sha256)
    kept.product, kept.uploaded_by = product, by
    kept.save()
    if files.is_at_work:
        order_sizes(files, by=by)
    return kept


@transaction.atomic
def add_photo(edition: ProductEdition, photo: ProductPhoto, *, by: User) -> ProductPhoto:
    """Keep a cleaned photo (unsaved `photo` with its files written) and show it last in the draft.

    The same picture twice is one photo, and has its files once for all products of a business: whoever wrote files
    looks at `folder` of the answer. Raises Refused past eight photos, or when the draft was already sent.
    """
    review.type_into(edition, {}, by=by)
    rows = list(EditionPhoto.objects.filter(edition=edition).order_by("position", "id"))
    with transaction.atomic():
        kept = _pooled(edition.product, photo, by=by)
        if any(row.photo_id == kept.pk for row in rows):
            return kept
        if len(rows) >= MOST_PHOTOS:
            raise Refused(f"Satu produk paling banyak {MOST_PHOTOS} foto. Hapus satu dulu.")
        last = rows[-1].position + 1 if rows else 0
        EditionPhoto.objects.create(edition=edition, photo=kept, position=last)
    record(Verb.PHOTO_ADDED, edition.product, by=by, photo=kept.code)
    return kept


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


@transaction.atomic
def put_photo_back(edition: ProductEdition, code: str, position: int, *, alt: str = "", by: User) -> None:
    """Undo a removal: show a photo of the business again, in its old place.

    Raises Refused when it was swept away, belongs to nobody of the business, or eight are shown.
    """
    review.type_into(edition, {}, by=by)
    pool = ProductPhoto.objects.filter(product__business=edition.product.business_id)
    photo = pool.select_for_update(no_key=True, of=("self",)).filter(code=code).first()
    if photo is None:
        raise Refused(SWEPT)
    rows = list(EditionPhoto.objects.filter(edition=edition).order_by("position", "id"))
    if any(row.photo_id == photo.pk for row in rows):
        return
    if len(rows) >= MOST_PHOTOS:
        raise Refused(f"Satu produk paling banyak {MOST_PHOTOS} foto. Hapus satu dulu.")
    rows.insert(max(0, min(position, len(rows))), EditionPhoto(edition=edition, photo=photo, alt=alt[:160]))
    for place, row in enumerate(rows):
        row.position = place
        row.save()
    record(Verb.PHOTO_ADDED, edition.product, by=by, photo=code, again=True)


def _row(edition: ProductEdition, code: str) -> EditionPhoto:
    row = EditionPhoto.objects.select_related("photo__files").filter(edition=edition, photo__code=code).first()
    if row is None:
        raise Refused(NOT_SHOWN)
    return row


@transaction.atomic
def describe_photo(edition: ProductEdition, code: str, alt: str, *, by: User) -> None:
    """Say in words what a photo shows, for people who cannot see it; reviewed with the edition."""
    review.type_into(edition, {}, by=by)
    row = _row(edition, code)
    if row.alt != alt:
        EditionPhoto.objects.filter(pk=row.pk).update(alt=alt)
        record(Verb.CHANGED, edition.product, by=by, photo=code, what="alt")


@transaction.atomic
def frame_photo(edition: ProductEdition, code: str, files: PhotoFiles, *, by: User) -> ProductPhoto:
    """Show another frame of a photo in its place; `files` as `catalog.photos.store_frame` made them, or kept ones.

    The photo as it was stays in the pool: an edition that shows it keeps it. Raises Refused when the same frame is
    shown already.
    """
    review.type_into(edition, {}, by=by)
    row = _row(edition, code)
    framed = _pooled(edition.product, photo_of(files, row.photo.sha256), by=by)
    if framed.pk == row.photo_id:
        return framed
    if EditionPhoto.objects.filter(edition=edition, photo=framed).exists():
        raise Refused("Potongan foto itu sudah ada di produk ini.")
    EditionPhoto.objects.filter(pk=row.pk).update(photo=framed)
    record(Verb.CHANGED, edition.product, by=by, photo=code, frame=files.frame, now=framed.code)
    return framed


@transaction.atomic
def make_sizes_again(edition: ProductEdition, code: str, *, by: User) -> None:
    """Order the sizes of a photo once more after they failed; the same press twice orders once."""
    rows = PhotoFiles.objects.select_for_update(no_key=True)
    files = rows.filter(photos=_row(edition, code).photo, state=PhotoFiles.State.FAILED).first()
    if files is not None:
        files.state, files.failure = PhotoFiles.State.WAITING, ""
        files.save(update_fields=["state", "failure"])
        order_sizes(files, by=by)
