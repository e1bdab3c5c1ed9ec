"""Listens to the bells of this room and of the rooms below, and brings the search rows up to date.

Everything happens in the transaction that rang, so that a page never shows what is no longer true.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from accounts.models import User
from catalog.bells import product_changed
from catalog.models import EditionCertificate, Product, ProductEdition, ProductSearch
from catalog.search.document import refresh
from certification.bells import certificate_changed
from certification.models import Certificate
from certification.queries import chain_of
from clusters.bells import members_changed
from registry.bells import business_changed, business_closing, businesses_changed
from registry.models import Business
from review import actions as review
from review.actions import AlreadyDecided
from review.models import State


def on_product(sender: Any, product: Product, **kwargs: Any) -> None:
    """A product went on or off display, or its price or availability changed."""
    refresh([product.pk])


def on_business(sender: Any, business: Business, **kwargs: Any) -> None:
    """A business was renamed, moved, suspended or resumed: all its products."""
    refresh(Product.objects.filter(business=business).values_list("pk", flat=True))


def on_businesses(sender: Any, businesses: Sequence[Business] | Sequence[int], **kwargs: Any) -> None:
    """The same for many at once; also that they joined or left a sentra."""
    refresh(Product.objects.filter(business__in=businesses).values_list("pk", flat=True))


def on_closing(sender: Any, business: Business, by: User, **kwargs: Any) -> None:
    """A business closes: its products that wait for a decision are pulled back; they stay readable."""
    for edition in ProductEdition.objects.filter(product__business=business, submission__state=State.SUBMITTED):
        with suppress(AlreadyDecided):  # decided at this moment: it is hidden with its business
            review.withdraw(edition.submission, by=by, plate=edition.product)  # type: ignore[arg-type]
            review.close(edition)


def on_certificate(sender: Any, certificate: Certificate, **kwargs: Any) -> None:
    """A certificate began or ceased to count, or was looked up: the products that claim it or one it replaces."""
    claims = EditionCertificate.objects.filter(certificate__in=chain_of(certificate), edition__is_live=True)
    refresh(claims.values_list("edition__product_id", flat=True))


LISTENERS = (
    (product_changed, on_product),
    (business_changed, on_business),
    (businesses_changed, on_businesses),
    (business_closing, on_closing),
    (certificate_changed, on_certificate),
    (members_changed, on_businesses),
)


def listen() -> None:
    """Hang on to every bell; called once, when Django has loaded all models."""
    for bell, listener in LISTENERS:
        bell.connect(listener, dispatch_uid=f"{ProductSearch._meta.label}.{listener.__name__}")
