"""The roles a person can hold. Which permissions a role carries is written on the roof (lebak_catalog/roles.py)."""

from django.db import models


class Role(models.TextChoices):
    """Group name of the role, and the word people read (glossary.md)."""

    OWNER = "owner", "Pelaku Usaha"
    REVIEWER = "reviewer", "Petugas"
    SUPERVISOR = "supervisor", "Kepala Bidang"
    FIELD_OFFICER = "field_officer", "Pendamping"
    PROCUREMENT_OFFICER = "procurement_officer", "Pejabat Pengadaan"
    ADMINISTRATOR = "administrator", "Admin"


# Everyone may become an owner by registering a business, so that role is never granted by hand.
GRANTABLE = tuple(role for role in Role if role is not Role.OWNER)
# These see other people's data or decide over it: a code alone is not enough.
WITH_SECOND_FACTOR = GRANTABLE
# People of the office; a procurement officer is a guest of another office.
STAFF = (Role.REVIEWER, Role.SUPERVISOR, Role.FIELD_OFFICER, Role.ADMINISTRATOR)


def words_for(roles: list[str]) -> str:
    """The screen words of `roles`, in the order of the list above: "Petugas atau Kepala Bidang"."""
    words = [str(role.label) for role in Role if role.value in roles]
    return " atau ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
