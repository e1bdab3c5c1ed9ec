"""What a row does to the product it means, by the verbs of the editor; and what must be known to take it back."""

from typing import Any

from django.db import models

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog import actions
from catalog.bulk.checking import Seen
from catalog.bulk.pictures import stored
from catalog.bulk.sheet import offer_of
from catalog.models import EditionPhoto, Product, ProductBatch, ProductBatchRow, ProductEdition

Plan = ProductBatchRow.Plan


def write(batch: ProductBatch, row: ProductBatchRow, seen: Seen, *, by: User) -> ProductEdition | None:
    """Do what the plan of the row says, inside the caller's transaction; returns the draft that photos belong to.

    Notes in `row.did` what stood there before. Raises Refused.
    """
    if seen.known is None:
        return _new(batch, row, seen, by)
    product, edition = Product.objects.get(pk=seen.known.product.pk), None
    row.product, row.did = product, {"own_code": product.own_code}
    if seen.plan in (Plan.DRAFT, Plan.EDITION):
        edition = seen.known.edition if seen.plan == Plan.DRAFT else actions.open_draft(product, by=by)
        row.did |= {"edition": edition.number, "pool": stored(edition), "opened": seen.plan == Plan.EDITION}
        if seen.plan == Plan.DRAFT:
            row.did |= _before(edition, seen.changes)
        actions.save_draft(edition, _values(seen), by=by, certificates=seen.typed.certificates)
    if seen.typed.own_code:
        Product.objects.filter(pk=product.pk).update(own_code=seen.typed.own_code)
    _offer(product, row, seen, by)
    record(Verb.IMPORTED, product, by=by, table=batch.code, what=seen.plan)
    return edition


def _new(batch: ProductBatch, row: ProductBatchRow, seen: Seen, by: User) -> ProductEdition:
    price, availability, stock = offer_of(seen.typed, None)
    plate = {"price_before_vat": price, "availability": availability, "stock": stock, "own_code": seen.typed.own_code}
    edition = actions.start_product(batch.business, by=by, **plate)
    actions.save_draft(edition, _values(seen), by=by, certificates=seen.typed.certificates)
    row.product, row.did = edition.product, {"made": True, "edition": edition.number}
    record(Verb.IMPORTED, edition.product, by=by, table=batch.code, what=seen.plan)
    return edition


def _values(seen: Seen) -> dict[str, Any]:
    """What the row says, by columns of the edition; answers are added to those that are there."""
    return {**seen.typed.values, "answers": seen.typed.answers}


def _before(edition: ProductEdition, changes: dict[str, Any]) -> dict[str, Any]:
    """What stands in a draft, as JSON, of all that the row changes."""
    names = {*changes, "answers", "form"}
    fields: list[models.Field[Any, Any]] = [one for one in edition._meta.concrete_fields if one.name in names]
    shown = EditionPhoto.objects.filter(edition=edition).values_list("photo__code", flat=True)
    return {
        "before": {one.attname: getattr(edition, one.attname) for one in fields},
        "photos": list(shown),
        "claims": list(edition.claims.values_list("certificate__code", flat=True)),
    }


def _offer(product: Product, row: ProductBatchRow, seen: Seen, by: User) -> None:
    """Price, stock and availability change at once, by the verb of the page for prices."""
    now = (product.price_before_vat, product.availability, product.stock)
    wanted = offer_of(seen.typed, product)
    if wanted == now:
        return
    price, availability, stock = wanted
    if price is None:
        actions.set_availability(product, availability, stock, by=by)
    else:
        actions.set_price_and_availability(product, price, availability, stock, by=by)
    row.did |= {"offer": {"before": list(now), "after": list(wanted)}}
