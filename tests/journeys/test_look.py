"""How our own pages look to a browser: axe finds nothing, nothing runs out sideways, the CSP is never hit."""

import pytest
from django.test import Client

from tests.journeys.browser import axe_findings, chromium, dark, sideways
from tests.people import sign_in

LEAFLETS = ["/bantuan/", "/privasi/", "/aksesibilitas/", "/tidak-ada/"]
PAGES = [*LEAFLETS, "/gaya/"]


@pytest.fixture
def key_of_rina(rina):
    """The session cookie of a reviewer."""
    return sign_in(Client(), rina).cookies["sessionid"].value


def open_page(page, live_server, address, key):
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + address, wait_until="networkidle")
    return [text for text in said if "404" not in text]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_our_pages_in_light_and_dark(live_server, key_of_rina, width):
    with chromium(viewport={"width": width, "height": 900}) as page:
        for address in PAGES:
            assert open_page(page, live_server, address, key_of_rina) == [], address
            assert axe_findings(page) == [], address
            dark(page)
            assert axe_findings(page) == [], f"{address} dark"


def test_no_page_is_wider_than_a_phone_of_320_pixels(live_server, key_of_rina):
    with chromium(viewport={"width": 320, "height": 700}) as page:
        for address in PAGES:
            open_page(page, live_server, address, key_of_rina)
            assert sideways(page) == [], address


def test_the_font_and_the_icons_arrive_under_our_policy(live_server, key_of_rina):
    with chromium() as page:
        assert open_page(page, live_server, "/gaya/", key_of_rina) == []
        assert page.evaluate("document.fonts.check('16px \"Plus Jakarta Sans\"')")
        assert page.evaluate("document.querySelector('.icon-list use').getBBox().width") > 5


def test_the_colours_chosen_stay_on_the_next_page(live_server, db):
    with chromium() as page:
        page.goto(live_server.url + "/bantuan/")
        page.get_by_role("button", name="Tampilan gelap").click()
        page.goto(live_server.url + "/privasi/")
        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_the_error_summary_takes_focus_and_leads_to_the_field(live_server, key_of_rina):
    with chromium() as page:
        open_page(page, live_server, "/gaya/", key_of_rina)
        assert page.evaluate("document.activeElement.className") == "errsum"
        page.locator(".errsum a").first.click()
        assert page.evaluate("document.activeElement.name") == "legal_form"
