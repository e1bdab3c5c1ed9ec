"""What the staff desk must know about certificates: how they are approved and checked, and who acts for them."""

from django.db.models import QuerySet

from accounts.models import User
from certification import actions, checks
from certification.access import submitted_certificate
from certification.comparison import FIELDS
from certification.models import Certificate
from registry import desk as registry_desk
from registry.membership import Right
from registry.queries import businesses_of
from review import kinds
from review.automatic import Check
from review.models import Kind, Submission

MORE_MARKS = (("scan", "Berkas"),)


def automatic(submission: Submission) -> list[Check]:
    """The look-ups for the certificate behind a submission."""
    return checks.automatic(submitted_certificate(submission.code))


def things(user: User) -> QuerySet[Certificate]:
    """The certificates a person may act for."""
    return Certificate.objects.filter(business__in=businesses_of(user, Right.CERTIFICATES))


def people(code: str) -> list[User]:
    """Who is told about the certificate with this code."""
    business = Certificate.objects.filter(code=code).values_list("business__code", flat=True).first()
    return registry_desk.people(business, Right.CERTIFICATES) if business else []


def register() -> None:
    """Make the room known to the desk."""
    room = kinds.Room(
        kind=Kind.CERTIFICATE,
        permission="certification.decide_certificate",
        fields=[*((field.name, field.label) for field in FIELDS), *MORE_MARKS],
        approve=actions.approve,
        checks=automatic,
        things=things,
        people=people,
    )
    kinds.add("certification", room)
