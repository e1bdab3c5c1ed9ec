"""Every address pattern of the portal, flat."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)")


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(whole route, pattern) of everything that answers."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        else:
            yield route, one


def routes() -> set[str]:
    """The routes, as `resolve(...).route` tells them."""
    return {route for route, _ in patterns()}


def filled(route: str, fill: str, *, only: str = "") -> str:
    """An address of `route` with `fill` in its parameters (in the parameter `only`, "a" in the others)."""

    def put(match: re.Match[str]) -> str:
        return fill if only in ("", match[1] or match[2]) else "a"

    address = PARAMETER.sub(put, route).replace("^", "").replace("$", "").replace("\\", "")
    return "/" + address.replace("/?", "/")
