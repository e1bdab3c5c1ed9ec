"""What everybody sees: lists, product, business, first page; only approved things; few statements; small pages."""

import gzip
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import actions
from registry import actions as registry
from registry.models import Consent
from tests import build


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def product(business, sari, rina):
    return build.live_product(business, sari, rina).product


def page_of(product, slug="gula-semut-aren-250-g"):
    return f"/produk/{slug}-{product.code}/"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# only approved things are public


def test_a_product_page_shows_what_a_buyer_needs(client, product):
    shown = text(client.get(page_of(product)))
    for words in (
        "Gula Semut Aren 250 g", "Rp25.000 per bungkus", "Penjual bukan PKP, jadi tanpa PPN", "Rp10.000 per 100 gram",
        "Pesanan minimal 10 bungkus", "Kapasitas per bulan 500 bungkus", "Waktu pengerjaan 5 hari",
        "Gula Aren Ibu Sari", "Desa Citeras, Kecamatan Rangkasbitung",
        "Pemesanan pemerintah dilakukan di Katalog Elektronik (INAPROC).",
    ):  # fmt: skip
        assert words in shown


def test_a_draft_and_a_waiting_product_do_not_exist_for_others(client, business, sari, dede, rina):
    edition = build.draft_product(business, sari)
    for person in (None, dede, sari):
        if person:
            client.force_login(person)
        assert client.get(page_of(edition.product)).status_code == 404
    submission = actions.submit(edition, by=sari)
    assert client.get(page_of(edition.product)).status_code == 404
    actions.send_back(submission, by=rina, words="Foto kabur.")
    assert client.get(page_of(edition.product)).status_code == 404
    assert "Gula Semut Aren" not in text(client.get("/produk/"))


def test_the_old_edition_shows_while_the_edit_waits(client, product, sari):
    edit = actions.open_draft(product, by=sari)
    actions.save_draft(edit, {"name": "Gula Rahasia", "description": "Belum diperiksa."}, by=sari)
    actions.submit(edit, by=sari)
    for address in (page_of(product), "/produk/", "/"):
        shown = text(client.get(address))
        assert "Gula Semut Aren 250 g" in shown
        assert "Rahasia" not in shown


def test_a_withdrawn_product_says_so_and_shows_others_of_the_maker(client, product, business, sari, rina):
    build.live_product(business, sari, rina, name="Gula Batok")
    actions.unpublish(product, by=sari)
    response = client.get(page_of(product))
    assert response.status_code == 410
    assert "Produk ini sudah tidak tayang" in text(response)
    assert "Gula Batok" in text(response)


def test_nothing_is_said_about_a_suspended_business(client, product, business, ratna):
    registry.suspend(business, by=ratna, reason="Data palsu")
    response = client.get(page_of(product))
    assert response.status_code == 410
    assert "Ibu Sari" not in text(response)
    assert "Data palsu" not in text(response)
    assert client.get(f"/usaha/gula-aren-ibu-sari-{business.code}/").status_code == 410


def test_a_new_name_moves_the_address_and_the_old_one_leads_there(client, product, sari, rina):
    edit = actions.open_draft(product, by=sari)
    actions.save_draft(edit, {"name": "Gula Semut Premium"}, by=sari)
    actions.approve(actions.submit(edit, by=sari), by=rina)
    response = client.get(page_of(product))
    assert (response.status_code, response["Location"]) == (301, page_of(product, "gula-semut-premium"))


def test_the_short_address_leads_to_the_product(client, product):
    for address in (f"/p/{product.code}", f"/p/{product.code}/", f"/p/{product.code.upper()}"):
        assert client.get(address)["Location"] == page_of(product)


def test_the_qr_code_is_a_drawing_and_only_for_products_on_display(client, product, business, sari):
    response = client.get(f"/p/{product.code}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")
    draft = build.draft_product(business, sari).product
    assert client.get(f"/p/{draft.code}/qr.svg").status_code == 404


def test_phone_and_whatsapp_need_consent(client, product, business, sari):
    addresses = (page_of(product), f"/usaha/gula-aren-ibu-sari-{business.code}/")
    for address in addresses:
        assert "6286011110001" not in client.get(address).content.decode()
    registry.set_consent(business.owner, Consent.Purpose.SHOW_CONTACT, True, version="1", by=sari)
    for address in addresses:
        assert "https://wa.me/6286011110001" in client.get(address).content.decode()
    registry.set_consent(business.owner, Consent.Purpose.SHOW_CONTACT, False, version="1", by=sari)
    assert "6286011110001" not in client.get(page_of(product)).content.decode()


