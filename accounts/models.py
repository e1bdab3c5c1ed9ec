"""People who sign in, and the one-time keys of the forms they send."""

import uuid
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from audit.codes import new_code


class UserManager(BaseUserManager["User"]):
    """Makes users; people sign in by code, so most have no password."""

    def create_user(
        self,
        *,
        name: str = "",
        phone: str | None = None,
        email: str | None = None,
        password: str | None = None,
        **extra: Any,
    ) -> "User":
        """Save a new user with E.164 `phone` and/or `email`; raises ValueError when both are missing."""
        if not phone and not email:
            raise ValueError("a user needs a phone or an e-mail")
        user = self.model(name=name, phone=phone or None, email=self.normalize_email(email).lower() or None, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, password: str | None = None, **extra: Any) -> "User":
        """Save an administrator (for `manage.py createsuperuser`)."""
        return self.create_user(email=email, password=password, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Roles are Django groups, granted by `accounts.actions`."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField("Nama", max_length=120, blank=True)
    phone = models.CharField("Nomor HP", max_length=20, unique=True, null=True, blank=True, db_comment="E.164")
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField("Surel", unique=True, null=True, blank=True, db_comment="lower case")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        permissions = [("grant_role", "Mengatur peran")]
        constraints = [
            models.CheckConstraint(condition=Q(phone__isnull=False) | Q(email__isnull=False), name="user_reachable"),
            models.CheckConstraint(
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\+[0-9]{8,15}$"), name="user_phone_e164"
            ),
            models.CheckConstraint(condition=Q(email__isnull=True) | Q(email=Lower("email")), name="user_email_lower"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or self.code

    def get_full_name(self) -> str:
        """The name to show; falls back to whatever identifies the account."""
        return str(self)


class SignIn(AbstractBaseSession):
    """A session, with the person it belongs to, so that she can see her devices and sign the others out.

    Written by accounts.sessions alone.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True, db_comment="kind of browser and device, no more")
    signed_in_at = models.DateTimeField(null=True)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The engine of settings.SESSION_ENGINE."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class FormKey(models.Model):
    """A one-time key of a creating form: the second send of the same form shows the first result."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    purpose = models.CharField(max_length=40)
    result = models.CharField(max_length=300, blank=True, db_comment="address the first send led to")
    created_at = models.DateTimeField(auto_now_add=True)
