"""From the draft to the page: sent, pulled back, decided, taken off display and put back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.actions.listing import open_draft
from catalog.bells import product_changed
from catalog.completeness import missing
from catalog.models import EditionPhoto, Product, ProductEdition
from catalog.specification import keep_asked, unanswered
from registry.models import BusinessEdition
from review import actions as review
from review.actions import Refused
from review.models import Kind, Reason, State, Submission


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
    if open_questions := unanswered(edition):
        raise Refused(f"Jawab dulu: {', '.join(field.label for field in open_questions)}.")
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
    asked = keep_asked(edition)
    if asked != edition.answers:
        review.type_into(edition, {"answers": asked}, by=by)
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
