"""`manage.py reset_second_factor EMAIL_OR_PHONE`: for a colleague who lost phone and spare codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.contacts import parse_contact
from accounts.queries import user_with


class Command(BaseCommand):
    """Forgets the authenticator app of one person, who sets up a new one at the next sign-in."""

    help = "Forget the authenticator app of this person. Check in person that it is really them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The contact."""
        parser.add_argument("contact", metavar="EMAIL_OR_PHONE")

    def handle(self, *args: Any, contact: str, **options: Any) -> None:
        """Delete, or say in one sentence why not."""
        try:
            user = user_with(parse_contact(contact))
        except ValidationError as wrong:
            raise CommandError(wrong.messages[0]) from None
        if user is None:
            raise CommandError(f"Nobody has signed up as {contact}.")
        count, _ = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"{user}: {'second factor forgotten' if count else 'there was no second factor'}.")
