"""An owner with a weak signal and a small battery: what she typed comes back, and rows come and go on the phone."""

import pytest

from registry.models import BusinessEdition, MarketplaceLink
from tests import build
from tests.journeys import world
from tests.journeys.person import DESK, key_of

MADE = "/daftar-usaha/produksi/"


@pytest.fixture
def begun(reference, sari):
    return build.draft_business(sari, name="Gula Aren Ibu Sari", village=world.place("Sobang"))


def materials() -> list[str]:
    return list(BusinessEdition.objects.get().materials.values_list("name", flat=True))


def test_rows_come_and_go_on_the_phone_without_asking_the_server(window, begun, sari):
    she = window(key_of(sari))
    she.go(MADE)
    she.page.locator("[name=bahan-0-name]").fill("Nira aren")
    she.page.locator("[name=bahan-0-origin]").select_option("home")
    she.hides("[name=bahan-0-country]")  # asked of imports only
    asked = []
    she.page.on("request", lambda request: asked.append(request.url))
    she.press("Tambah bahan")
    assert she.page.evaluate("document.activeElement.name") == "bahan-1-name"
    she.page.locator("[name=bahan-1-name]").fill("Gandum")
    she.page.locator("[name=bahan-1-origin]").select_option("imported")
    she.page.locator("[name=bahan-1-country]").fill("Australia")
    she.press("Tambah bahan")
    she.look("produksi-01-baris")
    she.page.locator("#bahan-2").get_by_role("button", name="Hapus").click()
    assert she.page.locator("[data-row]").count() == 2
    assert asked == []
    she.press("Simpan dan lanjut")
    she.sees("Produksi dan bahan baku: tersimpan")
    assert materials() == ["Nira aren", "Gandum"]


def test_a_lost_signal_keeps_what_was_typed_and_sends_it_when_it_comes_back(window, begun, sari):
    she = window(key_of(sari))
    she.go(MADE)
    she.page.context.set_offline(True)
    she.sees("Sinyal hilang. Isian Anda tetap ada di halaman ini.")
    she.page.locator("[name=bahan-0-name]").fill("Nira aren")
    she.page.locator("[name=bahan-0-origin]").select_option("home")
    she.press("Simpan dan lanjut")
    she.sees("Isian disimpan di HP ini dan dikirim saat tersambung.")
    she.awaits("JSON.stringify(localStorage).includes('Nira aren')")
    assert she.page.locator("[name=bahan-0-name]").input_value() == "Nira aren"
    assert materials() == []
    she.page.context.set_offline(False)
    she.sees("Produksi dan bahan baku: tersimpan")
    assert materials() == ["Nira aren"]


def test_the_phone_is_closed_in_the_middle_of_a_word(window, begun, sari):
    she = window(key_of(sari))
    she.go(MADE)
    she.page.locator("[name=bahan-0-name]").fill("Nira aren")
    she.press("Tambah bahan")
    she.page.locator("[name=bahan-1-name]").fill("Kelapa")
    she.page.goto("about:blank")  # at once, before the pause after the last letter
    she.go(MADE)
    assert she.page.locator("[name=bahan-0-name]").input_value() == ""
    she.sees("Ada isian yang belum terkirim")
    she.press("Pakai isian itu")
    assert she.page.locator("[name=bahan-0-name]").input_value() == "Nira aren"
    assert she.page.locator("[name=bahan-1-name]").input_value() == "Kelapa"
    she.page.locator("[name=bahan-0-origin]").select_option("home")
    she.page.locator("[name=bahan-1-origin]").select_option("province")
    she.press("Simpan dan lanjut")
    she.sees("tersimpan")
    assert materials() == ["Nira aren", "Kelapa"]
    assert she.page.evaluate("localStorage.length") == 0


def test_a_whole_optional_page_at_the_desk_by_keyboard_and_without_scripts(window, begun, sari):
    she = window(key_of(sari), viewport=DESK, java_script_enabled=False)
    she.go("/daftar-usaha/penjualan/")
    she.page.locator("[name=toko-0-platform]").select_option("tokopedia")
    she.page.locator("[name=toko-0-url]").fill("tokopedia.com/gula-sari")
    she.press("Tambah toko daring")
    she.page.locator("[name=toko-1-platform]").select_option("instagram")
    she.page.locator("[name=toko-1-url]").fill("@gula_sari")
    she.press("Tambah negara")
    she.page.locator("[name=ekspor-0-country]").fill("Jepang")
    she.look("penjualan-01-tanpa-skrip")
    she.page.locator("[name=ekspor-0-country]").press("Enter")
    she.sees("Toko daring dan ekspor: tersimpan")
    kept = list(MarketplaceLink.objects.values_list("url", flat=True))
    assert kept == ["https://tokopedia.com/gula-sari", "https://www.instagram.com/gula_sari"]
