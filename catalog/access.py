"""Who may touch which product: fetching and permission in one call."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from catalog.models import Product, ProductEdition
from catalog.queries import whole


def product_for(user: User, code: str) -> Product:
    """Her own product; Http404 for anybody else's."""
    return get_object_or_404(Product.objects.select_related("business__owner"), code=code, business__owner__user=user)


def edition_for(user: User, code: str) -> ProductEdition:
    """The newest edition of her product `code`; Http404 for anybody else's."""
    edition = whole(ProductEdition.objects.filter(product=product_for(user, code))).order_by("-number").first()
    if edition is None:
        raise Http404
    return edition


def submitted_edition(submission_code: str) -> ProductEdition:
    """The edition behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        whole(ProductEdition.objects.all()).select_related(
            "submission__submitted_by", "submission__assigned_to", "submission__decided_by"
        ),
        submission__code=submission_code,
    )
