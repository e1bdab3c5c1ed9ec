"""An owner in a real browser: without scripts, on the smallest phone, interrupted, in a hurry, and renewing."""

import datetime
import re

from django.utils import timezone

from certification import actions as certification
from certification.models import Certificate
from registry.models import BusinessEdition
from review.models import Submission
from tests import build
from tests.journeys import world
from tests.journeys.person import PHONE, SMALL, Person, code_from_outbox, fills_the_second_half, key_of
from tests.pdf import one_page_pdf

PHONE_NUMBER = "0860 1234 5678"
PLAIN = {"viewport": SMALL, "java_script_enabled": False}


def signs_up(sari: Person) -> None:
    sari.go("/daftar-usaha/")
    sari.look("pemilik-01-mulai-320")
    sari.press("Mulai daftar")
    sari.fill(name="Enok Sariah", contact=PHONE_NUMBER)
    sari.press("Kirim kode")
    sari.fill(code=code_from_outbox())
    sari.page.locator("form:has([name=code]) button").first.click()
    sari.press("Mulai mengisi")


def signs_in_elsewhere(sari: Person) -> None:
    sari.go("/akun/masuk/?next=/daftar-usaha/")
    sari.fill(contact=PHONE_NUMBER)
    sari.press("Kirim kode")
    sari.fill(code=code_from_outbox())
    sari.page.locator("form:has([name=code]) button").first.click()
    sari.sees("Lanjutkan")


def fills_the_first_half(sari: Person) -> None:
    sari.go("/daftar-usaha/pemilik/")
    sari.fill(owner_name="Enok Sariah", nik="36029917084500", phone=PHONE_NUMBER, whatsapp=PHONE_NUMBER)
    sari.press("Simpan dan lanjut")
    sari.sees("NIK harus 16 angka")
    assert sari.page.title().startswith("Galat: ")
    sari.look("pemilik-02-galat-320")
    assert sari.page.locator("[name=owner_name]").input_value() == "Enok Sariah"
    sari.fill(nik="3602991708450001")
    sari.press("Simpan dan lanjut")
    sari.fill(name="Gula Aren Bu Enok")
    sari.chooses("legal_form", "sole")
    sari.press("Simpan, lanjut nanti")
    sari.sees("Tersimpan", "Anda bisa menutup halaman ini.")
    sari.look("pemilik-03-lanjut-nanti-320")


def test_registering_needs_no_scripts_and_continues_in_another_browser_at_320_px(window):
    first = window(**PLAIN)
    signs_up(first)
    fills_the_first_half(first)

    second = window(**PLAIN)
    signs_in_elsewhere(second)
    second.look("pemilik-06-lanjutkan-320")
    second.go("/daftar-usaha/bidang/")
    fills_the_second_half(second, "pemilik-04-bidang-320", "pemilik-05-alamat-320")
    second.go("/daftar-usaha/usaha/")
    assert second.page.locator("[name=name]").input_value() == "Gula Aren Bu Enok"
    second.go("/daftar-usaha/periksa/")
    second.look("pemilik-07-periksa-320")
    second.page.locator("[name=true]").check()
    second.page.get_by_role("button", name="Kirim untuk diperiksa").dblclick()
    second.sees("Terima kasih, pendaftaran sudah kami terima")
    second.look("pemilik-08-terkirim-320")
    assert Submission.objects.count() == 1


def begun(sari) -> BusinessEdition:
    return build.draft_business(sari, name="Gula Aren Ibu Sari", village=world.place("Sobang"))


def test_an_error_leads_to_its_field_and_back_shows_what_was_saved(window, sari):
    begun(sari)
    she = window(key_of(sari))
    she.go("/daftar-usaha/usaha/")
    she.fill(name="")
    she.press("Simpan dan lanjut")
    she.page.locator(".errsum").wait_for()
    assert she.page.title().startswith("Galat: ")
    assert she.page.evaluate("document.activeElement.className") == "errsum"
    she.page.locator(".errsum a").first.click()
    assert she.page.evaluate("document.activeElement.name") == "name"
    she.look("pemilik-09-galat")
    she.go("/daftar-usaha/usaha/")
    she.fill(name="Gula Aren Sari Wangi")
    she.press("Simpan dan lanjut")
    she.sees("tersimpan")
    she.page.go_back()
    she.sees("Tentang usaha")
    assert she.page.locator("main [name=name]").input_value() == "Gula Aren Sari Wangi"


