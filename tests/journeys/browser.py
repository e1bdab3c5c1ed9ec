"""A browser for tests: Chromium of the machine, axe, and the questions we ask every page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def chromium(**options: object) -> Iterator[Page]:
    """A fresh page; `options` go to the browser context (viewport, java_script_enabled, ...)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            usual = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}
            yield browser.new_context(**usual, **options).new_page()
        finally:
            browser.close()


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line each."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    options = {**RULES, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> list[str]:
    """Elements that make the page wider than the window; empty when it reflows."""
    return page.evaluate(
        """() => { const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return [];
        return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1
          && getComputedStyle(e).position !== 'fixed').slice(0, 8).map(e => e.tagName + '.' + e.className); }"""
    )


def dark(page: Page) -> None:
    """Switch the page to its dark colours."""
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
