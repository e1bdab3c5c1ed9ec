"""An owner lists a product on her phone: the whole editor, a lost signal, what will be refused, the preview."""

import pytest

from catalog import actions
from catalog.models import EditionPhoto, ProductEdition
from tests import build
from tests.catalog.shots import work
from tests.journeys import world
from tests.journeys.person import SMALL, key_of


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
    she.hides("#div_id_delivery_districts")
    she.page.locator("[name=delivers][value=districts]").check()
    she.page.locator("#div_id_delivery_districts").wait_for()
    she.press("Kirim untuk diperiksa")
    she.sees("Jawab dulu: Jenis kopi.")
    she.look("editor-01-ditolak")
    assert she.page.locator("#spesifikasi").get_attribute("open") is not None
    assert [row.name for row in ProductEdition.objects.get().variants.all()] == ["Halus"]
    she.page.get_by_role("link", name="Kapasitas per bulan belum diisi.").click()
    assert she.page.url.endswith("#div_id_capacity_per_month")


def chosen(name: str, width: int, colour: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": world.picture(width, colour)}


def order() -> list[str]:
    return [row.photo.code for row in EditionPhoto.objects.select_related("photo").order_by("position")]


def test_photos_are_hinted_at_sent_moved_and_brought_back_without_leaving_the_page(window, draft, sari):
    she = window(key_of(sari))
    she.go(address(draft))
    she.fill(name="Kopi Robusta 200 g")
    she.page.locator("#photos").focus()
    she.awaits("!!window.photoHints")
    she.page.set_input_files("[name=photos]", [chosen("a.jpg", 500, "#201008"), chosen("b.jpg", 900, "#c08040")])
    she.sees("2 foto siap dikirim", "a.jpg: tampak gelap.", "a.jpg: kecil.")
    assert she.page.get_by_text("b.jpg:").count() == 0
    she.page.get_by_role("button", name="Unggah foto").click()
    she.sees("2 dari 8", "Menunggu giliran disiapkan.")
    first, second = order()
    work()
    she.awaits("document.querySelectorAll('#foto [data-state=ready]').length === 2")
    she.page.get_by_role("button", name="Mundurkan foto 1").press("Enter")
    she.awaits(f"document.querySelector('[data-photo]').dataset.photo === '{second}'")
    she.awaits(f"(document.activeElement.value || '').endsWith(':{first}')")
    she.page.keyboard.press("Alt+ArrowLeft")
    she.awaits(f"document.querySelector('[data-photo]').dataset.photo === '{first}'")
    she.page.get_by_role("button", name="Hapus foto 2").click()
    she.sees("Foto dihapus dari draf ini.")
    she.look("editor-02-foto-dihapus")
    she.awaits("(document.activeElement.value || '').startsWith('back:')")
    she.page.keyboard.press("Enter")
    she.sees("2 dari 8")
    assert order() == [first, second] and ProductEdition.objects.get().name == "Kopi Robusta 200 g"
    she.look("editor-03-foto")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_frame_and_words_are_given_to_a_photo(window, draft, sari, scripts):
    she = window(key_of(sari), viewport=SMALL, java_script_enabled=scripts)
    she.go(address(draft))
    she.page.set_input_files("[name=photos]", [chosen("a.jpg", 900, "#c08040")])
    she.page.get_by_role("button", name="Unggah foto").click()
    she.sees("1 dari 8")
    she.page.get_by_role("button", name="Potong dan teks foto 1").click()
    she.sees("Bingkai")
    she.page.get_by_label("Mendatar 4:3, atas").check()
    she.fill(alt="Kopi di meja kayu")
    if scripts:
        she.page.locator("#geser").fill("30")
    she.look(f"editor-04-bingkai-320{'' if scripts else '-tanpa-skrip'}")
    she.press("Simpan foto")
    she.sees("Foto tersimpan.", "1 dari 8")
    shown = EditionPhoto.objects.select_related("photo__files").get()
    assert (shown.alt, shown.photo.files.frame) == ("Kopi di meja kayu", "4:3@30" if scripts else "4:3@0")
    she.look(f"editor-05-foto-320{'' if scripts else '-tanpa-skrip'}")
