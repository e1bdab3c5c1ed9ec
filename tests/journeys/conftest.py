"""What journeys share: a browser for each module, a fresh portal with its reference data, windows for people."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import CHROMIUM, FLAGS
from tests.journeys.person import PHONE, Person
from tests.reference import load_reference

# Playwright keeps an event loop in this thread; our own queries run between its steps, never inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the journeys of a file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reference(transactional_db, live_server, settings) -> None:
    """Places, activities, categories, kinds and reasons, as a fresh portal has them, at the address of the test."""
    cache.clear()
    settings.SITE_URL = live_server.url
    load_reference()


@pytest.fixture
def window(browser, live_server, reference) -> Iterator[Callable[..., Person]]:
    """Opens a browser window: window(key_of(sari)), window(viewport=SMALL, java_script_enabled=False), ..."""
    opened = []

    def open_one(key: str = "", **options: object) -> Person:
        usual = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce", "viewport": PHONE}
        opened.append(browser.new_context(**{**usual, **options}))
        scripts = bool(options.get("java_script_enabled", True))
        return Person(opened[-1].new_page(), live_server.url, key, scripts=scripts)

    yield open_one
    for context in opened:
        context.close()
