"""What the staff desk must know about claims: how they are approved and checked, and who claims."""

from django.db.models import QuerySet

from accounts.models import User
from claims import actions, checks
from claims.access import submitted_claim
from claims.comparison import FIELDS
from claims.models import Claim
from review import kinds
from review.automatic import Check
from review.models import Kind, Submission


def automatic(submission: Submission) -> list[Check]:
    """The look-ups for the claim behind a submission."""
    return checks.automatic(submitted_claim(submission.code))


def things(user: User) -> QuerySet[Claim]:
    """The claims of a person."""
    return Claim.objects.filter(claimant=user)


def people(code: str) -> list[User]:
    """Who is told about the claim with this code: whoever claims."""
    return list(User.objects.filter(pk__in=Claim.objects.filter(code=code).values("claimant"), is_active=True))


def register() -> None:
    """Make the room known to the desk. A claim says who somebody is: each one is decided alone."""
    room = kinds.Room(
        kind=Kind.CLAIM,
        permission="claims.decide_claim",
        fields=[*((field.name, field.label) for field in FIELDS), ("scan", "Foto bukti")],
        approve=actions.approve,
        checks=automatic,
        things=things,
        people=people,
        in_batches=False,
    )
    kinds.add("claims", room)
