"""The wish list of a visitor: codes of products in a signed cookie of her own browser. Nothing is kept on our side."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from catalog.picked import codes_in

COOKIE = "simpanan"
SALT = "catalog.kept"
MOST = 60
LASTS = 180 * 24 * 3600  # seconds since it was last changed


def kept_codes(request: HttpRequest) -> list[str]:
    """The codes she kept, the newest first; none for a cookie that somebody else wrote."""
    try:
        value = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []
    return codes_in([str(one) for one in value], MOST)[0] if isinstance(value, list) else []


def with_codes(kept: list[str], more: Iterable[str]) -> tuple[list[str], int]:
    """`kept` with `more` in front, each once; and how many no longer fit."""
    return codes_in([*more, *kept], MOST)


def without_codes(kept: list[str], gone: Iterable[str]) -> list[str]:
    """`kept` less those."""
    away = set(gone)
    return [one for one in kept if one not in away]


def keep(response: HttpResponse, codes: list[str]) -> None:
    """Let the browser keep these codes; none takes the cookie away."""
    if not codes:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(codes, salt=SALT, compress=True),
        max_age=LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
