"""How often a person may try something that could be guessed; the limits stand in settings.ACCOUNT_RATE_LIMITS."""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def may_try(request: HttpRequest, action: str, key: str) -> bool:
    """Counts one try of `action` under `key`, over all sessions; False when the limit is reached."""
    return bool(ratelimit.consume(request, action=action, key=key))


def may_fetch(request: HttpRequest, action: str) -> bool:
    """The same for a page that is only read, such as a long file; `may_try` never counts a GET."""
    return bool(consume(request, app="allauth.account", action=action, limit_get=True))