def test_the_business_page_shows_no_owner_and_no_street_without_consent(client, sari, rina):
    business = build.live_business(sari, rina, owner_name="Nyai Enok", street="Kp. Pasir Huni").business
    address = f"/usaha/gula-aren-ibu-sari-{business.code}/"
    shown = text(client.get(address))
    assert "Nyai Enok" not in shown
    assert "Pasir Huni" not in shown
    for purpose in (Consent.Purpose.SHOW_NAME, Consent.Purpose.SHOW_ADDRESS):
        registry.set_consent(business.owner, purpose, True, version="1", by=sari)
    assert "Nyai Enok" in text(client.get(address))
    assert "Pasir Huni" in text(client.get(address))


def test_a_vat_registered_seller_shows_ppn(client, sari, rina):
    business = build.live_business(sari, rina, is_vat_registered=True).business
    product = build.live_product(business, sari, rina, price=100_000).product
    shown = text(client.get(page_of(product)))
    assert "Rp111.000 per bungkus" in shown
    assert "Sudah termasuk PPN Rp11.000" in shown


def test_food_without_halal_certificate_says_so(client, product):
    assert "Belum bersertifikat halal" in text(client.get(page_of(product)))


def test_a_claim_shows_who_looked_and_when(client, business, sari, rina):
    paper = build.live_certificate(business, sari, rina, code="halal", expires_on=None)
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {}, by=sari, certificates=[paper])
    actions.approve(actions.submit(edition, by=sari), by=rina)
    shown = text(client.get(page_of(edition.product)))
    assert "Diakui usaha" in shown
    assert "belum dicek di portal penerbit" in shown
    assert "Belum bersertifikat halal" not in shown
    from_card = text(client.get("/produk/"))
    assert "diakui usaha" in from_card


def test_the_price_history_shows_once_there_is_one(client, product, sari):
    assert "Riwayat harga" not in text(client.get(page_of(product)))
    actions.set_price(product, 27_000, by=sari)
    assert "Rp27.000" in text(client.get(page_of(product)))
    assert "Riwayat harga" in text(client.get(page_of(product)))


# lists


def test_the_result_is_said_in_words_and_each_filter_can_be_taken_away(client, product):
    slug = client.get("/produk/").context["listing"].choices.districts
    slug = next(iter(slug))
    response = client.get(f"/produk/?q=gula+semut&kecamatan={slug}&siap=1&harga=25000-50000")
    shown = text(response)
    assert "1 produk untuk “gula semut” di Kecamatan Rangkasbitung, harga Rp25.000–49.999, siap dikirim." in shown
    chips = dict(response.context["listing"].chips)
    assert chips["Siap dikirim"] == f"/produk/?q=gula+semut&kecamatan={slug}&harga=25000-50000"


def test_category_and_kecamatan_have_their_own_pages(client, product):
    assert "Gula Semut Aren 250 g" in text(client.get("/kategori/gula-semut/"))
    assert "Produk Kecamatan Rangkasbitung" in text(client.get("/kecamatan/rangkasbitung/"))
    for address in ("/kategori/tidak-ada/", "/kecamatan/tidak-ada/"):
        assert client.get(address).status_code == 404


def test_misspelt_words_are_asked_back(client, product):
    shown = text(client.get("/produk/?q=gula+smut"))
    assert "Tidak ada hasil untuk “gula smut”" in shown
    assert "Mungkin maksud Anda “gula semut” ? Ada 1 produk." in shown
    assert "Gula Semut Aren 250 g" in shown


