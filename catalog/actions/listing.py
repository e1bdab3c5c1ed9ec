"""Begins, copies and fills in the draft of a product; nothing public changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.details import Rows, barcode_twice, barcodes_of, copy_rows, replace_rows, whole_of
from catalog.models import EditionCertificate, EditionPhoto, Product, ProductEdition
from catalog.specification import form_for
from certification.models import Certificate
from registry.actions import refuse_merged
from registry.models import Business
from review import actions as review
from review.actions import Refused

# Plates are locked with no_key, so that a photo can be added to one: its foreign key would wait for a full lock.
# what a copy does not take along: another product has a barcode of its own, and its own round of review
NOT_COPIED = {
    "id", "product", "number", "is_open", "is_live", "submission", "hands", "created_by", "created_at", "changed_at",
    "gtin",
}  # fmt: skip


@transaction.atomic
def start_product(business: Business, *, by: User, **plate: Any) -> ProductEdition:
    """A new product of `business` with an empty draft. Raises Refused when the business was merged into another.

    `plate` is what a list knows of the name plate already; a price that nobody has seen yet is no change of price.
    """
    refuse_merged(Business.objects.select_for_update(no_key=True).get(pk=business.pk))
    product = Product.objects.create(business=business, created_by=by, **plate)
    return review.open_edition(ProductEdition, product, "product", by=by)[0]


@transaction.atomic
def open_draft(product: Product, *, by: User) -> ProductEdition:
    """The open edition, else a new draft from the newest round, with its photos, certificates and rows."""
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    draft, base = review.open_edition(ProductEdition, product, "product", by=by)
    if base is not None:
        _take_along(base, draft)
        copy_rows(base, draft)
    return draft


@transaction.atomic
def copy_product(source: ProductEdition, *, by: User) -> ProductEdition:
    """A new product of the same business whose draft begins with what `source` says.

    Photos are shown by reference: the copy's edition points at the pictures in the pool of the first product, so no
    file is stored twice and none can go while the copy shows it (docs/decisions/0025). Barcodes are not taken along.
    """
    draft = start_product(source.product.business, by=by)
    for field in ProductEdition._meta.concrete_fields:
        if field.name not in NOT_COPIED:
            setattr(draft, field.attname, getattr(source, field.attname))
    draft.name = f"{source.name} (salinan)"[:120] if source.name else ""
    draft.save()
    _take_along(source, draft)
    copy_rows(source, draft, barcodes=False)
    record(Verb.DRAFT_OPENED, draft.product, by=by, copy_of=source.product.code)
    return draft


def _take_along(base: ProductEdition, draft: ProductEdition) -> None:
    photos = EditionPhoto.objects.filter(edition=base)
    EditionPhoto.objects.bulk_create(
        [EditionPhoto(edition=draft, photo_id=p.photo_id, position=p.position, alt=p.alt) for p in photos]
    )
    claims = EditionCertificate.objects.filter(edition=base)
    EditionCertificate.objects.bulk_create(
        [EditionCertificate(edition=draft, certificate_id=c.certificate_id) for c in claims]
    )


@transaction.atomic
def save_draft(
    edition: ProductEdition,
    values: Mapping[str, Any],
    *,
    by: User,
    certificates: Sequence[Certificate] | None = None,
    rows: Rows | None = None,
) -> None:
    """Keep what was typed. `certificates` (None: leave as they are) replaces the claims, `rows` the lists it names.

    Answers lie beside the form that asked them; those that a form does not ask now stay until the product is sent.
    Raises Refused when it was already sent, a certificate belongs to another business, a barcode stands twice, or the
    materials are more than the whole.
    """
    given = dict(values)
    if "answers" in given:
        given["answers"] = {**edition.answers, **given["answers"]}
        given["answers"] = {key: value for key, value in given["answers"].items() if value not in (None, "", [])}
        given["form"] = form_for(given.get("category", edition.category))
    review.type_into(edition, given, by=by)
    if certificates is not None:
        if any(c.business_id != edition.product.business_id for c in certificates):
            raise Refused("Sertifikat itu milik usaha lain.")
        EditionCertificate.objects.filter(edition=edition).exclude(certificate__in=certificates).delete()
        EditionCertificate.objects.bulk_create(
            [EditionCertificate(edition=edition, certificate=c) for c in certificates], ignore_conflicts=True
        )
    if rows is not None:
        if (total := whole_of(rows)) > 100:
            raise Refused(f"Jumlah bagian semua bahan {total}%, paling banyak 100%.")
        replace_rows(edition, rows)
    if (rows is not None or "gtin" in given) and (twice := barcode_twice(barcodes_of(edition))):
        raise Refused(f"Barcode {twice} tertulis dua kali. Tiap varian dan kemasan punya barcode sendiri.")
