"""A procurement officer looks for goods: misspelt words, filters, sorting, pages, sharing; scripts or not."""

import datetime

import pytest

from tests.journeys import world
from tests.journeys.person import DESK, PHONE, Person, key_of

FAR = datetime.date(2031, 6, 30)


@pytest.fixture
def shelf(reference, sari, dede, rina):
    """Twenty-five products of two businesses in two kecamatan, one with a halal certificate."""
    sobang = world.business(sari, rina, "Gula Aren Ibu Sari", district="Sobang").business
    cikulur = world.business(dede, rina, "Anyaman Pak Dede", district="Cikulur").business
    halal = world.approved(world.paper(sobang, sari, "halal", "ID36110000123450824", ends=None), sari, rina)
    first = world.draft(sobang, sari, "Gula semut aren, 250 g", price=25000)
    world.catalog.save_draft(first, {}, by=sari, certificates=[halal])
    world.catalog.approve(world.catalog.submit(first, by=sari), by=rina)
    for number in range(1, 22):
        world.product(sobang, sari, rina, f"Gula semut jahe nomor {number}", price=10000 + number * 1000)
    for number in range(1, 4):
        world.product(cikulur, dede, rina, f"Besek bambu nomor {number}", slug="anyaman-bambu", price=4000 * number)
    return first


def names(person: Person) -> list[str]:
    return person.page.locator(".card-p a.name, .card-p h3, .card-p h2").all_inner_texts()


def sentence(person: Person) -> str:
    return person.page.locator("main [role=status]").first.inner_text()


def narrows(wulan: Person) -> str:
    """Category, certificate, kecamatan and price, ticked in the panel; returns the address to share."""
    page = wulan.page
    page.locator("#saring").get_by_label("Halal").check()
    page.locator("#saring").get_by_label("Sobang").check()
    page.locator("[name=harga_min]").fill("20.000")
    page.locator("[name=harga_max]").fill("30rb")
    page.locator("#saring").get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**harga_max=30rb*")
    wulan.sees("1 produk")
    return page.url


def finds_by_misspelt_words_and_shares_the_list(she: Person, stranger: Person) -> None:
    she.go("/")
    she.page.locator("main [name=q]").fill("gula smut")
    she.page.locator("main [name=q]").press("Enter")
    she.sees("Gula semut aren, 250 g")
    she.look("pengadaan-01-salah-ketik")
    she.page.get_by_role("link", name="gula semut").first.click()
    she.page.wait_for_url("**q=gula+semut*")
    address = narrows(she)
    she.look("pengadaan-02-saringan")
    assert names(she) == ["Gula semut aren, 250 g"]

    stranger.page.goto(address)
    assert names(stranger) == names(she)
    assert sentence(stranger) == sentence(she)
    stranger.look("pengadaan-03-tautan-390")


def sorts_and_turns_pages(she: Person) -> None:
    """Every product comes once."""
    she.go("/produk/")
    she.page.locator("#urut").select_option("murah")
    she.page.locator(".sorting button").click()
    she.page.wait_for_url("**urut=murah*")
    seen = names(she)
    assert seen[0] == "Besek bambu nomor 1"
    she.press("Berikutnya")
    she.page.wait_for_url("**sesudah=*")
    she.look("pengadaan-04-halaman-2")
    assert len(seen + names(she)) == len(set(seen + names(she))) == 25


def opens_product_and_business_and_finds_nothing(she: Person) -> None:
    she.go("/produk/?q=besek+bambu")
    she.page.get_by_role("link", name="Besek bambu nomor 3").first.click()
    she.sees("Rp12.000", "Fakta untuk pembeli", "INAPROC")
    she.look("pengadaan-05-produk-390")
    she.press("Lihat usaha")
    she.sees("Data usaha")
    she.look("pengadaan-06-usaha-390")
    she.go("/produk/?q=helikopter")
    she.sees("Tidak ada hasil untuk “helikopter”", "Lihat semua produk")
    she.look("pengadaan-07-kosong-390")


def filters_in_a_sheet_without_scripts(she: Person) -> None:
    she.go("/produk/?q=gula")
    she.hides("#saring")
    she.press("Saring")
    she.page.locator("#saring").wait_for()
    she.look("pengadaan-08-saring-tanpa-skrip")
    narrows(she)
    she.hides("#saring")
    assert names(she) == ["Gula semut aren, 250 g"]


def test_a_procurement_officer_finds_compares_and_shares(window, shelf, wulan):
    at_her_desk, on_her_phone = window(key_of(wulan), viewport=DESK), window(key_of(wulan))
    finds_by_misspelt_words_and_shares_the_list(at_her_desk, window(viewport=PHONE))
    sorts_and_turns_pages(at_her_desk)
    opens_product_and_business_and_finds_nothing(on_her_phone)
    filters_in_a_sheet_without_scripts(window(java_script_enabled=False))
