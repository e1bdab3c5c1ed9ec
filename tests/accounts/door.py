"""What a person does at the entrance, for the tests of this room."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User

PHONE = "0860 1111 0001"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """No test inherits the limits another one has used up."""
    cache.clear()


def ask(client: Client, contact: str, name: str = "", **extra: str):
    """Send the sign-in form, or the sign-up form when a name is given."""
    if name:
        return client.post("/akun/daftar/", {"name": name, "contact": contact, **extra})
    return client.post("/akun/masuk/", {"contact": contact, **extra})


def last_code() -> str:
    """The code in the newest message."""
    return "".join(re.search(r"(\d{3}) (\d{3})", mail.outbox[-1].body).groups())


def come_in(client: Client, contact: str, name: str = "", **extra: str):
    """The whole way through the door; returns the answer to the right code."""
    ask(client, contact, name)
    return client.post("/akun/kode/", {"code": last_code(), **extra})


def is_in(client: Client) -> bool:
    """Whether the client is signed in."""
    return "_auth_user_id" in client.session


def wrong(code: str) -> str:
    """A code that is not `code`."""
    return str((int(code) + 1) % 1_000_000).zfill(6)


def set_up_app(user: User) -> str:
    """Give `user` an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def app_code(secret: str, at: float) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(at) // 30))


def stored_secret(user: User) -> str:
    """The secret as the database keeps it."""
    return Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]


def opened(token: str) -> str:
    """The secret behind a stored token."""
    return get_adapter().decrypt(token)
