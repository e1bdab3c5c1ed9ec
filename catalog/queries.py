"""Questions to the catalogue."""

from django.db import models
from django.db.models import Prefetch

from accounts.models import User
from catalog.models import (
    ROWS,
    Category,
    EditionCertificate,
    EditionPhoto,
    PriceChange,
    Product,
    ProductEdition,
    SpecificationForm,
)
from registry.queries import acts_for, shown_businesses, with_role
from registry.queries import why_hidden as why_business_is_hidden


def public() -> models.QuerySet[ProductEdition]:
    """What everybody may see: live editions of products on display, of businesses that everybody may see."""
    return ProductEdition.objects.filter(
        is_live=True,
        product__withdrawn_at__isnull=True,
        product__business__in=shown_businesses(),
    ).select_related("product__business", "category")


def whole(editions: models.QuerySet[ProductEdition]) -> models.QuerySet[ProductEdition]:
    """Editions with all a page about one product shows: photos in order and claimed certificates with their checks."""
    return editions.select_related("product__business__owner", "category", "submission").prefetch_related(
        Prefetch("shown_photos", EditionPhoto.objects.select_related("photo__files")),
        Prefetch(
            "claims",
            EditionCertificate.objects.select_related("certificate__kind", "certificate__submission").prefetch_related(
                "certificate__checks"
            ),
        ),
        *ROWS,
    )


def newest_editions(user: User, business_code: str = "") -> models.QuerySet[ProductEdition]:
    """The newest edition of each product of the businesses `user` acts for, or of one of them.

    Each with its submission and `acting_role`; the newest product first.
    """
    newer = ProductEdition.objects.filter(product=models.OuterRef("product"), number__gt=models.OuterRef("number"))
    mine = ProductEdition.objects.filter(acts_for(user, "product__business")).exclude(models.Exists(newer))
    if business_code:
        mine = mine.filter(product__business__code=business_code)
    return (
        with_role(mine, user, "product__business")
        .select_related("product__business", "product__inaproc", "category", "submission")
        .prefetch_related(Prefetch("shown_photos", EditionPhoto.objects.select_related("photo")))
        .order_by("-product__created_at")
    )


def live_edition(product: Product) -> ProductEdition | None:
    """The edition on display, None before the first approval."""
    return ProductEdition.objects.filter(product=product, is_live=True).first()


def why_hidden(code: str) -> str:
    """Why a product that was approved is not on display: its business has no NIB yet; empty for any other."""
    product = Product.objects.select_related("business").filter(code=code).first()
    return why_business_is_hidden(product.business.code) if product else ""


def leaves() -> models.QuerySet[Category]:
    """Categories a product can have."""
    return Category.objects.filter(numchild=0, is_active=True).order_by("path")


def price_history(product: Product, limit: int = 24) -> models.QuerySet[PriceChange]:
    """The newest prices first."""
    return PriceChange.objects.filter(product=product)[:limit]


def ancestors_of(category: Category | None) -> list[str]:
    """The names from the root down to the category itself."""
    if category is None:
        return []
    above = [category.path[:end] for end in range(Category.steplen, len(category.path), Category.steplen)]
    names = Category.objects.filter(path__in=above).order_by("path").values_list("name", flat=True) if above else ()
    return [*names, category.name]


def forms_of(category: Category) -> models.QuerySet[SpecificationForm]:
    """All versions of the form of a category with their questions, the newest first."""
    return (
        SpecificationForm.objects.filter(category=category)
        .select_related("made_by", "activated_by")
        .prefetch_related("fields")
        .order_by("-version")
    )


def with_forms() -> models.QuerySet[Category]:
    """The tree of categories, each with the version and number of questions in use and whether a draft is in work."""
    of_it = SpecificationForm.objects.filter(category=models.OuterRef("pk"))
    active = of_it.filter(state=SpecificationForm.State.ACTIVE)
    return Category.objects.filter(is_active=True).annotate(
        form_version=models.Subquery(active.values("version")[:1]),
        question_count=models.Subquery(
            active.annotate(many=models.Count("fields")).values("many")[:1], output_field=models.IntegerField()
        ),
        has_draft=models.Exists(of_it.filter(state=SpecificationForm.State.DRAFT)),
    )
