"""A reviewer without a mouse: from the queue to the decision by keys alone; and the keys switched off."""

import pytest

from jobs.models import Job
from jobs.work import perform
from review.models import Batch, State, Submission
from tests.journeys import world
from tests.journeys.person import DESK, Person, key_of

QUEUE = "/petugas/antrean/"


@pytest.fixture
def five(reference, sari, asep):
    """Five new products of Sari, the oldest first."""
    of = world.business(sari, asep, "Gula Aren Ibu Sari").business
    names = ("Gula semut jahe", "Gula cetak koin", "Gula cair", "Gula batok", "Gula kristal")
    return [world.catalog.submit(world.draft(of, sari, name), by=sari) for name in names]


def focused(person: Person) -> str:
    return person.page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")


def press(person: Person, *keys: str) -> None:
    """Keys, each when the page has its scripts: before that nobody hears it."""
    for key in keys:
        person.page.wait_for_load_state()
        person.page.keyboard.press(key)


def arrives(person: Person, title: str) -> None:
    """The page is there with its scripts: a key pressed before they run is a key nobody hears."""
    person.page.locator("h1", has_text=title).wait_for()
    person.page.wait_for_load_state()


def test_from_the_queue_to_a_decision_by_keys(window, five, rina):
    officer = window(key_of(rina), viewport=DESK)
    officer.go(QUEUE)
    press(officer, "j", "j")
    assert "Gula cetak koin" in focused(officer)
    press(officer, "x", "k", "x")
    officer.sees("2 dicentang:")
    officer.look("papan-ketik-01-antrean")
    press(officer, "Enter")
    arrives(officer, "Gula semut jahe")
    press(officer, "j")
    arrives(officer, "Gula cetak koin")
    press(officer, "k")
    arrives(officer, "Gula semut jahe")
    press(officer, "a")
    assert focused(officer).strip() == "Setujui"
    assert Submission.objects.filter(state=State.APPROVED, kind="product").count() == 0, "a key alone decides nothing"
    press(officer, "Enter")
    officer.sees("disetujui dan langsung berlaku")
    arrives(officer, "Gula cetak koin")
    press(officer, "p")
    assert focused(officer) and officer.page.evaluate("document.activeElement.matches('[data-reasons]')")
    press(officer, "j")  # inside a field a key is a letter
    arrives(officer, "Gula cetak koin")
    officer.page.keyboard.press("Tab")
    officer.page.keyboard.type("jangan pindah: a k j")
    assert officer.page.evaluate("document.activeElement.value") == "jangan pindah: a k j"
    officer.page.evaluate("document.activeElement.blur()")
    press(officer, "u")
    officer.page.locator("h1", has_text="Antrean pemeriksaan").wait_for()
    assert Submission.objects.get(pk=five[0].pk).decided_by == rina


def test_the_list_of_keys_opens_and_keys_can_be_switched_off_for_good(window, five, rina):
    officer = window(key_of(rina), viewport=DESK)
    officer.go(QUEUE)
    press(officer, "?")
    dialog = officer.page.locator("dialog[data-keys]")
    dialog.wait_for()
    officer.look("papan-ketik-02-daftar")
    dialog.get_by_role("button", name="Matikan pintasan").click()
    press(officer, "Escape")
    press(officer, "j", "j")
    assert officer.page.evaluate("document.activeElement.tagName") != "TR"
    officer.go("/petugas/pintasan/")
    officer.sees("Pintasan sedang mati di peramban ini.")
    officer.press("Nyalakan pintasan papan ketik")
    officer.go(QUEUE)
    press(officer, "j")
    assert "Gula semut jahe" in focused(officer)


def test_many_at_once_in_the_browser(window, five, rina):
    officer = window(key_of(rina), viewport=DESK)
    officer.go(f"{QUEUE}?jenis=produk")
    officer.page.locator("[data-tick-all]").check()
    officer.sees("5 dicentang:")
    officer.page.locator("summary", has_text="Setujui sekaligus").click()
    officer.look("sekaligus-01-antrean")
    officer.page.get_by_role("button", name="Yang dicentang").click()
    officer.page.wait_for_load_state()
    officer.sees("Mencocokkan semua pengajuan")
    officer.look("sekaligus-02-mencocokkan")
    _work(officer)
    for n in range(3):
        officer.page.get_by_role("button", name="Buka Gula").first.click()
        officer.sees("untuk persetujuan sekaligus")
        if n == 0:
            officer.look("sekaligus-03-sampel")
        press(officer, "a", "Enter")
        officer.sees("Sampel ditandai cocok.")
    officer.look("sekaligus-04-semua-ditandai")
    officer.press("Setujui 5 pengajuan")
    officer.sees("Persetujuan berjalan.")
    _work(officer)
    officer.look("sekaligus-05-selesai")
    assert Batch.objects.get().state == Batch.State.DONE
    assert Submission.objects.filter(kind="product", state=State.APPROVED, decided_by=rina).count() == 5


def _work(officer: Person) -> None:
    """What a worker does beside the portal, then the page once more."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        perform.call(job.pk)
    officer.page.reload()


def test_without_scripts_all_of_it_works(window, five, sari, rina, ratna):
    officer = window(key_of(rina), viewport=DESK, java_script_enabled=False)
    officer.go(f"{QUEUE}?jenis=produk")
    officer.page.locator("select[name=petugas]").select_option("belum")
    officer.press("Terapkan")
    officer.sees("1–5 dari 5")
    officer.page.get_by_role("link", name="Gula cair", exact=False).first.click()
    officer.fill(text="Berapa lama tahan disimpan, Bu?")
    officer.press("Kirim pesan")
    officer.sees("Berapa lama tahan disimpan, Bu?")
    owner = window(key_of(sari))
    owner.go("/pusat-usaha/")
    owner.press("Baca")
    owner.fill(text="Enam bulan, Bu Rina.")
    owner.press("Kirim pesan")
    owner.sees("Enam bulan, Bu Rina.")
    owner.look("percakapan-01-pemilik")
    officer.go(f"{QUEUE}?pesan=baru")
    officer.sees("1–1 dari 1")
    head = window(key_of(ratna), viewport=DESK)
    head.go("/petugas/beban/")
    head.look("beban-01")
