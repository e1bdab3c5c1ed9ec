"""Who may touch which product: fetching and permission in one call."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from catalog.models import Product, ProductBatch, ProductEdition
from catalog.queries import whole
from registry.access import need
from registry.membership import Right
from registry.queries import acts_for, with_name, with_role


def product_for(user: User, code: str, needs: Right = Right.EDIT_PRODUCTS) -> Product:
    """The product `code` of a business for which `user` holds `needs`, with `acting_role` and `acting_name`.

    Raises Http404 for a stranger, RightNeeded (403) for a member with a lesser role.
    """
    mine = Product.objects.filter(acts_for(user, "business")).select_related("business__owner")
    product = get_object_or_404(with_name(with_role(mine, user, "business"), "business"), code=code)
    need(product.acting_role, needs)
    return product


def edition_for(user: User, code: str, needs: Right = Right.EDIT_PRODUCTS) -> ProductEdition:
    """The newest edition of the product `code`, its `product` with `acting_role`; raises as `product_for`."""
    product = product_for(user, code, needs)
    edition = whole(ProductEdition.objects.filter(product=product)).order_by("-number").first()
    if edition is None:
        raise Http404
    edition.product = product
    return edition


def submitted_edition(submission_code: str) -> ProductEdition:
    """The edition behind a submission, for its review page (the view checks the role)."""
    return get_object_or_404(
        whole(ProductEdition.objects.all()).select_related(
            "submission__submitted_by", "submission__assigned_to", "submission__decided_by"
        ),
        submission__code=submission_code,
    )


def product_batch_for(user: User, code: str, needs: Right = Right.EDIT_PRODUCTS) -> ProductBatch:
    """The filled table `code` of a business for which `user` holds `needs`, with `acting_role` and `acting_name`.

    Raises Http404 for a stranger, RightNeeded (403) for a member with a lesser role.
    """
    mine = ProductBatch.objects.filter(acts_for(user, "business")).select_related("business", "category", "uploaded_by")
    batch = get_object_or_404(with_name(with_role(mine, user, "business"), "business"), code=code)
    need(batch.acting_role, needs)
    return batch
