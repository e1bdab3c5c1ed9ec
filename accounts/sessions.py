"""Sessions in the database that know whose they are (settings.SESSION_ENGINE), so that a person can end the others."""

import hashlib
import re
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import SignIn, User

NOTE = "signed_in"  # key in the session: since when, on what
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"))
LATER = (("Chrome", "Chrome"), ("Safari", "Safari"))  # most others call themselves one of these, too


def device_words(user_agent: str) -> str:
    """The kind of browser and device, "Chrome di Android"; nothing finer, since nobody needs to tell people apart."""
    browser = next((word for sign, word in (*BROWSERS, *LATER) if re.search(rf"\b{sign}", user_agent)), "Peramban")
    system = next((word for sign, word in (*SYSTEMS, ("Linux", "Linux")) if sign in user_agent), "")
    return f"{browser} di {system}" if system else browser


def note_device(session: SessionBase, user_agent: str) -> None:
    """Remember in a session that has just begun since when it holds and on what."""
    session[NOTE] = {"at": timezone.now().isoformat(), "device": device_words(user_agent[:400])}


def digest(session_key: str) -> str:
    """A name for a session that opens nothing, to be written into a form."""
    return hashlib.sha256(f"session:{session_key}".encode()).hexdigest()[:24]


class SessionStore(DatabaseStore):
    """Django's store with our table."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        """Our table."""
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        """The row, with the person and the device read out of the data."""
        row = cast(SignIn, super().create_model_instance(data))
        noted = data.get(NOTE)
        note: dict[str, Any] = noted if isinstance(noted, dict) else {}
        user_id = str(data.get(SESSION_KEY) or "")
        known = user_id.isdigit() and User.objects.filter(pk=user_id).exists()
        row.user_id = int(user_id) if known else None
        row.device = str(note.get("device", ""))[:60]
        row.signed_in_at = parse_datetime(str(note.get("at", "")))
        return row
