"""What stands on and beside the plate and is published at once: price, tiers, variants' prices, availability, stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.bells import product_changed
from catalog.models import PriceChange, PriceTier, Product, VariantOffer
from review.actions import Refused

# Plates are locked with no_key, so that a photo can be added to one: its foreign key would wait for a full lock.
JUMP = 0.30  # founders' decision 11.1: a price that moves more than 30 percent is flagged, not hidden
CHEAPER = "Harga bertingkat harus makin murah bila membeli makin banyak, dan lebih murah dari harga satuan."


@dataclass(frozen=True)
class Offer:
    """Everything a buyer is offered now. `tiers`: (from how many, price); `variants`: key -> (price, stock)."""

    price: int
    availability: str
    stock: int | None = None
    tiers: Sequence[tuple[int, int]] = ()
    variants: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)


def tiers_fall(price: int, tiers: Sequence[tuple[int, int]]) -> bool:
    """Whether each tier asks for more units and a lower price than the one before it, the single price first."""
    steps = [(1, price), *sorted(tiers)]
    return all(b[0] > a[0] and b[1] < a[1] for a, b in pairwise(steps))


@transaction.atomic
def set_price(product: Product, price: int, *, by: User) -> None:
    """Publish a price (whole rupiah, before VAT) at once; a move over 30 percent is flagged for reviewers.

    Raises Refused when a price for many would not be cheaper any more.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if locked.price_before_vat == price:
        return
    if not tiers_fall(price, _tiers(locked)):
        raise Refused(CHEAPER)
    record(Verb.PRICE_CHANGED, product, by=by, **_price(locked, price, by))
    product.price_before_vat = price
    product_changed.send(sender=Product, product=product)


def _price(locked: Product, price: int, by: User) -> dict[str, Any]:
    """Write the price and its line of the history; returns what the diary says about it."""
    previous = locked.price_before_vat
    is_jump = previous is not None and abs(price - previous) > previous * JUMP
    Product.objects.filter(pk=locked.pk).update(price_before_vat=price)
    PriceChange.objects.create(
        product=locked, price_before_vat=price, previous=previous, is_jump=is_jump, changed_by=by
    )
    return {"price": price, "previous": previous, "is_jump": is_jump}


def _tiers(product: Product) -> list[tuple[int, int]]:
    return [(tier.minimum, tier.price_before_vat) for tier in PriceTier.objects.filter(product=product)]


def _variants(product: Product) -> dict[str, tuple[int | None, int | None]]:
    return {row.key: (row.price_before_vat, row.stock) for row in VariantOffer.objects.filter(product=product)}


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
    """Publish both in one act, so that a page never shows half of it; tiers and variants stay."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    set_offer(product, Offer(price, availability, stock, _tiers(locked), _variants(locked)), by=by)


@transaction.atomic
def set_offer(product: Product, offer: Offer, *, by: User) -> None:
    """Publish the whole offer in one act: one line in the diary, one ring of the bell.

    Raises Refused when a tier is not cheaper than what comes before it. Variants without price and stock have no row.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    tiers = sorted(offer.tiers)
    if not tiers_fall(offer.price, tiers):
        raise Refused(CHEAPER)
    wanted = {key: pair for key, pair in offer.variants.items() if pair != (None, None)}
    detail: dict[str, Any] = {}
    if locked.price_before_vat != offer.price:
        detail |= _price(locked, offer.price, by)
    if _tiers(locked) != tiers:
        PriceTier.objects.filter(product=locked).delete()
        PriceTier.objects.bulk_create(
            [PriceTier(product=locked, minimum=minimum, price_before_vat=price) for minimum, price in tiers]
        )
        detail["tiers"] = tiers
    if _variants(locked) != wanted:
        VariantOffer.objects.filter(product=locked).delete()
        VariantOffer.objects.bulk_create(
            [
                VariantOffer(product=locked, key=key, price_before_vat=price, stock=stock)
                for key, (price, stock) in wanted.items()
            ]
        )
        detail["variants"] = wanted
    if (locked.availability, locked.stock) != (offer.availability, offer.stock):
        Product.objects.filter(pk=locked.pk).update(availability=offer.availability, stock=offer.stock)
        detail |= {"availability": offer.availability, "stock": offer.stock}
    if not detail:
        return
    of_prices = {"price", "tiers", "variants"} & detail.keys()
    record(Verb.PRICE_CHANGED if of_prices else Verb.AVAILABILITY_CHANGED, product, by=by, **detail)
    product.price_before_vat, product.availability, product.stock = offer.price, offer.availability, offer.stock
    product_changed.send(sender=Product, product=product)
