"""Gathers what the rules look at: a listing out of the database, and what other makers do."""

from statistics import quantiles

from django.utils import timezone

from catalog.models import Category, Product, ProductEdition, ProductPhoto
from catalog.refusal.facts import Goods, Listing, Maker, Paper
from catalog.specification import unanswered
from certification import validity
from certification.models import Certificate
from registry.models import BusinessEdition

FEWEST_PRICES = 5  # below that a range says nothing
MOST_PRICES = 500
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
    return (
        BusinessEdition.objects.filter(business=product.business_id, submission__isnull=False)
        .select_related("activity", "business")
        .order_by("-is_live", "-number")
        .first()
    )


def gather(edition: ProductEdition, business: BusinessEdition | None = None) -> Listing:
    """The listing as the rules read it; `edition` as `catalog.queries.whole` fetches it."""
    product = edition.product
    questions = unanswered(edition)
    shown = [row.photo for row in edition.shown_photos.all()]
    rows = (("variants", edition.variants.all()), ("packages", edition.packages.all()))
    return Listing(
        **{name: getattr(edition, column) for name, column in SAME.items()},
        material_rows=tuple((row.name, row.origin) for row in edition.material_rows.all()),
        goods=_goods(edition.category),
        maker=_maker(business or business_of(product)),
        price=product.price_before_vat,
        usual_prices=usual_prices(edition),
        stock=product.stock,
        size=(edition.length_mm, edition.width_mm, edition.height_mm),
        delivers=bool(edition.delivers or edition.delivery_area),
        halal_is_duty=validity.halal_required("food_or_drink", None, timezone.localdate()),
        papers=tuple(_paper(claim.certificate) for claim in edition.claims.all()),
        row_gtins=tuple((name, row.gtin) for name, found in rows for row in found if row.gtin),
        gtin_of_other=_barcode_elsewhere(edition),
        photos=tuple((photo.width, photo.height) for photo in shown),
        photo_of_other=_photo_elsewhere(product, shown),
        open_questions=tuple(field.label for field in questions),
        first_question=f"s-{questions[0].key}" if questions else "",
    )


def _goods(category: Category | None) -> Goods | None:
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


def _maker(edition: BusinessEdition | None) -> Maker:
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


def usual_prices(edition: ProductEdition) -> tuple[int, int, int] | None:
    """Lower and upper quarter of the prices of such goods in the same unit, and how many; None for too few."""
    if edition.category_id is None or not edition.unit:
        return None
    others = list(
        Product.objects.filter(
            editions__is_live=True, editions__category=edition.category_id, editions__unit=edition.unit
        )
        .exclude(pk=edition.product_id)
        .exclude(price_before_vat=None)
        .values_list("price_before_vat", flat=True)[:MOST_PRICES]
    )
    if len(others) < FEWEST_PRICES:
        return None
    low, _, high = quantiles([other for other in others if other], n=4)
    return round(low), round(high), len(others)


def _barcode_elsewhere(edition: ProductEdition) -> str:
    if not edition.gtin:
        return ""
    same = ProductEdition.objects.filter(gtin=edition.gtin, is_live=True).exclude(product=edition.product_id)
    used = same.exclude(product__business=edition.product.business_id).first()
    return used.name if used else ""


def _photo_elsewhere(product: Product, shown: list[ProductPhoto]) -> bool:
    """Whether another business uploaded the very same picture; files that are one on purpose do not count."""
    if not shown:
        return False
    files = [photo.files for photo in shown if photo.files]
    same = ProductPhoto.objects.filter(sha256__in=[photo.sha256 for photo in shown])
    theirs = same.exclude(product__business=product.business_id)
    lent = [photo.folder for photo in shown], [one.original for one in files]
    if theirs.exclude(folder__in=lent[0]).exclude(files__original__in=lent[1]).exists():
        return True
    alike = ProductPhoto.objects.filter(files__pixels__in=[one.pixels for one in files if one.pixels])
    return alike.exclude(product__business=product.business_id).exclude(files__original__in=lent[1]).exists()