def test_what_was_typed_survives_an_ended_session(window, sari):
    begun(sari)
    she = window(key_of(sari))
    she.go("/daftar-usaha/usaha/")
    she.fill(description="Nira dari kebun sendiri di kaki gunung.")
    she.awaits("localStorage.length > 0")
    she.page.context.clear_cookies(name="sessionid")
    she.press("Simpan dan lanjut")
    she.sees("Kirim kode")
    she.look("pemilik-10-sesi-berakhir")
    she.fill(contact=sari.phone)
    she.press("Kirim kode")
    she.fill(code=code_from_outbox())
    she.page.locator("form:has([name=code]) button").first.click()
    she.sees("Ada isian yang belum terkirim")
    she.look("pemilik-11-isian-lama")
    she.press("Pakai isian itu")
    assert "kaki gunung" in she.page.locator("main [name=description]").input_value()
    she.press("Simpan dan lanjut")
    she.sees("tersimpan")
    assert she.page.evaluate("localStorage.length") == 0


def test_a_double_tap_begins_one_product_and_its_photo_is_made_small(window, sari, rina):
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business
    she = window(key_of(sari))
    she.go("/pusat-usaha/produk/")
    she.page.get_by_role("button", name="Tambah produk").dblclick()
    she.page.locator("[name=photos]").wait_for()
    assert of.products.count() == 1
    photo = world.picture(2200, noise=True)
    she.page.set_input_files("[name=photos]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo})
    she.sees("siap dikirim")
    sent = she.page.evaluate("document.querySelector('[name=photos]').files[0].size")
    assert sent < len(photo) / 2
    she.fill(name="Gula semut aren, 250 g")
    she.press("Simpan draf")
    she.sees("1 dari 8")
    assert (
        she.page.locator(".photos img").first.evaluate("async i => { await i.decode(); return i.naturalWidth; }") > 100
    )
    she.look("pemilik-12-foto")


def test_a_price_changes_at_once_without_a_reviewer(window, sari, rina):
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business
    shown = world.product(of, sari, rina, "Gula semut aren, 250 g", price=25000)
    she = window(key_of(sari))
    she.go("/pusat-usaha/produk/")
    she.look("pemilik-13-produk")
    she.press("Harga Gula semut aren, 250 g")
    she.fill(price="27.500")
    she.look("pemilik-14-harga")
    she.page.get_by_role("button", name="Simpan").click()
    she.sees("Harga dan ketersediaan sudah diperbarui.")
    visitor = window()
    visitor.go(f"/p/{shown.product.code}")
    visitor.sees("Rp27.500", "Riwayat harga")
    assert not Submission.objects.filter(state="submitted").exists()


def test_a_certificate_is_renewed_while_the_old_one_counts(window, sari, rina):
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business
    soon = timezone.localdate() + datetime.timedelta(days=40)
    old = world.approved(world.paper(of, sari, "pirt", "206360299000026", ends=soon), sari, rina)
    she = window(key_of(sari), viewport=PHONE)
    she.go("/pusat-usaha/sertifikat/")
    she.look("pemilik-15-sertifikat")
    she.press("P-IRT (SPP-IRT)")
    she.press("Perbarui sertifikat ini")
    she.fill(number="206360299000031", issued_on="2026-10-01", expires_on="2031-10-01")
    she.page.set_input_files("[name=scan]", {"name": "b.pdf", "mimeType": "application/pdf", "buffer": one_page_pdf()})
    she.look("pemilik-16-perbarui")
    she.press("Kirim untuk diperiksa")
    she.sees("terkirim")
    old.refresh_from_db()
    assert old.is_live
    new = Certificate.objects.get(number__contains="31", submission__state="submitted")
    certification.approve(new.submission, by=rina)
    she.go("/pusat-usaha/sertifikat/")
    she.page.get_by_text(re.compile("1 Oktober 2031")).first.wait_for()
    she.look("pemilik-17-diperbarui")
