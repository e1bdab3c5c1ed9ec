"""Makes drafts of products out of read rows, and removes those that nobody has touched since."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from catalog.models import PriceChange, Product, ProductEdition, ProductPhoto
from registry.importing.business_drafts import create_businesses, remove_businesses, touched
from registry.importing.kinds import Made
from registry.models import Business

_NOT_EDITION = {"price", "stock", "business", "new_business"}


def _new_businesses(rows: Sequence[Mapping[str, Any]], by: User, hands: Sequence[int]) -> dict[str, Business]:
    """One draft for each business that is not there yet, by NIB."""
    wanted = {row["new_business"]["nib"]: row["new_business"] for row in reversed(rows) if row.get("new_business")}
    made = create_businesses(list(wanted.values()), by=by, hands=hands)
    return dict(zip(wanted, made, strict=True))


@transaction.atomic
def create_products(rows: Sequence[Mapping[str, Any]], *, by: User, hands: Sequence[int]) -> list[Made]:
    """A name plate with price and stock, and a draft, for each row; the price is published with the product only."""
    fresh = _new_businesses(rows, by, hands)
    along = [fresh[row["new_business"]["nib"]] if row.get("new_business") else None for row in rows]
    products = Product.objects.bulk_create(
        Product(
            business_id=business.pk if business else row["business"],
            price_before_vat=row["price"],
            stock=row["stock"],
            created_by=by,
        )
        for row, business in zip(rows, along, strict=True)
    )
    ProductEdition.objects.bulk_create(
        ProductEdition(
            product=product,
            number=1,
            created_by=by,
            hands=sorted({*hands, by.pk}),
            **{name: value for name, value in row.items() if name not in _NOT_EDITION},
        )
        for product, row in zip(products, rows, strict=True)
    )
    record_many(Verb.IMPORTED, products, by=by)
    return [
        Made(product.code, business.code if business else "") for product, business in zip(products, along, strict=True)
    ]


def remove_products(made: Sequence[Made], *, by: User) -> dict[str, str]:
    """Remove untouched drafts, and businesses made along that are untouched too; code -> why for those that stay."""
    codes = [one.code for one in made]
    products = list(
        Product.objects.filter(code__in=codes)
        .annotate(
            has_photo=Exists(ProductPhoto.objects.filter(product=OuterRef("pk"))),
            has_prices=Exists(PriceChange.objects.filter(product=OuterRef("pk"))),
        )
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    rounds: dict[int, list[ProductEdition]] = {}
    for edition in ProductEdition.objects.filter(product__in=products).select_for_update():
        rounds.setdefault(edition.product_id, []).append(edition)
    stay = {}
    for product in products:
        why = touched(rounds[product.pk][0], len(rounds[product.pk]))
        if why or product.has_photo or product.has_prices:
            stay[product.code] = why or "sudah diubah sejak diimpor"
    gone = [product for product in products if product.code not in stay]
    ProductEdition.objects.filter(product__in=gone).delete()
    Product.objects.filter(pk__in=[product.pk for product in gone]).delete()
    record_many(Verb.IMPORT_UNDONE, gone, by=by)
    remove_businesses(sorted({one.along for one in made if one.along}), by=by)  # those with other products stay
    return stay
