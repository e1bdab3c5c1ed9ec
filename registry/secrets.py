"""Encrypts what is secret about a person and makes keyed hashes of it."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in settings.FIELD_KEYS]
    )


def encrypt(text: str) -> str:
    """The text, encrypted with the newest key."""
    return _box().encrypt(text.encode()).decode()


def decrypt(cipher: str) -> str:
    """The text again; raises cryptography.fernet.InvalidToken when no key fits."""
    return _box().decrypt(cipher.encode()).decode()


def keyed_hash(text: str) -> str:
    """HMAC-SHA256 of the text as 64 hex digits."""
    return hmac.new(settings.HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
