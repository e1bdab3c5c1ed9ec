"""A person with a browser window, as the journeys know her."""

import re

from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from accounts.models import User
from tests.journeys.browser import axe_findings, sideways
from tests.people import sign_in

SHOTS = settings.BASE_DIR / "artifacts" / "journeys"
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


def key_of(user: User) -> str:
    """The session cookie of somebody who signed in with everything her role asks."""
    return sign_in(Client(), user).cookies["sessionid"].value


def code_from_outbox() -> str:
    """The newest six-digit code that was sent."""
    return "".join(re.search(r"(\d{3}) (\d{3})", mail.outbox[-1].body).groups())


class Person:
    """A person with a browser window of her own."""

    def __init__(self, page: Page, base: str, key: str = "", *, scripts: bool = True) -> None:
        self.page, self.base, self.scripts = page, base, scripts
        self.troubles: list[str] = []  # broken scripts, refused styles, files that do not answer
        self.has_signal = True
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("console", self._hear)
        if key:
            page.context.add_cookies([{"name": "sessionid", "value": key, "url": base}])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or "status of 4" in message.text:  # a page that says no is looked at as a page
            return
        if not self.has_signal and "ERR_INTERNET_DISCONNECTED" in message.text:  # tried again and again meanwhile
            return
        self.troubles.append(message.text)

    def loses_signal(self, lost: bool = True) -> None:
        """The phone has no signal, or has it back."""
        self.has_signal = self.has_signal and not lost  # what was asked without one may be told of later
        self.page.context.set_offline(lost)

    def go(self, address: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.base + address, wait_until="domcontentloaded")

    def press(self, words: str, nth: int = 0) -> None:
        """Press the button or follow the link with these words."""
        button = self.page.get_by_role("button", name=words)
        button.or_(self.page.get_by_role("link", name=words)).nth(nth).click()
        self.page.wait_for_load_state()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").first.fill(text)

    def sees(self, *words: str) -> None:
        """Every sentence stands on the page."""
        for text in words:
            self.page.get_by_text(text).first.wait_for()

    def hides(self, place: str) -> None:
        """This part of the page is not shown; waited for, since a page without scripts is there before its styles."""
        self.page.locator(place).wait_for(state="hidden")

    def awaits(self, question: str) -> None:
        """Until this expression is true in the page; asked from outside, since our policy forbids eval inside."""
        for _ in range(100):
            if self.page.evaluate(question):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {question}")

    def look(self, name: str) -> None:
        """Keep a picture of the page, and ask the ruler about it, and axe where scripts may run."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
        assert not self.scripts or axe_findings(self.page) == [], name
        assert sideways(self.page) == [], name
        assert self.troubles == [], name

    def chooses(self, name: str, value: str) -> None:
        """Pick a value of a select or radio by its name."""
        field = self.page.locator(f"main [name={name}]")
        if field.first.evaluate("field => field.tagName") == "SELECT":
            field.first.select_option(value)
        else:
            self.page.locator(f"main [name={name}][value='{value}']").check()


def fills_the_second_half(sari: Person, shot_of_activity: str, shot_of_address: str) -> None:
    """The registration from the field of business to the consents; begins on the page of the field of business."""
    page = sari.page
    sari.fill(cari="gula merah")
    page.get_by_role("search").get_by_role("button", name="Cari").click()
    page.locator("[name=activity]").first.check()
    sari.look(shot_of_activity)
    sari.press("Simpan dan lanjut")
    page.get_by_label("Sudah punya NIB").check()
    sari.fill(nib="0000 1234 56789")
    sari.press("Simpan dan lanjut")
    page.get_by_label("Kecamatan", exact=True).select_option(label="Sobang")
    sari.press("Tampilkan desa")
    page.get_by_label("Desa atau kelurahan").select_option(index=2)
    sari.fill(street="Kp. Pasir Eurih")
    sari.look(shot_of_address)
    sari.press("Simpan dan lanjut")
    sari.fill(workers_male="1", workers_female="3")
    page.get_by_label("Modal usaha").select_option(index=1)
    sari.press("Simpan dan lanjut")
    page.locator("[name=show_contact]").check()
    sari.press("Simpan dan lanjut")
