"""Kenapa muncul: which words stand where, and what speaks for the place of a hit."""

import pytest

from catalog.search.explain import explain
from tests import build


@pytest.fixture
def product(sari, rina):
    business = build.live_business(sari, rina, name="Dapur Ambu", village=build.village("Hariang", "Sobang")).business
    category = build.category("keripik-singkong", "Keripik Singkong")
    return build.live_product(
        business, sari, rina, name="Kripik Sampeu Pedas 250 gr", category=category,
        materials="singkong, cabai", description="Renyah untuk oleh-oleh.",
    ).product  # fmt: skip


def told(product, text):
    return {one.typed: (one.places, one.by) for one in explain(product.code, text).reasons}


def test_the_very_words_are_found_in_the_name(product):
    assert told(product, "pedas")["pedas"] == (["nama atau merek"], "")


def test_words_of_the_same_meaning_are_named(product):
    reason = told(product, "keripik singkong")
    assert reason["keripik"] == (["kategori"], "")
    assert reason["singkong"] == (["kategori", "bahan atau kemasan"], "")
    assert told(product, "cabe")["cabe"] == (["bahan atau kemasan"], "cabai")


def test_business_place_and_description_are_named(product):
    assert told(product, "ambu")["ambu"] == (["nama usaha"], "")
    assert told(product, "sobang")["sobang"] == (["desa atau kecamatan"], "")
    assert told(product, "renyah")["renyah"] == (["keterangan"], "")


def test_what_is_missing_is_said(product):
    why = explain(product.code, "keripik helikopter")
    assert [one.is_found for one in why.reasons] == [True, False]
    assert not why.is_whole


def test_sizes_are_told_apart(product):
    assert explain(product.code, "kripik 250 g").sizes == [("250 g", True)]
    assert explain(product.code, "kripik 1 kg").sizes == [("1 kg", False)]


def test_its_place_is_explained(product):
    order = explain(product.code, "kripik sampeu").order
    assert order[0].startswith("Semua kata yang dicari ada di nama")
    assert "Nama produk dimulai dengan barang yang dicari." in order
    assert any("berdampingan" in line for line in order)


def test_the_page_tells_what_was_put_right(client, product):
    page = client.get(f"/p/{product.code}/kenapa/?q=kripik+pedas&asal=krpik+pdas").content.decode()
    assert "Anda mencari “krpik pdas”" in page
    assert "kami baca sebagai “kripik pedas”" in page


def test_a_product_not_on_display_has_no_page(client, sari, rina):
    draft = build.draft_product(build.live_business(sari, rina).business, sari)
    assert client.get(f"/p/{draft.product.code}/kenapa/?q=gula").status_code == 404


@pytest.mark.parametrize("text", ["%00", "%%%", "'", "250", "yang", "a" * 500, "%ED%A0%80", "c_x & n_y"])
def test_no_text_breaks_it(client, product, text):
    assert client.get(f"/p/{product.code}/kenapa/?q={text}").status_code in (200, 302)


def test_cards_of_a_search_link_to_it_and_cards_of_a_list_do_not(client, product):
    link = f"/p/{product.code}/kenapa/?q=kripik"
    assert link in client.get("/produk/?q=kripik").content.decode()
    assert "Kenapa muncul" not in client.get("/produk/").content.decode()


def test_the_rule_is_published(client, db):
    page = client.get("/cara-urut/").content.decode()
    assert "Tidak ada tempat yang dibayar" in page
