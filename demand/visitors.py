"""Whose look counts: people, not programs, and not a page that a browser fetched ahead of time."""

import re

from django.http import HttpRequest

# Names by which programs make themselves known; what gives no name is a program too.
PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|scrap|fetch|curl|wget|python|java/|go-http|okhttp|http[-_]?client|headless|phantom|lighthouse|"
    r"monitor|uptime|preview|facebookexternalhit|whatsapp|telegram|embedly|validator|archiver|axios|node|ruby|perl|postman",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_person(request: HttpRequest) -> bool:
    """Whether a person is likely to see this answer now."""
    if request.method != "GET":
        return False
    if any("pre" in request.headers.get(name, "").lower() for name in AHEAD):  # prefetch, prerender, preview
        return False
    agent = request.headers.get("User-Agent", "")[:400]
    return "Mozilla/" in agent and not PROGRAMS.search(agent)


def person_behind(request: HttpRequest) -> int | None:
    """Key of the signed-in person, so that staff and the owner herself are left out; forgotten within seconds.

    Whoever has no session costs no question to the database.
    """
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None
