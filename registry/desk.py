"""What the staff desk must know about businesses: how they are approved and checked, and who acts for them."""

from django.db.models import QuerySet

from accounts.models import User
from registry import actions, checks
from registry.access import submitted_edition
from registry.comparison import FIELDS
from registry.membership import Right
from registry.models import Business
from registry.queries import businesses_of, spokespeople
from review import kinds
from review.automatic import Check
from review.models import Kind, Submission


def automatic(submission: Submission) -> list[Check]:
    """The look-ups for the edition behind a submission."""
    return checks.automatic(submitted_edition(submission.code))


def things(user: User) -> QuerySet[Business]:
    """The businesses a person may act for."""
    return businesses_of(user, Right.EDIT_BUSINESS)


def people(code: str, right: Right = Right.EDIT_BUSINESS) -> list[User]:
    """Who is told about the business with this code: everybody with an account who holds `right` for it."""
    pk = Business.objects.filter(code=code).values_list("pk", flat=True).first()
    return list(User.objects.filter(pk__in=spokespeople(pk, right), is_active=True).order_by("pk")) if pk else []


def register() -> None:
    """Make the room known to the desk."""
    room = kinds.Room(
        kind=Kind.BUSINESS,
        permission="registry.decide_business",
        fields=[(field.name, field.label) for field in FIELDS],
        approve=actions.approve,
        checks=automatic,
        things=things,
        people=people,
    )
    kinds.add("registry", room)
