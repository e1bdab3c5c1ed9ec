"""How often a person may try something that could be guessed; the limits stand in settings.ACCOUNT_RATE_LIMITS."""

from allauth.core import ratelimit
from django.http import HttpRequest


def may_try(request: HttpRequest, action: str, key: str) -> bool:
    """Counts one try of `action` under `key`, over all sessions; False when the limit is reached."""
    return bool(ratelimit.consume(request, action=action, key=key))
