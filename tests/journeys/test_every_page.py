"""Every page for everybody who opens it: accessible, never wider than a phone, nothing broken, no dead link."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.journeys.browser import OF_COLOURS, axe_findings, dark, look_for_findings, sideways
from tests.journeys.explained import ELSEWHERE
from tests.journeys.person import Person, key_of
from tests.journeys.scene import build_scene
from tests.journeys.tour import EVERYBODY, OWNER, PUBLIC, STAFF
from tests.people import sign_in

DARK = 4  # every fourth page is looked at in its dark colours too
SAME_KIND = 3  # links of one kind that are followed for each person
BROKEN = "() => [...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)"
ALL_IMAGES = """async () => { for (const one of document.images) one.loading = 'eager';
const settled = one => one.complete || new Promise(done => { one.onload = one.onerror = done; });
await Promise.all([...document.images].map(settled)); }"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map(one => one.href)"


@pytest.fixture
def scene(reference, sari, rina, ratna):
    """A portal with one of everything."""
    return build_scene(sari, rina, ratna)


def named(patterns: list, space: str = "") -> Iterator[str]:
    """The names of all addresses."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}"


def test_every_address_is_on_the_tour_or_explained():
    known = {name for name, _, _ in EVERYBODY} | ELSEWHERE.keys()
    assert set(named(get_resolver().url_patterns)) == known


def troubles_of(person: Person, place: int) -> list[str]:
    """What is wrong with the page as it stands."""
    page = person.page
    found = [] if page.locator("h1").count() == 1 else ["not one h1"]
    found += [] if re.search(r"\w{3,}.* [-–|·] ", page.title()) else [f"title: {page.title()}"]
    page.set_viewport_size({"width": 320, "height": 700})
    found += [f"wider than 320: {one}" for one in sideways(page)]
    page.evaluate(ALL_IMAGES)
    found += [f"broken picture: {one}" for one in page.evaluate(BROKEN)]
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"axe at {width}: {one}" for one in axe_findings(page)]
    if place % DARK == 0:
        dark(page)
        found += [f"axe in the dark: {one}" for one in axe_findings(page, OF_COLOURS)]
    found += person.troubles
    person.troubles.clear()
    return found


def dead_links(client: Client, base: str, links: set[str]) -> list[str]:
    """The addresses of this portal that answer with an error; leaving is not tried."""
    dead, tried = [], {}
    for link in sorted(links):
        path = urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
        kind = re.sub(r"[2-9a-hjkmnp-z]{8}(?=/|$)|\?.*", "", re.sub(r"/(kategori|kecamatan)/.*", r"/\1/", path))
        tried[kind] = tried.get(kind, 0) + 1
        if not link.startswith(base) or "/keluar/" in link or tried[kind] > SAME_KIND:
            continue
        answer = client.get(path)
        answer.close()
        dead += [f"{answer.status_code} {path}"] if answer.status_code >= 400 else []
    return dead


def tours(window, scene, stops) -> list[str]:
    """Walk the stops, each person in a window of her own."""
    found, windows, links = [], {}, {}
    for place, (_, who, address) in enumerate(stops):
        if who not in windows:
            windows[who] = window(key_of(scene.people[who]) if who else "")
            look_for_findings(windows[who].page.context)
        person, path = windows[who], address.format(**scene.words)
        answer = person.page.goto(person.base + path, wait_until="domcontentloaded")
        found += [f"{who or 'visitor'} {path}: {one}" for one in troubles_of(person, place)]
        found += [f"{who} {path}: {answer.status}"] if answer.status >= 400 else []
        here = {urljoin(person.page.url, one) for one in person.page.evaluate(LINKS)}
        links.setdefault(who, set()).update(here)
    for who, there in links.items():
        client = sign_in(Client(), scene.people[who]) if who else Client()
        found += [f"{who or 'visitor'} dead link {one}" for one in dead_links(client, windows[who].base, there)]
    return found


@pytest.mark.parametrize("stops", [PUBLIC, OWNER, STAFF], ids=["public", "owner", "staff"])
def test_nothing_is_wrong_with_any_page(window, scene, stops):
    found = tours(window, scene, stops)
    assert not found, "\n".join(found)
