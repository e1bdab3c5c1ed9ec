"""The whole story in a browser of 390 pixels: registered, sent back, fixed, approved, found, edited in peace."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core import mail

from tests.journeys.browser import chromium
from tests.journeys.person import PHONE, Person, code_from_outbox, fills_the_second_half, key_of
from tests.pdf import one_page_pdf

FILES = Path(__file__).parent.parent / "data" / "uploads-awkward"


@pytest.fixture
def officers(reference, rina, asep, wulan):
    """Session cookies of two reviewers and a procurement officer, second factor passed."""
    return {who.name: key_of(who) for who in (rina, asep, wulan)}


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
    fills_the_second_half(sari, "04-bidang", "05-alamat")
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
    paper = {"name": "pirt.pdf", "mimeType": "application/pdf", "buffer": one_page_pdf()}
    page.locator("[name=scan]").set_input_files(paper)
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


def sends_back(officer: Person, title: str, words: str) -> None:
    officer.go("/petugas/antrean/")
    officer.look("14-antrean")
    officer.page.get_by_role("link", name=re.compile(title)).first.click()
    officer.fill(words=words)
    officer.page.locator("button[value=needs_changes]:visible").first.click()
    officer.page.wait_for_load_state()
    assert words in mail.outbox[-1].body


def fixes(sari: Person) -> None:
    sari.go("/pusat-usaha/produk/")
    sari.press("Gula semut aren, 250 g")
    sari.sees("Sebutkan cara menyimpan gula semut.")
    sari.look("15-perlu-diperbaiki")
    sari.press("Perbaiki produk ini")
    sari.fill(description="Gula aren kering dari nira Sobang. Simpan di wadah tertutup, tahan 6 bulan.")
    sari.press("Kirim untuk diperiksa")


def finds(wulan: Person) -> str:
    wulan.go("/produk/?q=gula+smut")
    wulan.look("17-cari")
    wulan.page.get_by_role("link", name="Gula semut aren, 250 g").first.click()
    wulan.sees("Rp25.000", "Gula Aren Bu Enok", "Simpan di wadah tertutup", "INAPROC")
    wulan.look("18-produk")
    return wulan.page.url


def edits(sari: Person) -> None:
    sari.go("/pusat-usaha/produk/")
    sari.press("Gula semut aren, 250 g")
    sari.press("Ubah produk ini")
    sari.fill(name="Gula semut aren premium, 250 g")
    sari.press("Kirim untuk diperiksa")
    sari.sees("Versi lama tetap tayang")
    sari.look("19-perubahan-menunggu")


def test_the_whole_story_on_a_phone(live_server, officers):
    with chromium(viewport=PHONE) as one, ExitStack() as windows:
        browser = one.context.browser
        keys = {name: windows.enter_context(browser.new_context(viewport=PHONE, locale="id-ID")) for name in officers}
        sari = Person(one, live_server.url)
        rina, asep, wulan = (Person(keys[n].new_page(), live_server.url, officers[n]) for n in officers)

        signs_up(sari)
        registers(sari)
        lists_gula_semut(sari)
        approves(rina, "Gula Aren Bu Enok", "12-tinjau-usaha")
        approves(rina, "P-IRT", "13-tinjau-sertifikat")
        sends_back(rina, "Gula semut aren", "Sebutkan cara menyimpan gula semut.")
        fixes(sari)
        approves(asep, "Gula semut aren", "16-tinjau-produk")
        address = finds(wulan)
        edits(sari)

        wulan.page.goto(address)
        assert "premium" not in wulan.page.content()
        wulan.sees("Gula semut aren, 250 g")
