"""The whole story in a browser of 390 pixels: registered, sent back, fixed, approved, found, edited in peace."""

import re
from pathlib import Path

import pytest
from django.conf import settings as given
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests.journeys.browser import axe_findings, chromium, sideways
from tests.pdf import one_page_pdf
from tests.people import sign_in

SHOTS = given.BASE_DIR / "artifacts" / "journeys"
FILES = Path(__file__).parent.parent / "data" / "uploads-awkward"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def reference(transactional_db):
    """Places, activities, categories, kinds and reasons, as a fresh portal has them."""
    cache.clear()
    call_command("load_reference", verbosity=0)


@pytest.fixture
def officers(reference, rina, asep, wulan):
    """Session cookies of two reviewers and a procurement officer, second factor passed."""
    return {who.name: sign_in(Client(), who).cookies["sessionid"].value for who in (rina, asep, wulan)}


class Person:
    """A person with a browser window of her own."""

    def __init__(self, page, base: str, key: str = "") -> None:
        self.page, self.base, self.shots = page, base, 0
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        if key:
            page.context.add_cookies([{"name": "sessionid", "value": key, "url": base}])

    def go(self, address: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.base + address)

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

    def look(self, name: str) -> None:
        """Keep a picture of the page, and ask axe and the ruler about it."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
        assert axe_findings(self.page) == [], name
        assert sideways(self.page) == [], name


def code_from_outbox() -> str:
    """The newest six-digit code that was sent."""
    return "".join(re.search(r"(\d{3}) (\d{3})", mail.outbox[-1].body).groups())


def signs_up(sari: Person) -> None:
    sari.go("/daftar-usaha/")
    sari.look("01-mulai")
    sari.press("Mulai daftar")
    sari.fill(name="Enok Sariah", contact="0860 1234 5678")
    sari.look("02-daftar-akun")
    sari.press("Kirim kode")
    sari.fill(code=code_from_outbox())
    sari.page.locator("form:has([name=code]) button").first.click()
    sari.press("Mulai mengisi")


def registers(sari: Person) -> None:
    page = sari.page
    sari.look("03-daftar-bagian")
    sari.go("/daftar-usaha/pemilik/")
    sari.fill(owner_name="Enok Sariah", nik="3602991708450001", phone="0860 1234 5678", whatsapp="0860 1234 5678")
    sari.press("Simpan dan lanjut")
    sari.fill(name="Gula Aren Bu Enok")
    page.get_by_label("Perseorangan").check()
    sari.press("Simpan dan lanjut")
    sari.fill(cari="gula merah")
    page.get_by_role("search").get_by_role("button", name="Cari").click()
    page.locator("[name=activity]").first.check()
    sari.look("04-bidang")
    sari.press("Simpan dan lanjut")
    page.get_by_label("Belum punya NIB").check()
    sari.press("Simpan dan lanjut")
    page.get_by_label("Kecamatan", exact=True).select_option(label="Sobang")
    sari.press("Tampilkan desa")
    page.get_by_label("Desa atau kelurahan").select_option(index=2)
    sari.fill(street="Kp. Pasir Eurih")
    sari.look("05-alamat")
    sari.press("Simpan dan lanjut")
    sari.fill(workers_male="1", workers_female="3")
    page.get_by_label("Modal usaha").select_option(index=1)
    sari.press("Simpan dan lanjut")
    page.locator("[name=show_contact]").check()
    sari.press("Simpan dan lanjut")
    sari.go("/daftar-usaha/periksa/")
    sari.look("06-periksa")
    page.locator("[name=true]").check()
    sari.press("Kirim untuk diperiksa")
    sari.look("07-terkirim")


def lists_gula_semut(sari: Person) -> None:
    page = sari.page
    sari.go("/pusat-usaha/sertifikat/baru/")
    page.locator("#kind_pirt").check()
    sari.look("08-jenis-sertifikat")
    sari.press("Lanjut")
    sari.fill(number="P-IRT No. 2063602990000-29", issued_on="2024-02-01", expires_on="2029-02-01", scope="Gula semut")
    page.locator("[name=scan]").set_input_files({"name": "pirt.pdf", "mimeType": "application/pdf", "buffer": one_page_pdf()})
    sari.look("09-sertifikat")
    sari.press("Kirim untuk diperiksa")
    sari.go("/pusat-usaha/produk/")
    sari.press("Tambah produk")
    sari.fill(name="Gula semut aren, 250 g", description="Gula aren kering dari nira Sobang.", price="25.000")
    page.get_by_label("Kategori").select_option(value="gula-semut")
    page.get_by_label("Status halal").select_option(value="none")
    page.get_by_label("Per", exact=True).select_option(value="bungkus")
    sari.fill(minimum_order="10", capacity_per_month="500", lead_time_days="5")
    page.locator("[name=certificates]").first.check()
    page.locator("[name=photos]").set_input_files(str(FILES / "ok_biasa.jpg"))
    sari.look("10-produk")
    page.get_by_role("button", name="Kirim untuk diperiksa").click()
    sari.sees("Sedang menunggu petugas")
    sari.look("11-produk-menunggu")


def approves(officer: Person, title: str, shot: str) -> None:
    officer.go("/petugas/antrean/")
    officer.page.get_by_role("link", name=re.compile(title)).first.click()
    officer.look(shot)
    officer.page.locator("button[value=approved]:visible").first.click()
    officer.page.wait_for_load_state()


def test_the_whole_story_on_a_phone(live_server, officers, settings):
    with (
        chromium(viewport=PHONE) as one,
        one.context.browser.new_context(viewport=PHONE, locale="id-ID") as window,
        one.context.browser.new_context(viewport=PHONE, locale="id-ID") as window2,
        one.context.browser.new_context(viewport=PHONE, locale="id-ID") as window3,
    ):
        sari = Person(one, live_server.url)
        rina = Person(window.new_page(), live_server.url, officers["Bu Rina"])
        asep = Person(window2.new_page(), live_server.url, officers["Pak Asep"])
        wulan = Person(window3.new_page(), live_server.url, officers["Bu Wulan"])

        signs_up(sari)
        registers(sari)
        lists_gula_semut(sari)

        approves(rina, "Gula Aren Bu Enok", "12-tinjau-usaha")
        approves(rina, "P-IRT", "13-tinjau-sertifikat")
        rina.go("/petugas/antrean/")
        rina.look("14-antrean")
        rina.page.get_by_role("link", name=re.compile("Gula semut aren")).first.click()
        rina.fill(words="Sebutkan cara menyimpan gula semut.")
        rina.page.locator("button[value=needs_changes]:visible").first.click()
        rina.page.wait_for_load_state()
        assert "cara menyimpan" in mail.outbox[-1].body

        sari.go("/pusat-usaha/produk/")
        sari.press("Gula semut aren, 250 g")
        sari.sees("Sebutkan cara menyimpan gula semut.")
        sari.look("15-perlu-diperbaiki")
        sari.press("Perbaiki produk ini")
        sari.fill(description="Gula aren kering dari nira Sobang. Simpan di wadah tertutup, tahan 6 bulan.")
        sari.press("Kirim untuk diperiksa")

        approves(asep, "Gula semut aren", "16-tinjau-produk")

        wulan.go("/produk/?q=gula+smut")
        wulan.look("17-cari")
        wulan.page.get_by_role("link", name="Gula semut aren, 250 g").first.click()
        wulan.sees("Rp25.000", "Gula Aren Bu Enok", "Simpan di wadah tertutup", "INAPROC")
        wulan.look("18-produk")
        address = wulan.page.url

        sari.go("/pusat-usaha/produk/")
        sari.press("Gula semut aren, 250 g")
        sari.press("Ubah produk ini")
        sari.fill(name="Gula semut aren premium, 250 g")
        sari.press("Kirim untuk diperiksa")
        sari.sees("Versi lama tetap tayang")

        wulan.page.goto(address)
        assert "premium" not in wulan.page.content()
        wulan.sees("Gula semut aren, 250 g")
