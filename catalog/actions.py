"""The verbs of the catalogue: list, fill in, price, submit, decide, take off display."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.bells import product_changed
from catalog.completeness import missing
from catalog.models import EditionCertificate, EditionPhoto, PriceChange, Product, ProductEdition, ProductPhoto
from certification.models import Certificate
from registry.actions import refuse_merged
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused
from review.models import Kind, Reason, State, Submission

MOST_PHOTOS = 8
# Plates are locked with no_key, so that a photo can be added to one: its foreign key would wait for a full lock.
JUMP = 0.30  # founders' decision 11.1: a price that moves more than 30 percent is flagged, not hidden


@transaction.atomic
def start_product(business: Business, *, by: User) -> ProductEdition:
    """A new product of `business` with an empty draft. Raises Refused when the business was merged into another."""
    refuse_merged(Business.objects.select_for_update(no_key=True).get(pk=business.pk))
    product = Product.objects.create(business=business, created_by=by)
    return review.open_edition(ProductEdition, product, "product", by=by)[0]


@transaction.atomic
def open_draft(product: Product, *, by: User) -> ProductEdition:
    """The open edition, else a new draft from the newest round, with its photos and certificates."""
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    draft, base = review.open_edition(ProductEdition, product, "product", by=by)
    if base is not None:
        photos = EditionPhoto.objects.filter(edition=base)
        EditionPhoto.objects.bulk_create(
            [EditionPhoto(edition=draft, photo_id=p.photo_id, position=p.position) for p in photos]
        )
        claims = EditionCertificate.objects.filter(edition=base)
        EditionCertificate.objects.bulk_create(
            [EditionCertificate(edition=draft, certificate_id=c.certificate_id) for c in claims]
        )
    return draft


@transaction.atomic
def save_draft(
    edition: ProductEdition, values: Mapping[str, Any], *, by: User, certificates: Sequence[Certificate] | None = None
) -> None:
    """Keep what was typed; nothing public changes. `certificates` (None: leave as they are) replaces the claims.

    Raises Refused when it was already sent, or a certificate belongs to another business.
    """
    review.type_into(edition, values, by=by)
    if certificates is not None:
        if any(c.business_id != edition.product.business_id for c in certificates):
            raise Refused("Sertifikat itu milik usaha lain.")
        EditionCertificate.objects.filter(edition=edition).exclude(certificate__in=certificates).delete()
        EditionCertificate.objects.bulk_create(
            [EditionCertificate(edition=edition, certificate=c) for c in certificates], ignore_conflicts=True
        )


@transaction.atomic
def set_price(product: Product, price: int, *, by: User) -> None:
    """Publish a price (whole rupiah, before VAT) at once; a move over 30 percent is flagged for reviewers."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    previous = locked.price_before_vat
    if previous == price:
        return
    is_jump = previous is not None and abs(price - previous) > previous * JUMP
    Product.objects.filter(pk=product.pk).update(price_before_vat=price)
    PriceChange.objects.create(
        product=product, price_before_vat=price, previous=previous, is_jump=is_jump, changed_by=by
    )
    record(Verb.PRICE_CHANGED, product, by=by, price=price, previous=previous, is_jump=is_jump)
    product.price_before_vat = price
    product_changed.send(sender=Product, product=product)


@transaction.atomic
def set_availability(product: Product, availability: str, stock: int | None, *, by: User) -> None:
    """Publish availability and stock at once."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if (locked.availability, locked.stock) == (availability, stock):
        return
    Product.objects.filter(pk=product.pk).update(availability=availability, stock=stock)
    record(Verb.AVAILABILITY_CHANGED, product, by=by, availability=availability, stock=stock)
    product.availability, product.stock = availability, stock
    product_changed.send(sender=Product, product=product)


@transaction.atomic
def set_price_and_availability(product: Product, price: int, availability: str, stock: int | None, *, by: User) -> None:
    """Publish both in one act, so that a page never shows half of it."""
    set_price(product, price, by=by)
    set_availability(product, availability, stock, by=by)


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


@transaction.atomic
def submit(edition: ProductEdition, *, by: User) -> Submission:
    """Send a product to Disperindag; from here the edition is frozen.

    Raises Refused: something still empty, no price, no photo, or the business was never sent.
    """
    product = Product.objects.select_for_update(no_key=True).get(pk=edition.product_id)
    ProductEdition.objects.select_for_update().get(pk=edition.pk)  # nobody types between the look and the sending
    edition.refresh_from_db()
    if gaps := missing(edition):
        raise Refused(f"Lengkapi dulu: {', '.join(gaps)}.")
    if product.business.closed_at:
        raise Refused("Usaha ini sudah ditutup. Buka lagi usahanya dulu.")
    if not product.price_before_vat:
        raise Refused("Isi harga produk dulu.")
    if not EditionPhoto.objects.filter(edition=edition).exists():
        raise Refused("Tambahkan paling sedikit satu foto produk.")
    business = (
        BusinessEdition.objects.filter(business=product.business_id, submission__isnull=False)
        .select_related("village__parent")
        .order_by("-is_live", "-number")
        .first()
    )
    if business is None:
        raise Refused("Kirim dulu pendaftaran usaha Anda, baru produknya.")
    return review.submit(
        edition,
        by=by,
        plate=product,
        about={
            "room": "catalog",
            "kind": Kind.PRODUCT,
            "title": edition.name,
            "business_name": business.name,
            "region_code": business.village.parent_id if business.village else "",
            "region_name": business.village.parent.name if business.village and business.village.parent else "",
            "is_first": not ProductEdition.objects.filter(product=product, is_live=True).exists(),
        },
    )


@transaction.atomic
def withdraw(edition: ProductEdition, *, by: User) -> ProductEdition:
    """Pull back a waiting edition and open a fresh draft from it."""
    if edition.submission is None:
        raise Refused("Belum ada yang dikirim.")
    product = Product.objects.select_for_update(no_key=True).get(pk=edition.product_id)
    review.withdraw(edition.submission, by=by, plate=product)
    review.close(edition)
    return open_draft(product, by=by)


@transaction.atomic
def approve(submission: Submission, *, by: User) -> None:
    """Approve: the edition goes on display in place of the one before."""
    review.require("catalog.decide_product", by)
    edition = ProductEdition.objects.select_related("product").get(submission=submission)
    Product.objects.select_for_update(no_key=True).get(pk=edition.product_id)
    review.decide(submission, State.APPROVED, by=by, plate=edition.product)
    review.put_live(edition, "product")
    product_changed.send(sender=Product, product=edition.product)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by: User,
    state: State = State.NEEDS_CHANGES,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> None:
    """Ask for changes (or refuse, with `state=State.REJECTED`); what is on display stays."""
    review.require("catalog.decide_product", by)
    edition = ProductEdition.objects.select_related("product").get(submission=submission)
    review.decide(submission, state, by=by, plate=edition.product, reason=reason, words=words, findings=findings)
    review.close(edition)


@transaction.atomic
def unpublish(product: Product, *, by: User) -> None:
    """Take a product off display at once; it can be shown again any time."""
    Product.objects.filter(pk=product.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    record(Verb.UNPUBLISHED, product, by=by)
    product_changed.send(sender=Product, product=product)


@transaction.atomic
def publish_again(product: Product, *, by: User) -> None:
    """Put a product back on display."""
    Product.objects.filter(pk=product.pk).update(withdrawn_at=None)
    record(Verb.PUBLISHED_AGAIN, product, by=by)
    product_changed.send(sender=Product, product=product)
