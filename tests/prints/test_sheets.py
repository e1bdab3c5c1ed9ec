"""Sheets for one product, profiles, labels: only what is public, only for products on display."""

import io
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from catalog import actions as catalog
from prints import sheets
from prints.typesetting import NotSet
from registry import actions as registry
from tests import build
from tests.journeys.world import product as true_product
from tests.people import sign_in

GTIN = "8991234567891"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def product(business, sari, rina):
    return build.live_product(business, sari, rina, gtin=GTIN)


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_product_sheet_for_everybody(client, product):
    page = client.get(f"/cetak/produk/{product.product.code}/")
    said = words(page)
    assert product.name in said and "Rp25.000 per bungkus" in said and "Rp100.000 per kg" in said
    assert f"Barcode {GTIN}" in page.content.decode() and "Kode QR" in page.content.decode()
    assert "style=" not in page.content.decode()


def test_a_product_sheet_as_pdf_is_the_same_when_made_again(client, product):
    first, second = (client.get(f"/cetak/produk/{product.product.code}/lembar.pdf") for _ in range(2))
    assert first["Content-Type"] == "application/pdf" and first.content == second.content
    said = text_of(first.content)
    assert product.name in said and "Rp25.000 per bungkus" in said and "Fakta untuk pembeli" in said


def test_a_full_sheet_is_still_one_page(client, business, sari, rina):
    papers = [build.live_certificate(business, sari, rina, code=code) for code in ("pirt", "halal", "bpom", "sni")]
    rich = {"materials": "Nira aren, " * 30, "packaging": "Plastik tebal " * 8, "brand": "Cap Kawung", "gtin": GTIN}
    rich |= {
        "shelf_life_days": 365,
        "delivery_area": "Seluruh Indonesia " * 10,
        "specification": [["Aroma", "Wangi"]] * 5,
    }
    edition = build.draft_product(business, sari, name="Gula semut aren " * 7, description="Renyah. " * 300, **rich)
    catalog.save_draft(edition, {}, by=sari, certificates=papers)
    catalog.approve(catalog.submit(edition, by=sari), by=rina)
    first = client.get(f"/cetak/produk/{edition.product.code}/lembar.pdf")
    assert len(PdfReader(io.BytesIO(first.content)).pages) == 1


def test_values_are_never_markup(client, business, sari, rina):
    name = '#panic("x") $a$ *tebal* <br> \\ "'
    text = '#read("/etc/passwd") @sitasi = judul\n- butir `kode` #eval("1")'
    one = build.live_product(business, sari, rina, name=name, description=text)
    said = text_of(client.get(f"/cetak/produk/{one.product.code}/lembar.pdf").content)
    assert '#panic("x")' in said and '#read("/etc/passwd")' in said and "*tebal*" in said


def test_a_sheet_holds_the_true_photo(client, sari, rina):
    call_command("load_reference", verbosity=0)
    business = build.live_business(sari, rina).business
    one = true_product(business, sari, rina, "Gula berfoto")
    reader = PdfReader(io.BytesIO(client.get(f"/cetak/produk/{one.product.code}/lembar.pdf").content))
    assert len(reader.pages[0].images) == 1


def test_nothing_is_printed_that_is_not_on_display(client, product, business, sari, ratna):
    draft = build.draft_product(business, sari)
    for code in (draft.product.code, "zzzzzzzz"):
        assert client.get(f"/cetak/produk/{code}/").status_code == 404
        assert client.get(f"/cetak/produk/{code}/lembar.pdf").status_code == 404
    registry.suspend(business, reason="Diperiksa", by=ratna)
    assert client.get(f"/cetak/produk/{product.product.code}/").status_code == 404
    assert client.get(f"/cetak/usaha/{business.code}/").status_code == 404


def test_a_press_that_is_busy_says_so_and_offers_the_page(client, product, monkeypatch):
    def busy(*_):
        raise NotSet("busy")

    monkeypatch.setattr(sheets, "make", busy)
    answer = client.get(f"/cetak/produk/{product.product.code}/lembar.pdf")
    assert answer.status_code == 503 and "Coba lagi sebentar" in words(answer)


def test_a_profile_lists_prices_and_hides_contacts_without_consent(client, product, business, sari):
    catalog.set_price(product.product, 27_500, by=sari)
    said = words(client.get(f"/cetak/usaha/{business.code}/"))
    pdf = client.get(f"/cetak/usaha/{business.code}/profil.pdf").content
    for words_there in (said, text_of(pdf)):
        assert "Rp27.500 per bungkus" in words_there and "Daftar harga" in words_there
        assert "6286011110001" not in words_there
        assert "Ibu Sari" not in words_there.replace("Gula Aren Ibu Sari", "")


def test_labels_are_the_owners_and_count_as_asked(product, sari, dede, business, rina):
    other = build.live_product(business, sari, rina, name="Gula tanpa barcode", gtin="2012345678903")
    hers = sign_in(Client(), sari)
    page = hers.get("/cetak/label/", {"p": [product.product.code, other.product.code], "n": "10"})
    assert page.content.decode().count('class="label-p"') == 20 and page.content.decode().count('class="paper"') == 2
    assert page.content.decode().count('class="ean"') == 10, "no symbol for an internal code"
    assert "bukan barcode GS1" in words(page)
    assert "Produk yang dipilih bukan produk Anda" in words(
        sign_in(Client(), dede).get("/cetak/label/", {"p": product.product.code})
    )
    assert "Produk yang tayang" in words(hers.get("/cetak/label/"))


@pytest.mark.parametrize("n", ["0", "-1", "9" * 40, "\u0663", "", "7"])
def test_an_odd_number_of_labels_counts_as_one(product, sari, n):
    page = sign_in(Client(), sari).get("/cetak/label/", {"p": product.product.code, "n": n})
    assert page.content.decode().count('class="label-p"') == 1
