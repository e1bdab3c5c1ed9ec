"""Gathers what the rules look at: a listing out of the database or as it was just typed, and what other makers do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from django.utils import timezone

from catalog.models import Category, Product, ProductEdition, ProductPhoto, SpecificationField
from catalog.refusal.facts import Goods, Listing, Maker, Paper
from catalog.refusal.offer import SHARP
from catalog.specification import fits, unanswered
from catalog.unit_price import WORDS, unit_price
from certification import validity
from certification.models import Certificate
from registry.models import BusinessEdition

FEWEST_PRICES = 5  # below that a range says nothing
MOST_PRICES = 1_000  # of one category, the newest
SAME = {
    "name": "name",
    "description": "description",
    "materials": "materials",
    "brand": "brand",
    "packaging": "packaging",
    "unit": "unit",
    "minimum_order": "minimum_order",
    "capacity": "capacity_per_month",
    "largest_order": "largest_order",
    "lead_time": "lead_time_days",
    "net_weight": "net_weight_grams",
    "net_volume": "net_volume_ml",
    "gross_weight": "gross_weight_grams",
    "shelf_life": "shelf_life_days",
    "origin": "origin",
    "made_here": "is_made_here",
    "local_workers": "has_local_workers",
    "local_material": "has_local_material",
    "halal_status": "halal_status",
    "gtin": "gtin",
}
"""Field of a Listing -> column of an edition that says the same."""


def business_of(product: Product) -> BusinessEdition | None:
    """The approved edition of the maker, else the last one that was sent."""
    return business_of_maker(product.business_id)


def business_of_maker(business: int) -> BusinessEdition | None:
    """The same by the id of the business."""
    return (
        BusinessEdition.objects.filter(business=business, submission__isnull=False)
        .select_related("activity", "business")
        .order_by("-is_live", "-number")
        .first()
    )


def gather(edition: ProductEdition, business: BusinessEdition | None = None) -> Listing:
    """The listing as the rules read it; `edition` as `catalog.queries.whole` fetches it."""
    product = edition.product
    questions = unanswered(edition)
    per = price_per(product.price_before_vat, edition)
    shown = [row.photo for row in edition.shown_photos.all()]
    rows = (("variants", edition.variants.all()), ("packages", edition.packages.all()))
    return Listing(
        **{name: getattr(edition, column) for name, column in SAME.items()},
        material_rows=tuple((row.name, row.origin) for row in edition.material_rows.all()),
        goods=goods_of(edition.category),
        maker=maker_of(business or business_of(product)),
        price=product.price_before_vat,
        price_per=per,
        usual_prices=usual(prices_in(edition.category_id, without=product.pk), per),
        stock=product.stock,
        size=(edition.length_mm, edition.width_mm, edition.height_mm),
        delivers=bool(edition.delivers or edition.delivery_area),
        halal_is_duty=validity.halal_required("food_or_drink", None, timezone.localdate()),
        papers=tuple(_paper(claim.certificate) for claim in edition.claims.all()),
        row_gtins=tuple((name, row.gtin) for name, found in rows for row in found if row.gtin),
        gtin_of_other=barcode_elsewhere(edition.gtin, product.pk, product.business_id),
        photos=tuple((photo.width, photo.height) for photo in shown),
        photo_of_other=photo_elsewhere(shown, product.business_id),
        open_questions=tuple(field.label for field in questions),
        first_question=f"s-{questions[0].key}" if questions else "",
    )


def goods_of(category: Category | None) -> Goods | None:
    """What is usual in a category."""
    if category is None:
        return None
    return Goods(
        name=category.name,
        is_food=category.is_food,
        usual_permit=category.usual_permit,
        kbli_2020=tuple(category.kbli_2020),
        kbli_2025=tuple(category.kbli_2025),
        kbki=category.kbki,
    )


def maker_of(edition: BusinessEdition | None) -> Maker:
    """The business as the rules see it."""
    if edition is None:
        return Maker(state="none")
    business, activity = edition.business, edition.activity
    state = "live" if edition.is_live else "waiting"
    if business.closed_at:
        state = "closed"
    elif business.suspended_at:
        state = "suspended"
    return Maker(
        state=state,
        has_nib=edition.nib_status != BusinessEdition.NibStatus.NONE,
        kbli_code=activity.kbli_code if activity else "",
        kbli_title=activity.title if activity else "",
        kbli_edition=activity.kbli_edition if activity else "",
    )


def _paper(certificate: Certificate) -> Paper:
    status = validity.status_of(certificate)
    return Paper(
        kind=certificate.kind_id,
        label=str(certificate),
        number=certificate.number,
        number_rule=certificate.kind.number_rule,
        is_approved=certificate.is_live,
        is_revoked=certificate.revoked_at is not None,
        status=status,
        status_words=validity.LABELS[status].lower(),
        scope=certificate.scope,
        is_for_food=certificate.kind.is_food,
    )


Priced = tuple[int, int, str]  # product, amount, and for what: a base of catalog.unit_price, else the unit itself


def _per(price: int | None, unit: str, grams: int | None, ml: int | None, pieces: int | None) -> tuple[int, str] | None:
    """The price brought to a measure that packings can be compared in; of the unit itself when there is none."""
    same = unit_price(price, unit, grams, ml, pieces)
    if same:
        return same[0], WORDS[same[1]]
    return (price, unit) if price and unit else None


def price_per(price: int | None, said: Any) -> tuple[int, str] | None:
    """The price by which a listing is compared, and the measure in words; `said` has the columns of an edition."""
    return _per(price, said.unit, said.net_weight_grams, said.net_volume_ml, said.pieces_per_unit)


def prices_in(category: int | None, *, without: int | None = None) -> list[Priced]:
    """What such goods cost: one line for each product on display, brought to its measure."""
    if category is None:
        return []
    shown = (
        ProductEdition.objects.filter(is_live=True, category=category, product__price_before_vat__isnull=False)
        .exclude(product=without)
        .order_by("-pk")
        .values_list(
            "product_id", "product__price_before_vat", "unit", "net_weight_grams", "net_volume_ml", "pieces_per_unit"
        )
    )
    brought = ((pk, _per(price, unit, *content)) for pk, price, unit, *content in shown[:MOST_PRICES])
    return [(pk, *per) for pk, per in brought if per]


def usual(
    prices: Sequence[Priced], per: tuple[int, str] | None, *, without: int | None = None
) -> tuple[int, int, int] | None:
    """Lower and upper quarter of the prices in the same measure, and how many; None for too few."""
    others = [amount for pk, amount, measure in prices if per and measure == per[1] and pk != without]
    if len(others) < FEWEST_PRICES:
        return None
    low, _, high = quantiles(others, n=4)
    return round(low), round(high), len(others)


@dataclass(frozen=True)
class Around:
    """What stays the same for many listings of one business and category, asked once."""

    goods: Goods | None
    maker: Maker
    questions: Sequence[SpecificationField]
    prices: Sequence[Priced]


def foresee(
    said: Any,
    around: Around,
    *,
    price: int | None,
    stock: int | None,
    product: int | None,
    photos: int,
    papers: Sequence[Certificate],
    more: Mapping[str, Any],
) -> Listing:
    """A listing that is only typed yet; `said` has the columns of an edition, `more` fields of its lists.

    Photos are counted, not measured: how large they are is seen when they are taken in.
    """
    questions = [one for one in around.questions if one.is_needed and not fits(one, said.answers.get(one.key))]
    per = price_per(price, said)
    return Listing(
        **{name: getattr(said, column) for name, column in SAME.items()},
        **more,
        goods=around.goods,
        maker=around.maker,
        price=price,
        price_per=per,
        usual_prices=usual(around.prices, per, without=product),
        stock=stock,
        size=(said.length_mm, said.width_mm, said.height_mm),
        delivers=bool(said.delivers or said.delivery_area),
        halal_is_duty=validity.halal_required("food_or_drink", None, timezone.localdate()),
        papers=tuple(_paper(one) for one in papers),
        photos=((SHARP, SHARP),) * photos,
        open_questions=tuple(one.label for one in questions),
        first_question=f"s-{questions[0].key}" if questions else "",
    )


def barcode_elsewhere(gtin: str, product: int | None, business: int) -> str:
    """The name of a product of another business that is on display with this barcode; empty when there is none."""
    if not gtin:
        return ""
    same = ProductEdition.objects.filter(gtin=gtin, is_live=True).exclude(product=product)
    used = same.exclude(product__business=business).first()
    return used.name if used else ""


def photo_elsewhere(shown: Sequence[ProductPhoto], business: int, hashes: Collection[str] = ()) -> bool:
    """Whether another business uploaded the very same picture, or one of `hashes` (sha256 of files not taken in yet).

    Files that are one on purpose, since two records were merged, do not count.
    """
    files = [photo.files for photo in shown if photo.files]
    lent = {photo.folder for photo in shown}, {one.original for one in files}
    others = ProductPhoto.objects.exclude(product__business=business)
    same = others.filter(sha256__in=[*(photo.sha256 for photo in shown), *hashes])
    if same.exclude(folder__in=lent[0]).exclude(files__original__in=lent[1]).exists():
        return True
    alike = others.filter(files__pixels__in=[one.pixels for one in files if one.pixels])
    return alike.exclude(files__original__in=lent[1]).exists()