def test_no_hits_show_ways_on_and_what_looks_alike(client, product):
    shown = text(client.get("/produk/?q=gula+zzzzzz"))
    assert "Tidak ada hasil" in shown
    assert "Yang paling mirip" in shown
    assert "Lihat semua produk" in text(client.get("/produk/?harga_min=999999999"))


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "a" * 10_000, "q=%27%20%7C%20%26", "q=%25%25", "q=%22gula", "halaman=99999999999999999999",
     "halaman=-1", "halaman=abc", "harga_min=99999999999999999999999", "harga_min=dua", "harga=x",
     "harga_min=50000&harga_max=10",
     "kategori=%00", "kecamatan=x&kecamatan=%00", "sertifikat=" + "a" * 5000, "urut=x", "siap=x", "q=%ED%A0%80",
     "q[]=1&q=2&q=3", "harga_min=٣٣", "harga_min=1,5jt", "q=" + "%F0%9F%8D%8C" * 50],
)  # fmt: skip
def test_no_address_breaks_a_list(client, product, query):
    assert client.get(f"/produk/?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/produk/%00-abcdefgh/", "/kategori/%00/", "/p/%00/", "/p/" + "a" * 500, "/produk/-2345678a/"]
)
def test_no_path_breaks_a_page(client, db, path):
    assert client.get(path, follow=True).status_code == 404


def test_prices_are_understood_as_people_type_them(client, product):
    for typed, count in (("20rb", 1), ("Rp20.000", 1), ("25.000", 1), ("0,03 jt", 0), ("26000", 0), ("", 1)):
        assert client.get("/produk/", {"harga_min": typed}).context["listing"].found.total == count, typed


def test_a_page_behind_the_last_shows_the_last(client, product):
    assert "Gula Semut Aren 250 g" in text(client.get("/produk/?halaman=7"))


def test_search_engines_find_products_and_no_private_pages(client, product):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /petugas/" in robots
    assert robots.index("Disallow: /produk/?\n") < robots.index("Allow: /produk/?q=\n") < robots.index("/produk/?q=*&")
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in robots
    assert "/sitemap-produk-1.xml" in client.get("/sitemap.xml").content.decode()
    body = b"".join(client.get("/sitemap-produk-1.xml").streaming_content).decode()
    assert page_of(product) in body
    assert "/kategori/gula-semut/" in b"".join(client.get("/sitemap-halaman.xml").streaming_content).decode()
    assert client.get("/sitemap-produk-9.xml").status_code == 404


def test_the_first_page_counts_what_there_is(client, product):
    facts = dict(client.get("/").context["facts"])
    assert facts["produk tayang"] == facts["usaha terdaftar"] == facts["kecamatan punya produk"] == 1


def test_the_first_page_of_an_empty_catalogue_is_honest(client, db):
    shown = text(client.get("/"))
    assert "Belum ada produk yang tayang" in shown


# few statements, small pages


@pytest.fixture
def many(business, sari, rina):
    return [build.live_product(business, sari, rina, name=f"Gula Semut {n}") for n in range(24)]


def statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_number_of_statements_is_small_and_the_same_for_many(client, business, sari, rina, request):
    first = build.live_product(business, sari, rina, name="Gula Semut Pertama").product
    pages = {
        "/produk/": 3, "/produk/?q=gula": 4, "/kategori/gula-semut/": 3, "/kecamatan/rangkasbitung/": 3, "/": 4,
        page_of(first, "gula-semut-pertama"): 4, f"/usaha/gula-aren-ibu-sari-{business.code}/": 8,
        "/produk/?q=gula+smut": 4, "/produk/?q=gula+zzzz": 4,
    }  # fmt: skip
    one = {address: statements(client, address) for address in pages}
    request.getfixturevalue("many")
    more = {address: statements(client, address) for address in pages}
    assert {address: count for address, count in more.items() if count > one[address]} == {}
    assert {address: count for address, count in one.items() if count > pages[address]} == {}


def test_pages_are_small(client, many):
    sizes = {
        a: len(gzip.compress(client.get(a).content, 9))
        for a in ("/", "/produk/", "/produk/?q=gula", page_of(many[0].product, "gula-semut-0"))
    }
    assert max(sizes.values()) < 12_000, sizes


def test_pages_carry_no_inline_style_or_script(client, product):
    for address in ("/", "/produk/", "/produk/?q=zzz", page_of(product)):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert not re.search(r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\")", html)
        assert html.count("<h1") == 1, address


@pytest.mark.parametrize("path", ["/produk/?q=gula&urut=baru", "/produk/"])
def test_a_list_names_its_address_without_the_question(client, db, path):
    page = client.get(path).content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}{path.partition("?")[0]}">' in page
