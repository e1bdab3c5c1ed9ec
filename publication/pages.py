"""Whole pages for everybody, kept in the memory of a worker while the edition of the catalogue is the same.

A page is kept when it was made for nobody in particular: a GET without a cookie of ours, an answer 200 without one.
Everything else passes as if this were not here. docs/decisions/0033 tells why and what it costs.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse

from accounts.drawer import Drawer
from catalog.kept import COOKIE as KEPT_COOKIE
from publication.edition import Edition, current

SHARED = {
    "home", "help", "privacy", "accessibility", "catalog:products", "catalog:category", "catalog:district",
    "catalog:product", "catalog:business", "catalog:clusters", "catalog:cluster", "catalog:ranking", "catalog:paper",
    "catalog:collections", "catalog:collection", "catalog:stories", "catalog:story", "catalog:english",
    "catalog:english-product", "registry:directory",
}  # fmt: skip
OURS = {settings.SESSION_COOKIE_NAME, "messages", KEPT_COOKIE}  # cookies that change what a page says
MOST_BYTES = 12 * 2**20  # of all pages in one worker
LONGEST = 600  # seconds: what no table tells, such as a file of settings, is never older
LONG_ADDRESS = 400  # letters: an address that is longer is somebody's game

Rung = tuple[Signal, dict[str, Any]]


@dataclass(frozen=True)
class Page:
    """An answer as it went out, and what was told to those who count."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str
    rung: tuple[Rung, ...]
    made_at: float

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer once more: 304 for a browser that has it."""
        for bell, told in self.rung:
            bell.send_robust(None, request=request, **told)
        known = request.headers.get("If-None-Match", "")
        if self.tag in known:
            response = HttpResponse(status=304)
            kept = [one for one in self.headers if one[0] not in ("Content-Type", "Content-Length")]
            del response["Content-Type"]
        else:
            response, kept = HttpResponse(self.body), list(self.headers)
        for name, value in kept:
            response[name] = value
        return response


class Shelf:
    """The pages of one edition; thrown away with the edition."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.lock = threading.Lock()
        self.pages: Drawer[Page] = Drawer(most, lambda page: len(page.body))
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.edition: Edition | None = None
        self.pages.forget()

    def find(self, edition: Edition, address: str) -> Page | None:
        """The page at an address in this edition."""
        with self.lock:
            page = self.pages.find(address) if edition == self.edition else None
            return page if page and time.monotonic() - page.made_at <= LONGEST else None

    def put(self, edition: Edition, address: str, page: Page) -> None:
        """Keep a page that was made after this edition was asked for."""
        with self.lock:
            if edition != self.edition:
                self.clear()
                self.edition = edition
            self.pages.put(address, page)


shelf = Shelf()


class SharedPagesMiddleware:
    """Answers from memory in front of sessions and everything that knows a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SHARED_PAGES or not is_for_everybody(request):
            return self.get_response(request)
        request.get_host()  # a host that is not ours gets no page here either
        edition = current()
        if edition is None:
            return self.get_response(request)
        address = request.get_full_path()
        if page := shelf.find(edition, address):
            return page.answer(request)
        request.rung = []  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return response
        page = _page(request, response)
        shelf.put(edition, address, page)
        for name, value in page.headers:
            response[name] = value
        return response


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether nothing in the question tells one visitor from another.

    The token of a form stands in no shared page, and cookies of other sites under the same domain say nothing to us.
    """
    return (
        request.method == "GET"
        and OURS.isdisjoint(request.COOKIES)
        and "Authorization" not in request.headers
        and len(request.get_full_path()) <= LONG_ADDRESS
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is a page for everybody that says nothing to one visitor and left nothing to note down."""
    match = request.resolver_match
    rung: list[Rung] = request.rung  # type: ignore[attr-defined]
    return (
        response.status_code == 200
        and match is not None
        and match.view_name in SHARED
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and all(told.get("is_met", True) for _, told in rung)
    )


def _page(request: HttpRequest, response: HttpResponse) -> Page:
    tag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    headers = {name: value for name, value in response.items() if name != "X-Request-ID"}
    # the browser may keep it, but asks whether it is still the same
    headers |= {"ETag": tag, "Cache-Control": "no-cache"}
    rung = tuple(request.rung)  # type: ignore[attr-defined]
    return Page(response.content, tuple(headers.items()), tag, rung, time.monotonic())
