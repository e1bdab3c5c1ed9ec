"""Keeps NIK and other secret fields unreadable in the database, yet comparable by a keyed hash.

The first of settings.FIELD_KEYS encrypts; all of them decrypt, so keys can be rotated: put the new key first,
run `manage.py rotate_keys`, drop the old key. settings.HASH_KEY must not change alone: every hash would change.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """A stored secret does not open: the key that closed it is not among the field keys, or the text was changed."""


@cache
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    """One Fernet key from each secret, derived with HKDF-SHA256 (RFC 5869)."""
    keys = (HKDF(SHA256(), 32, None, b"lebak-catalog field encryption").derive(s.encode()) for s in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def encrypt(text: str) -> str:
    """An ASCII token that only a field key opens; never the same twice, so it cannot be searched."""
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text behind a token; raises Unreadable for a wrong key or a changed token, and never guesses."""
    try:
        return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("no field key opens this value; check FIELD_KEY and OLD_FIELD_KEYS") from None


def rotated(token: str) -> str:
    """The same secret closed with today's first key; raises Unreadable."""
    try:
        return _fernet(tuple(settings.FIELD_KEYS)).rotate(token.encode()).decode("ascii")
    except InvalidToken:
        raise Unreadable("no field key opens this value; check FIELD_KEY and OLD_FIELD_KEYS") from None


def is_current(token: str) -> bool:
    """Whether today's first key opens this token; false for an older key and for a token that nobody can open."""
    try:
        _fernet((settings.FIELD_KEYS[0],)).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def keyed_hash(text: str) -> str:
    """64 hex digits (HMAC-SHA256): equal texts have equal hashes, and without the key none can be tried out."""
    return hmac.new(settings.HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
