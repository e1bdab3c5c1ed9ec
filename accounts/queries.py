"""Questions about people."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

from accounts.contacts import Contact
from accounts.models import SignIn, User
from accounts.roles import STAFF, WITH_SECOND_FACTOR, Role


def user_with(contact: Contact) -> User | None:
    """The active or inactive person whose account has this contact."""
    return User.objects.filter(**{contact.kind: contact.value}).first()


def roles_of(user: User) -> list[str]:
    """Values of the roles granted to `user`, in the order of Role; remembered on the object for one request."""
    if not hasattr(user, "_granted_roles"):
        names = set(user.groups.values_list("name", flat=True)) if user.pk else set()
        user._granted_roles = [role.value for role in Role if role.value in names]  # type: ignore[attr-defined]
    return user._granted_roles  # type: ignore[attr-defined]


def is_staff(user: User) -> bool:
    """Whether `user` works for the office."""
    return user.is_active and any(role in STAFF for role in roles_of(user))


def needs_second_factor(user: User) -> bool:
    """Whether a code alone is not enough for `user`."""
    return user.is_superuser or any(role in WITH_SECOND_FACTOR for role in roles_of(user))


def holders_of(role: str) -> models.QuerySet[User]:
    """Active people with `role`, by name."""
    return User.objects.filter(groups__name=role, is_active=True).order_by("name", "id")


def people_with_roles() -> models.QuerySet[User]:
    """Everyone who holds a role, with the groups fetched, by name."""
    return User.objects.filter(groups__isnull=False).distinct().prefetch_related("groups").order_by("name", "id")


def roles_with(permission: str) -> list[str]:
    """Values of the roles that carry `permission` ("room.codename")."""
    room, _, codename = permission.partition(".")
    names = Group.objects.filter(permissions__content_type__app_label=room, permissions__codename=codename)
    return [role.value for role in Role if role.value in set(names.values_list("name", flat=True))]


def sign_ins_of(user: User) -> models.QuerySet[SignIn]:
    """The sessions of `user` that have not ended, the newest first."""
    still = SignIn.objects.filter(user=user, expire_date__gt=timezone.now())
    return still.order_by(models.F("signed_in_at").desc(nulls_last=True), "session_key")
