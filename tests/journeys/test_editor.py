"""An owner lists a product on her phone: the whole editor, a lost signal, what will be refused, the preview."""

import pytest

from catalog import actions
from catalog.models import ProductEdition
from tests import build
from tests.journeys import world
from tests.journeys.person import key_of


@pytest.fixture
def draft(reference, sari, rina):
    business = build.live_business(sari, rina, village=world.place("Sobang")).business
    return actions.start_product(business, by=sari)


def address(draft) -> str:
    return f"/pusat-usaha/produk/{draft.product.code}/ubah/"


def test_a_lost_signal_keeps_the_draft_and_sends_it_when_it_comes_back(window, draft, sari):
    she = window(key_of(sari))
    she.go(address(draft))
    she.page.locator("[name=name]").fill("Kopi Robusta 200 g")
    she.page.context.set_offline(True)
    she.page.get_by_role("button", name="Simpan draf").last.click()
    she.sees("Isian disimpan di HP ini dan dikirim saat tersambung.")
    she.page.context.set_offline(False)
    she.sees("Draf tersimpan. Anda bisa menutup halaman ini")
    assert ProductEdition.objects.get().name == "Kopi Robusta 200 g"
    she.awaits("localStorage.length === 0")
    assert she.page.locator(".draft-offer").count() == 0


def test_a_fold_opens_where_something_is_missing_and_kecamatan_are_asked_when_chosen(window, draft, sari):
    she = window(key_of(sari))
    she.go(address(draft))
    she.page.locator("[name=category]").select_option("kopi-bubuk-sangrai")
    she.page.get_by_role("button", name="Tampilkan pertanyaan kategori").click()
    she.sees("Jenis kopi")
    she.page.locator("#varian > summary").click()
    she.press("Tambah varian")
    she.page.locator("[name=varian-0-name]").fill("Halus")
    she.page.locator("#kirim > summary").click()
    assert not she.page.locator("#div_id_delivery_districts").is_visible()
    she.page.locator("[name=delivers][value=districts]").check()
    assert she.page.locator("#div_id_delivery_districts").is_visible()
    she.press("Kirim untuk diperiksa")
    she.sees("Jawab dulu: Jenis kopi.")
    she.look("editor-01-ditolak")
    assert she.page.locator("#spesifikasi").get_attribute("open") is not None
    assert [row.name for row in ProductEdition.objects.get().variants.all()] == ["Halus"]
    she.page.get_by_role("link", name="Kapasitas per bulan belum diisi.").click()
    assert she.page.url.endswith("#div_id_capacity_per_month")
