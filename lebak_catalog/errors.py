"""What people see when something goes wrong: plain words, what to do next, never a trace.

The pages for 500 and 503 ask nothing of the database, the session or the menu.
"""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from audit.request_id import current_request_id

AWAY = (OperationalError, InterfaceError)
BARE = (
    "<!doctype html><html lang=id><meta charset=utf-8><title>Galat</title>"
    "<h1>Sistem sedang bermasalah</h1><p>Coba lagi sebentar lagi.</p>"
)
logger = logging.getLogger(__name__)


def plain(template: str, status: int, **context: str) -> HttpResponse:
    """A page without request context; bare text when even the template engine fails."""
    try:
        body = str(render_to_string(template, context))
    except Exception:
        logger.exception("The page %s cannot be rendered", template)
        body = BARE
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def away(error: BaseException) -> HttpResponse:
    """The page for a database that is away or too slow: 503, no trace."""
    logger.error("The database does not answer: %s", str(error).strip().partition("\n")[0])
    response = plain("503.html", 503)
    response["Retry-After"] = "30"
    return response


class DatabaseAwayMiddleware:
    """Turns a lost, missing or overlong answer of the database into its own page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Errors of views; those of other middleware arrive in `server_error`."""
        return away(exception) if isinstance(exception, AWAY) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with a code that leads to the log; 503 when the database was the reason."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return away(error)
    return plain("500.html", 500, code=current_request_id.get()[:8].upper())


@requires_csrf_token
def page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    """A page inside the usual frame."""
    try:
        return render(request, template, context, status=status)
    except AWAY as error:
        return away(error)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something we cannot read. Without the frame: the request itself is not to be trusted."""
    return plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but without the role; with the sentence of the gate or verb that refused."""
    words = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return page(request, "403.html", 403, words=words)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the sentence of the view when it gave one."""
    words = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    if "matches the given query" in words:  # Django's own English
        words = ""
    return page(request, "404.html", 404, words=words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or cookies are switched off."""
    return page(request, "403_csrf.html", 403)
