"""A visitor holds a label: its QR code leads to the product, its number to what is true today."""

import datetime

import pytest
from django.utils import timezone

from certification import actions as certification
from tests.journeys import world
from tests.journeys.person import key_of

DAY = datetime.timedelta(days=1)
VALID, EXPIRED, REVOKED = "206360299000131", "206360299000226", "206360299000331"
OLD, NEW = "206360299000427", "206360299000432"
UNKNOWN = "206360299999931"


@pytest.fixture
def jars(reference, sari, rina, ratna):
    """A product on display and P-IRT numbers that are valid, expired, revoked and replaced."""
    today = timezone.localdate()
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business

    def paper(number, ends):
        return world.approved(world.paper(of, sari, "pirt", number, ends=ends), sari, rina)

    paper(VALID, today + 900 * DAY)
    paper(EXPIRED, today - 10 * DAY)
    certification.revoke(paper(REVOKED, today + 900 * DAY), by=ratna, reason="Contoh dari rumah produksi lain.")
    old = paper(OLD, today + 20 * DAY)
    renewed = certification.copy_for_fix(old, by=sari)
    values = {"number": NEW, "issued_on": today - DAY, "expires_on": today + 1800 * DAY}
    certification.save_draft(renewed, values, by=sari)
    document, _ = world.read_upload(world.scan())
    certification.attach_scan(renewed, document, by=sari)
    world.approved(renewed, sari, rina)
    return world.product(of, sari, rina, "Gula semut aren, 250 g")


def test_a_scanned_label_opens_the_product_and_the_qr_code_is_a_picture(window, jars):
    visitor = window()
    visitor.go(f"/p/{jars.product.code.upper()}")
    visitor.sees("Gula semut aren, 250 g", "Kode QR produk")
    assert f"-{jars.product.code}/" in visitor.page.url
    code = visitor.page.locator(".qr-img")
    code.scroll_into_view_if_needed()
    assert code.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 50
    visitor.look("pengunjung-01-label")
    visitor.go("/p/22222222")
    visitor.page.get_by_role("heading", level=1).wait_for()
    visitor.look("pengunjung-02-label-tak-dikenal")


ANSWERS = {
    VALID: ("Berlaku", "Dicabut"),
    EXPIRED: ("Kedaluwarsa", "Dicabut"),
    REVOKED: ("Dicabut", "Kedaluwarsa"),
    OLD: ("Sudah diganti", "Dicabut"),
    UNKNOWN: ("Tidak ditemukan", "Gula Aren Ibu Sari"),
}


def test_a_number_is_answered_with_what_is_true_today(window, jars):
    visitor = window()
    for number, (words, never) in ANSWERS.items():
        visitor.go("/sertifikat/cek/")
        visitor.fill(nomor=f"P-IRT {number[:13]}-{number[13:]}")
        visitor.press("Cek nomor")
        visitor.sees(words)
        shown = visitor.page.locator("main").inner_text()
        assert never not in shown, number
        assert "sertifikat palsu" not in shown.lower()  # nobody is accused by a machine
        visitor.look(f"pengunjung-03-{words.lower().replace(' ', '-')}")


def test_a_visitor_never_sees_a_scan(window, jars, dede):
    paper = world.Certificate.objects.get(number=VALID)
    for key in ("", key_of(dede)):
        visitor = window(key)
        visitor.go(f"/sertifikat/{paper.code}/")
        visitor.sees("Berlaku")
        assert visitor.page.locator("a[href*='berkas']").count() == 0
        answer = visitor.page.request.get(f"{visitor.base}/sertifikat/{paper.code}/berkas/", max_redirects=0)
        assert answer.status in (302, 403, 404)
