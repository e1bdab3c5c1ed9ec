"""What the staff desk must know about businesses: how they are approved and checked, and who acts for them."""

from django.db.models import QuerySet

from accounts.models import User
from registry import actions, checks
from registry.access import submitted_edition
from registry.comparison import FIELDS
from registry.models import Business
from registry.queries import businesses_of
from review import kinds
from review.automatic import Check
from review.models import Kind, Submission


def automatic(submission: Submission) -> list[Check]:
    """The look-ups for the edition behind a submission."""
    return checks.automatic(submitted_edition(submission.code))


def things(user: User) -> QuerySet[Business]:
    """The businesses a person may act for."""
    return businesses_of(user)


def people(code: str) -> list[User]:
    """Who is told about the business with this code: the owner, when she has an account."""
    business = Business.objects.select_related("owner__user").filter(code=code).first()
    owner = business.owner if business else None
    return [owner.user] if owner is not None and owner.user is not None and owner.user.is_active else []


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
