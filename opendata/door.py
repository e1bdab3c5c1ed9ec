"""What every call of the open data has in common: read only, counted, open to other sites, answered with an ETag, and
every refusal said in plain words (RFC 9457).
"""

import json
import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from opendata import limits

log = logging.getLogger(__name__)
READ = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Last-Modified, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After",
}
FRESH = "public, max-age=60"
TITLES = {
    400: "Permintaan tidak benar",
    404: "Tidak ditemukan",
    405: "Cara memanggil tidak didukung",
    429: "Terlalu sering memanggil",
    500: "Sistem sedang bermasalah",
    503: "Data sedang tidak dapat dibuka",
}


class Problem(Exception):
    """A call that cannot be answered; `words` say why and what to do."""

    def __init__(self, status: int, words: str, **more: Any) -> None:
        super().__init__(words)
        self.status, self.words, self.more = status, words, more


def problem(status: int, words: str, **more: Any) -> HttpResponse:
    """The answer to a call that failed."""
    told = {"type": "/data/#galat", "title": TITLES[status], "status": status, "detail": words, **more}
    text = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")  # whoever shows it as a page runs nothing
    return HttpResponse(text, status=status, content_type="application/problem+json; charset=utf-8")


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view behind the common door."""

    @csrf_exempt
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _entered(request, view, args, kwargs)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return through


def _entered(request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        headers = {
            "Access-Control-Allow-Methods": ", ".join(READ),
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=headers)
    if request.method not in READ:
        refused = problem(405, "Data ini hanya bisa dibaca: pakai GET atau HEAD.")
        refused["Allow"] = ", ".join(READ)
        return refused
    try:
        allowance = limits.count(request)
        response = _answer(request, view, args, kwargs) if not allowance.is_over else _too_many(allowance)
    except (OperationalError, InterfaceError):
        log.exception("open data: the database does not answer")
        refused = problem(503, "Data sedang tidak dapat dibuka. Coba lagi satu menit lagi.")
        refused["Retry-After"] = "60"
        return refused
    for name, value in allowance.headers.items():
        response[name] = value
    return response


def _too_many(allowance: limits.Allowance) -> HttpResponse:
    words = f"Batasnya {limits.MOST} panggilan per menit untuk satu jaringan. Coba lagi {allowance.seconds} detik lagi."
    refused = problem(429, words)
    refused["Retry-After"] = str(allowance.seconds)
    return refused


def _answer(request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse:
    asked, request.method = request.method, "GET"  # a HEAD is answered like a GET; the server leaves the body out
    try:
        response = view(request, *args, **kwargs)
    except (OperationalError, InterfaceError):
        raise
    except Problem as refused:
        return problem(refused.status, refused.words, **refused.more)
    except Exception:
        log.exception("open data: %s broke", request.path)
        return problem(500, "Ini bukan kesalahan Anda. Coba lagi sebentar lagi.")
    finally:
        request.method = asked
    if response.status_code != 200:
        return response
    etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = etag, FRESH
    # times are told but not compared: they do not know of every change, the ETag does
    return get_conditional_response(request, etag=etag, response=response) or response
