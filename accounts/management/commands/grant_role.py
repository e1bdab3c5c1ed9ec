"""`manage.py grant_role EMAIL_OR_PHONE ROLE`: the first administrator; afterwards the page /akun/peran/ does it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import AccountRefused, grant_role
from accounts.contacts import parse_contact
from accounts.queries import user_with
from accounts.roles import GRANTABLE, Role


class Command(BaseCommand):
    """Gives a role to a person who has signed up."""

    help = "Give a role to the person with this e-mail or phone. The person must have signed up."

    def add_arguments(self, parser: CommandParser) -> None:
        """Contact and role."""
        parser.add_argument("contact", metavar="EMAIL_OR_PHONE")
        parser.add_argument("role", choices=[role.value for role in GRANTABLE])

    def handle(self, *args: Any, contact: str, role: str, **options: Any) -> None:
        """Grant, or say in one sentence why not."""
        try:
            user = user_with(parse_contact(contact))
            if user is None:
                raise CommandError(f"Nobody has signed up as {contact}. Sign up at /akun/daftar/ first.")
            new = grant_role(user, role, by=None)
        except ValidationError as wrong:
            raise CommandError(wrong.messages[0]) from None
        except AccountRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{user} is {'now' if new else 'already'} {Role(role).label}.")
