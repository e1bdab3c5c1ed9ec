"""From the first page to the label in her hand; an owner who lists by copying; a collection by keyboard, no scripts."""

import re

import pytest

from catalog.models import Collection, Product, Story
from tests import showroom
from tests.journeys import world
from tests.journeys.person import DESK, PHONE, SMALL, key_of

NUMBER = "206360299000131"


@pytest.fixture
def goods(reference, sari, rina):
    """Three products on display; the first claims a P-IRT in force."""
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business
    paper = world.approved(world.paper(of, sari, "pirt", NUMBER, ends=world.datetime.date(2031, 1, 1)), sari, rina)
    first = world.draft(of, sari, "Gula semut aren, 250 g")
    world.catalog.save_draft(first, {}, by=sari, certificates=[paper])
    world.catalog.approve(world.catalog.submit(first, by=sari), by=rina)
    others = [world.product(of, sari, rina, f"Gula cetak nomor {n}", price=18000 + n) for n in (1, 2)]
    return [first, *others]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_visitor_goes_from_the_first_page_to_the_label_in_her_hand(window, goods, sari, rina, scripts):
    showroom.collection([one.product for one in goods], rina)
    showroom.live(goods[0].product.business, sari, rina)
    she = window(java_script_enabled=scripts, viewport=PHONE if scripts else SMALL)
    she.go("/")
    she.sees("Koleksi musim ini", "Cerita pembuat", "Jelajahi kategori", "Produk per kecamatan")
    she.look(f"showroom-01-beranda-{scripts}")
    she.press("Hampers Lebaran")
    she.look(f"showroom-02-koleksi-{scripts}")
    she.press("Gula semut aren, 250 g")
    she.sees("Diperiksa", "Rp25.000")
    product = she.page.url
    she.look(f"showroom-03-produk-{scripts}")
    she.press("Bandingkan Gula semut aren, 250 g")
    she.press("Gula cetak nomor 1")
    she.sees("Bandingkan 2 produk", "Harga")
    she.page.goto(product)
    she.press("Simpan Gula semut aren, 250 g")
    if scripts:
        she.sees("Disimpan di peramban ini.")
    else:
        she.page.locator("main [data-keep-form] button").click()
    she.go("/simpanan/")
    she.sees("Gula semut aren, 250 g")
    assert she.page.locator(".kept-list li").count() == 1
    she.page.goto(product)
    she.press("Laporkan kesalahan")
    she.page.locator("main [name=tap]").first.click()
    she.page.wait_for_url(re.compile(r"/lapor/[2-9a-z]{8}/$"))
    code = she.page.url.rstrip("/").rpartition("/")[2]
    she.sees(f"Laporan {code}", "Diterima")
    she.go(f"/lapor/?kode={code}")
    she.sees(f"Laporan {code}")
    she.go("/sertifikat/cek/")
    she.fill(nomor=f"P-IRT {NUMBER[:13]}-{NUMBER[13:]}")
    she.press("Cek nomor")
    she.sees("Berlaku")


def test_an_owner_lists_a_second_product_by_copying_the_first(window, goods, sari):
    she = window(key_of(sari))
    she.go(f"/pusat-usaha/produk/{goods[0].product.code}/ubah/")
    she.press("Salin menjadi produk baru")
    she.page.locator("main [name=name]").wait_for()
    copy = Product.objects.order_by("-pk")[0]
    assert copy.pk not in [one.product_id for one in goods]
    she.fill(name="Gula semut jahe, 250 g", price="27.000")
    photo = {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": world.picture(1200, "#20603f")}
    she.page.set_input_files("[name=photos]", photo)
    she.sees("siap dikirim")
    she.press("Kirim untuk diperiksa")
    she.sees("Sedang menunggu petugas")
    she.look("showroom-04-salinan-terkirim")
    she.press("Harga dan ketersediaan")
    she.fill(price="28.500")
    she.page.get_by_role("button", name="Simpan").click()
    she.sees("Harga dan ketersediaan sudah diperbarui.")
    copy.refresh_from_db()
    edition = copy.editions.get()
    assert (copy.price_before_vat, edition.name, edition.state) == (28500, "Gula semut jahe, 250 g", "submitted")
    assert edition.shown_photos.count() >= 1


def test_an_officer_makes_a_collection_by_keyboard_without_scripts(window, goods, rina):
    he = window(key_of(rina), java_script_enabled=False, viewport=DESK)
    he.go("/petugas/koleksi/")
    he.press("Koleksi baru")
    he.fill(title="Untuk kantor", shown_from="2026-01-01")
    he.page.keyboard.press("Enter")
    he.sees("Rancangan dibuat.")
    he.fill(kode=f"{goods[0].product.code} {goods[1].product.code}")
    he.page.locator("main [name=aksi][value=tambah]").focus()
    he.page.keyboard.press("Enter")
    he.sees("2 produk ditambahkan.")
    he.fill(cari="gula cetak nomor 2")
    he.page.keyboard.press("Enter")
    he.press("Tambah Gula cetak nomor 2")
    he.press("Teratas Gula cetak nomor 2")
    he.press("Keluarkan Gula semut aren, 250 g")
    he.press("Kembalikan ke tempatnya")
    he.press("Terbitkan")
    he.sees("Koleksi diterbitkan.")
    made = Collection.objects.get()
    he.go(f"/koleksi/{made.slug}/")
    names = he.page.locator(".card-p h3").all_inner_texts()
    assert names == ["Gula cetak nomor 2", "Gula semut aren, 250 g", "Gula cetak nomor 1"]


def test_an_owner_allows_a_story_and_takes_it_back(window, goods, sari, rina, asep):
    he, she, visitor = window(key_of(rina), viewport=DESK), window(key_of(sari)), window()
    he.go("/petugas/cerita/?cari=gula+aren")
    he.press("Tulis cerita Gula Aren Ibu Sari")
    he.fill(title="Nira sejak subuh", text=showroom.WORDS)
    he.press("Simpan dan minta izin pemilik")
    he.sees("Menunggu izin pemilik")
    she.go("/pusat-usaha/cerita/")
    she.look("showroom-05-minta-izin")
    she.press("Saya izinkan")
    she.sees("Menunggu pemeriksaan")
    other = window(key_of(asep), viewport=DESK)
    other.go(f"/petugas/cerita/{Story.objects.get().code}/")
    other.press("Tayangkan")
    other.sees("Cerita tayang.")
    visitor.go("/cerita/")
    visitor.press("Nira sejak subuh")
    visitor.sees("satu wajan", "Buatannya")
    visitor.look("showroom-06-cerita")
    she.go("/pusat-usaha/cerita/")
    she.press("Tarik izin")
    she.sees("Izin ditarik")
    visitor.page.reload()
    visitor.sees("Cerita ini sudah tidak tayang")
