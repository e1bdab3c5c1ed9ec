"""What the staff desk must know about products: how they are approved and checked, and who acts for them."""

from django.db.models import QuerySet

from accounts.models import User
from catalog import actions, checks
from catalog.access import submitted_edition
from catalog.comparison import FIELDS
from catalog.models import Product
from registry import desk as registry_desk
from registry.membership import Right
from registry.queries import businesses_of
from review import kinds
from review.automatic import Check
from review.models import Kind, Submission

MORE_MARKS = (("photos", "Foto"), ("price_before_vat", "Harga"))


def automatic(submission: Submission) -> list[Check]:
    """The look-ups for the edition behind a submission."""
    return checks.automatic(submitted_edition(submission.code))


def things(user: User) -> QuerySet[Product]:
    """The products a person may act for."""
    return Product.objects.filter(business__in=businesses_of(user, Right.EDIT_PRODUCTS))


def people(code: str) -> list[User]:
    """Who is told about the product with this code."""
    business = Product.objects.filter(code=code).values_list("business__code", flat=True).first()
    return registry_desk.people(business, Right.SEND_PRODUCTS) if business else []


def register() -> None:
    """Make the room known to the desk."""
    room = kinds.Room(
        kind=Kind.PRODUCT,
        permission="catalog.decide_product",
        fields=[*((field.name, field.label) for field in FIELDS), *MORE_MARKS],
        approve=actions.approve,
        checks=automatic,
        things=things,
        people=people,
    )
    kinds.add("catalog", room)
