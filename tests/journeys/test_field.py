"""A field officer with a phone: types for an owner who confirms by code; records a visit where there is no signal."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page

from accounts.models import User
from fieldwork.models import Visit, VisitPhoto
from registry.models import Business
from review.models import Submission
from tests.journeys import world
from tests.journeys.person import PHONE, Person, code_from_outbox, key_of
from tests.journeys.test_story import approves
from tests.people import REVIEWER, person

OWNER, OWNER_PHONE = "Icih Sukaesih", "0860 5555 0001"
FORM = "/petugas/kunjungan/baru/"
KEPT = """async () => { const asked = indexedDB.open('kunjungan', 1);
const db = await new Promise(done => { asked.onsuccess = () => done(asked.result); });
const all = db.transaction('drafts').objectStore('drafts').getAll();
const told = one => ({state: one.state, photos: one.photos.length, sizes: one.photos.map(p => p.blob.size)});
return await new Promise(done => { all.onsuccess = () => { db.close(); done(all.result.map(told)); }; }); }"""


def begins(tono: Person) -> None:
    tono.go("/petugas/lapangan/")
    tono.sees("Belum ada pendaftaran untuk pemilik.")
    tono.look("lapangan-01-kosong")
    tono.press("Daftarkan usaha")
    tono.press("Mulai mengisi")
    tono.look("lapangan-02-galat")
    tono.fill(owner_name=OWNER, owner_phone=OWNER_PHONE, consent_witness="Neneng, kader desa")
    tono.page.get_by_label("Persetujuan lisan di depan saksi").check()
    tono.page.get_by_label("Saya sudah membacakan").check()
    tono.press("Mulai mengisi")
    tono.sees(f"Anda mengisi untuk {OWNER}.")
    tono.look("lapangan-03-bagian")


def types(tono: Person) -> None:
    page = tono.page
    tono.press("Lanjutkan")
    tono.fill(owner_name=OWNER, nik="3602991708450001", phone=OWNER_PHONE)
    tono.look("lapangan-04-pemilik")
    tono.press("Simpan dan lanjut")
    tono.fill(name="Emping Mak Icih")
    page.get_by_label("Perseorangan").check()
    tono.press("Simpan dan lanjut")
    tono.fill(cari="gula merah")
    page.get_by_role("search").get_by_role("button", name="Cari").click()
    page.locator("[name=activity]").first.check()
    tono.press("Simpan dan lanjut")
    page.get_by_label("Sudah punya NIB").check()
    tono.fill(nib="0000555500001")
    tono.press("Simpan dan lanjut")
    page.get_by_label("Kecamatan", exact=True).select_option(label="Sobang")
    tono.press("Tampilkan desa")
    page.get_by_label("Desa atau kelurahan").select_option(index=2)
    tono.fill(street="Kp. Pasir Eurih")
    tono.press("Simpan dan lanjut")
    tono.fill(workers_male="1", workers_female="2")
    page.get_by_label("Modal usaha").select_option(index=1)
    tono.press("Simpan dan lanjut")
    tono.press("Lewati bagian ini")
    tono.press("Lewati bagian ini")
    page.locator("[name=true]").check()
    tono.look("lapangan-05-periksa")
    tono.press("Kirim untuk diperiksa")
    tono.sees("Terima kasih, pendaftaran sudah kami terima")


def confirms(icih: Person, link: str) -> None:
    icih.page.goto(link)
    icih.sees("Apakah ini usaha Anda?", "Pak Tono")
    icih.look("lapangan-06-tautan")
    icih.press("Kirim kode ke HP saya")
    icih.fill(code=code_from_outbox())
    icih.look("lapangan-07-kode")
    icih.press("Lanjut")
    icih.sees("Emping Mak Icih", "••••••••••••0001")
    assert icih.page.locator("input:checked").count() == 0
    icih.page.locator("[name=show_contact]").check()
    icih.look("lapangan-08-isian")
    icih.press("Ya, ini usaha saya dan isian ini benar")
    icih.sees("Terima kasih, sudah dikonfirmasi")
    icih.look("lapangan-09-terima-kasih")


def test_an_officer_types_the_owner_confirms_and_another_officer_approves(window, tono, rina):
    his, hers, office = window(key_of(tono)), window(), window(key_of(rina))
    begins(his)
    types(his)
    link = re.search(r"http\S+/konfirmasi/[\w-]+/", mail.outbox[-1].body)[0]
    business, submission = Business.objects.get(), Submission.objects.get()
    his.go(f"/petugas/lapangan/{business.code}/")
    his.sees("Belum dikonfirmasi pemilik")
    his.look("lapangan-10-menunggu-pemilik")
    confirms(hers, link)
    his.go(f"/petugas/tinjau/usaha/{submission.code}/")
    assert his.page.locator("button[value=approved]").count() == 0, "who typed never decides"
    his.go(f"/petugas/lapangan/{business.code}/")
    his.sees("Dikonfirmasi pemilik")
    office.go(f"/petugas/tinjau/usaha/{submission.code}/")
    office.sees("Diisi", "Dikonfirmasi pemilik")
    approves(office, "Emping Mak Icih", "lapangan-11-tinjau")
    visitor = window()
    visitor.go("/usaha/?q=emping")
    visitor.press("Emping Mak Icih")
    visitor.sees("Emping Mak Icih")
    assert OWNER not in visitor.page.content(), "she did not agree to show her name"
    assert User.objects.get(phone="+6286055550001").name == OWNER


@pytest.fixture
def field(reference, tono, window):
    """Pak Tono with the form open and ready to work without a signal."""
    his = window(key_of(tono), geolocation={"latitude": -6.5642, "longitude": 106.2521}, permissions=["geolocation"])
    his.go(FORM)
    his.awaits("document.documentElement.dataset.offline === 'siap'")
    return his


def goes_offline(his: Person, off: bool = True) -> None:
    """Signal lost or back."""
    his.loses_signal(off)


def takes_photo(page: Page, kind: str, name: str) -> None:
    photo = world.picture(2200, noise=True)
    page.set_input_files(f"[name=foto-{kind}]", {"name": name, "mimeType": "image/jpeg", "buffer": photo})
    page.locator("[data-photos] img").first.wait_for()


def fills_visit(his: Person) -> None:
    page = his.page
    page.get_by_label("Pendaftaran usaha").check()
    page.locator("[name=village]").select_option(index=5)
    his.fill(place="Kp. Cikadu, dekat jembatan", workers_male="1", workers_female="4", notes="Atap bocor.")
    page.get_by_role("button", name="Ambil titik lokasi").click()
    his.sees("Titik tersimpan: -6.564200")
    page.locator("[name=mesin-0-name]").fill("Mesin giling")
    page.get_by_role("button", name="Tambah mesin").click()
    page.locator("[name=mesin-1-name]").fill("Oven")


def until_kept(his: Person, state: str, photos: int) -> list:
    """What the phone keeps, once it is this."""
    for _ in range(100):
        kept = his.page.evaluate(KEPT)
        if [(one["state"], one["photos"]) for one in kept] == [(state, photos)]:
            return kept
        his.page.wait_for_timeout(100)
    raise AssertionError(kept)


def test_a_visit_typed_without_a_signal_is_there_after_a_reload_and_sent_once(field, tono):
    page = field.page
    goes_offline(field)
    page.reload()
    field.sees("Tidak ada sinyal.")
    field.look("lapangan-20-luring")
    fills_visit(field)
    takes_photo(page, "front", "IMG_1.jpg")
    takes_photo(page, "machine", "IMG_2.jpg")
    kept = until_kept(field, "draft", 2)
    assert all(size < 1_500_000 for size in kept[0]["sizes"]), "made small on the phone"

    page.reload()
    field.sees("Isian dari HP ini dibuka lagi.")
    assert page.locator("[name=place]").input_value() == "Kp. Cikadu, dekat jembatan"
    assert page.locator("[name=mesin-1-name]").input_value() == "Oven"
    assert page.locator("[data-photos] img").count() == 2
    field.look("lapangan-21-dibuka-lagi")

    page.get_by_role("button", name="Kirim kunjungan").dblclick()
    field.sees("Belum terkirim: 1", "Menunggu sinyal")
    field.look("lapangan-22-menunggu-sinyal")
    assert not Visit.objects.exists()

    goes_offline(field, False)
    field.sees("Kunjungan terkirim dan tersimpan di portal.")
    visit = Visit.objects.get()
    assert (visit.state, visit.officer, visit.workers_female) == ("sent", tono, 4)
    assert str(visit.latitude) == "-6.564200"
    assert [one.name for one in visit.machines.all()] == ["Mesin giling", "Oven"]
    assert VisitPhoto.objects.count() == 2
    assert field.page.evaluate(KEPT) == []
    page.get_by_role("link", name="Lihat kunjungan").click()
    field.sees("Kp. Cikadu, dekat jembatan")
    field.look("lapangan-23-terkirim")


def test_an_upload_cut_in_the_middle_goes_on_where_it_ended(field):
    page, stored = field.page, []
    fills_visit(field)
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        takes_photo(page, "workshop", name)
    until_kept(field, "draft", 2)

    def cut(route):
        stored.append(1)
        route.abort() if len(stored) == 2 else route.continue_()

    page.route("**/kirim/foto/", cut)
    page.get_by_role("button", name="Kirim kunjungan").click()
    field.sees("Menunggu sinyal. 2 foto.")  # said after the try, not before it
    assert (Visit.objects.get().state, VisitPhoto.objects.count()) == ("draft", 1)
    page.get_by_role("button", name="Kirim sekarang").click()
    field.sees("Kunjungan terkirim dan tersimpan di portal.")
    assert len(stored) == 3, "the photo that had arrived was not sent again"
    assert (Visit.objects.get().state, VisitPhoto.objects.count()) == ("sent", 2)


def test_an_ended_session_keeps_everything_and_asks_to_sign_in(field, tono):
    page = field.page
    fills_visit(field)
    takes_photo(page, "front", "IMG_1.jpg")
    until_kept(field, "draft", 1)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Kirim kunjungan").click()
    field.sees("Masuk lagi untuk mengirim")
    field.troubles.clear()
    field.look("lapangan-24-sesi-berakhir")
    until_kept(field, "session", 1)
    page.context.add_cookies([{"name": "sessionid", "value": key_of(tono), "url": field.base}])
    field.go(FORM)
    field.sees("Kunjungan terkirim dan tersimpan di portal.")
    assert Visit.objects.get().photos.count() == 1


def test_what_the_portal_refuses_is_said_and_can_be_put_right(field):
    page = field.page
    fills_visit(field)
    field.fill(business="tidakada")
    page.get_by_role("button", name="Kirim kunjungan").click()
    field.sees("Kode usaha ini tidak dikenal.")
    field.look("lapangan-25-perlu-diperbaiki")
    page.get_by_role("button", name="Buka").click()
    field.sees("Isian dari HP ini dibuka lagi.")
    field.fill(business="")
    page.get_by_role("button", name="Kirim kunjungan").click()
    field.sees("Kunjungan terkirim dan tersimpan di portal.")
    assert Visit.objects.get().business is None


def test_after_signing_out_nobody_sees_the_drafts_and_the_next_officer_has_none(field, db):
    page = field.page
    fills_visit(field)
    until_kept(field, "draft", 0)
    field.go("/petugas/")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action=\"/akun/keluar/\"]').requestSubmit()")
    assert page.evaluate("caches.has('kunjungan')") is False
    assert page.evaluate("localStorage.getItem('kunjungan-saya')") is None
    asep = person("Pak Asep", email="asep@contoh.example", permissions=REVIEWER)
    page.context.add_cookies([{"name": "sessionid", "value": key_of(asep), "url": field.base}])
    field.go(FORM)
    field.awaits("document.documentElement.dataset.offline === 'siap'")
    assert page.locator("#antrean-kunjungan li").count() == 0
    assert len(page.evaluate(KEPT)) == 1, "kept for Pak Tono"
    assert not Visit.objects.exists()


def test_the_worker_keeps_no_page_of_anybody(field):
    page = field.page
    for address in ("/petugas/kunjungan/", "/petugas/antrean/", FORM):
        field.go(address)
    kept = page.evaluate(
        "caches.open('kunjungan').then(c => c.keys()).then(all => all.map(o => new URL(o.url).pathname))"
    )
    assert {one for one in kept if not one.startswith("/static/")} == {"/petugas/kunjungan/luring/"}
    goes_offline(field)
    assert "Pak Tono" not in page.evaluate("caches.match('/petugas/kunjungan/luring/').then(one => one.text())")


def test_the_form_without_scripts_is_an_ordinary_one(window, reference, tono):
    his = window(key_of(tono), viewport=PHONE, java_script_enabled=False)
    his.go(FORM)
    his.look("lapangan-26-tanpa-skrip")
    his.page.get_by_label("Pendaftaran usaha").check()
    his.page.locator("[name=village]").select_option(index=5)
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": world.picture(500)}
    his.page.set_input_files("[name=foto-front]", photo)
    his.press("Simpan draf")
    his.sees("Draf kunjungan tersimpan.")
    his.press("Kirim kunjungan")
    his.sees("Kunjungan terkirim.")
    assert Visit.objects.get().photos.count() == 1
