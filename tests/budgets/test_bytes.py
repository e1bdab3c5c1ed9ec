"""A page stays light: HTML, style, scripts and font as they travel, and how many files it asks for at once."""

import gzip
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.budgets.shelf import PAGES

BUDGETS = json.loads((Path(__file__).parent / "budgets.json").read_text())
WITH_PAGE = re.compile(r'<(?:link|script)[^>]+(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"')
PICTURES = re.compile(r"<img (?![^>]*loading=\"lazy\")[^>]*>")


def weight(name: str) -> int:
    """Bytes of a static file on the wire; a font is packed already."""
    content = Path(finders.find(name)).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))


def cost(html: str) -> tuple[float, int]:
    """Kilobytes and requests of the first view with an empty cache, photographs aside."""
    files = set(WITH_PAGE.findall(html))
    assert len(files & {"css/site.css", "css/desk.css"}) == 1
    bytes_ = len(gzip.compress(html.encode(), 9)) + sum(map(weight, files))
    return bytes_ / 1024, 1 + len(files) + len(PICTURES.findall(html))


def test_pages_stay_within_their_kilobytes_and_requests(filled):
    portal, heavy = filled(24), []
    for kind, name, who, address in PAGES:
        kilobytes, requests = cost(portal.open(who, address))
        if kilobytes > BUDGETS["kilobytes"][kind] or requests > BUDGETS["requests"][kind]:
            heavy.append(f"{name}: {kilobytes:.1f} KB, {requests} requests")
    assert heavy == []
