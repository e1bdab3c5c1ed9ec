"""A browser for tests: Chromium of the machine, axe, and the questions we ask every page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
AXE = Axe().axe_script
# axe reads the same few colours thousands of times, letter by letter; reading each once is a seventh of its time.
READ_COLOURS_ONCE = """;(() => {
const kind = axe.commons.color.Color.prototype, read = kind.parseString, known = new Map();
kind.parseString = function (text) {
  if (!known.has(text)) { read.call(this, text); known.set(text, [this.r, this.g, this.b, this.alpha]); }
  [this.r, this.g, this.b, this.alpha] = known.get(text);
  return this; }; })()"""
# A page lives for a second here: what its scripts earn by being compiled twice over, they never get back.
FLAGS = ["--no-sandbox", "--disable-gpu", "--js-flags=--min-semi-space-size=64 --no-turbofan --no-maglev"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # all that can change with nothing but the colours


@contextmanager
def chromium(**options: object) -> Iterator[Page]:
    """A fresh page; `options` go to the browser context (viewport, java_script_enabled, ...)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            usual = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}
            yield browser.new_context(**usual, **options).new_page()
        finally:
            browser.close()


def axe_findings(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds on the page as it stands, one line each; only these rules where they are named."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE + READ_COLOURS_ONCE)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def look_for_findings(context: BrowserContext) -> None:
    """Give every page of this window axe as it opens: quicker than handing it over page by page."""
    context.add_init_script(AXE + READ_COLOURS_ONCE)


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
