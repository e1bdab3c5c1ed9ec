"""A reviewer at her desk: a long queue, keys, decisions with findings, two officers at once, four eyes, scans, NIK."""

import datetime

import pytest

from audit.models import Event, Verb
from registry import actions as registry
from review.models import Finding, Submission
from tests import build
from tests.journeys import world
from tests.journeys.person import DESK, Person, key_of

FAR = datetime.date(2031, 6, 30)
QUEUE = "/petugas/antrean/"


@pytest.fixture
def pile(reference, sari, dede, rina, asep):
    """Sixty submissions: businesses, products, certificates; one business belongs to Rina herself."""
    of = world.business(sari, asep, "Gula Aren Ibu Sari", district="Sobang").business
    own = build.draft_business(rina, name="Kue Bu Rina", village=world.place("Cikulur"))
    registry.submit(own, by=rina)
    registry.submit(build.draft_business(dede, name="Anyaman Pak Dede", village=world.place("Cikulur")), by=dede)
    for name in ("Gula semut jahe, 250 g", "Gula cetak koin, 500 g"):
        world.catalog.submit(world.draft(of, sari, name), by=sari)
    photo = world.paper(of, sari, "pirt", "206360299000131", ends=FAR, scan=world.scan("jpg"))
    world.certification.submit(photo, by=sari)
    for _ in range(55):
        world.certification.submit(build.draft_certificate(of, sari), by=sari)
    return of


def open_one(officer: Person, title: str) -> None:
    officer.page.get_by_role("link", name=title).first.click()
    officer.page.locator("h1", has_text=title).wait_for()


def decides(officer: Person, decision: str) -> None:
    officer.page.locator(f".decide button[value={decision}]").click()
    officer.page.wait_for_load_state()


def narrows_and_walks_by_keys(rina: Person) -> None:
    rina.go(QUEUE)
    rina.sees("60 menunggu", "1–50 dari 60")
    rina.look("petugas-01-antrean-1280")
    rina.press("Produk 2")
    rina.page.wait_for_url("**jenis=produk*")
    rina.look("petugas-02-produk")
    keys = rina.page.keyboard
    keys.press("j")
    keys.press("j")
    keys.press("k")
    keys.press("Enter")
    rina.page.locator("h1", has_text="Gula semut jahe, 250 g").wait_for()
    assert "jenis=produk" in rina.page.url  # the list comes along: the next one is of the same list


def takes_and_sends_back(rina: Person) -> None:
    rina.page.get_by_role("button", name="Ambil", exact=True).click()
    rina.page.get_by_role("button", name="Lepas").first.wait_for()
    rina.page.locator("summary", has_text="Tandai Keterangan").click()
    rina.page.get_by_label("Catatan untuk Keterangan").fill("Sebutkan cara menyimpan.")
    rina.look("petugas-03-tandai")
    decides(rina, "needs_changes")
    rina.sees("Gula cetak koin, 500 g")  # the next item of the list
    rina.sees("dikembalikan untuk diperbaiki")
    assert Finding.objects.get().note == "Sebutkan cara menyimpan."


def two_at_once(rina: Person, asep: Person) -> None:
    rina.go(QUEUE)
    asep.go(QUEUE)
    open_one(rina, "Anyaman Pak Dede")
    open_one(asep, "Anyaman Pak Dede")
    rina.fill(words="Alamatnya belum lengkap.")
    decides(asep, "approved")
    asep.sees("disetujui dan langsung berlaku")
    decides(rina, "needs_changes")
    rina.sees("Pak Asep sudah memutuskan pengajuan ini", "Alamatnya belum lengkap.")
    rina.look("petugas-04-kalah-cepat")
    assert Submission.objects.get(title="Anyaman Pak Dede").state == "approved"


def four_eyes(rina: Person) -> None:
    rina.go(f"{QUEUE}?q=kue")
    open_one(rina, "Kue Bu Rina")
    rina.sees("Petugas lain yang harus memutuskan.")
    assert rina.page.locator(".decide").count() == 0
    rina.look("petugas-05-empat-mata")


def opens_scan_and_nik(rina: Person, asep: Person) -> None:
    rina.go(f"{QUEUE}?jenis=sertifikat")
    rina.page.locator("tbody a.main").first.click()
    rina.press("Buka berkas")
    scan = rina.page.locator(".scan-img")
    scan.scroll_into_view_if_needed()
    assert scan.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 100
    rina.look("petugas-06-sertifikat")
    asep.go(f"{QUEUE}?q=kue")
    open_one(asep, "Kue Bu Rina")
    assert asep.page.get_by_text("••••••••••••").count()
    asep.press("Lihat NIK lengkap")
    asep.sees("Dicatat di catatan harian.")
    asep.look("petugas-07-nik")
    assert {Verb.SCAN_VIEWED, Verb.SECRET_VIEWED} <= set(Event.objects.values_list("verb", flat=True))


def test_a_day_at_the_desk(window, pile, rina, asep):
    hers, his = window(key_of(rina), viewport=DESK), window(key_of(asep), viewport=DESK)
    narrows_and_walks_by_keys(hers)
    takes_and_sends_back(hers)
    two_at_once(hers, his)
    four_eyes(hers)
    opens_scan_and_nik(hers, his)
