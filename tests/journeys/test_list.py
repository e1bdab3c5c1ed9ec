"""The list of products in a browser: filters change it in place, and without scripts by their button."""

import pytest

from catalog import actions
from tests import build
from tests.journeys.person import DESK, SMALL


@pytest.fixture
def shelf(reference, sari, rina):
    """Three products with and without halal, one of them made to order."""
    business = build.live_business(sari, rina).business
    halal = build.live_certificate(business, sari, rina, code="halal")
    for n in range(3):
        edition = build.draft_product(business, sari, name=f"Gula {n}", price=10_000 * (n + 1))
        actions.save_draft(edition, {}, by=sari, certificates=[halal] if n else [])
        actions.approve(actions.submit(edition, by=sari), by=rina)
    actions.set_availability(edition.product, "made_to_order", None, by=sari)


def sentence(page, words):
    page.locator("#kalimat", has_text=words).wait_for()


def test_a_filter_changes_the_list_in_place_and_keeps_the_focus(shelf, window):
    visitor = window(viewport=DESK)
    visitor.go("/produk/?q=gula")
    page = visitor.page
    page.evaluate("document.body.dataset.same = 'yes'")
    page.locator("#saring-isi input[name=sertifikat]").first.focus()
    page.keyboard.press("Space")
    sentence(page, "2 produk untuk “gula”, bersertifikat Halal")
    page.locator("#saring-isi input[name=siap]").check()
    sentence(page, "1 produk")
    assert page.evaluate("document.activeElement.name") == "siap"
    assert "sertifikat=halal" in page.url
    assert "siap=1" in page.url
    page.locator("#urut").select_option("mahal")
    page.wait_for_url("**urut=mahal**")
    page.locator("#hasil .chips a", has_text="Halal").click()
    sentence(page, "2 produk untuk “gula”, siap dikirim")
    assert page.locator("#hasil h3").all_inner_texts() == ["Gula 1", "Gula 0"]
    page.go_back()
    sentence(page, "1 produk")
    assert page.evaluate("document.body.dataset.same") == "yes", "it was one page all the time"
    assert visitor.troubles == []


def test_a_typed_capacity_and_a_chosen_step_do_not_fight(shelf, window):
    visitor = window(viewport=DESK)
    visitor.go("/produk/")
    page = visitor.page
    page.get_by_text("Kapasitas sebulan").click()
    page.locator("#kapasitas").fill("501")
    page.keyboard.press("Enter")
    sentence(page, "Tidak ada produk, kapasitas sebulan paling sedikit 501")
    page.locator("#hasil .chips a", has_text="501").first.click()
    sentence(page, "3 produk")
    page.locator("input[name=kapasitas][value='500']").check()
    sentence(page, "3 produk, kapasitas sebulan paling sedikit 500")
    assert visitor.troubles == []


def test_without_scripts_the_button_does_it(shelf, window):
    visitor = window(viewport=SMALL, java_script_enabled=False)
    visitor.go("/produk/?q=gula#saring")
    page = visitor.page
    page.locator("#saring-isi input[name=sertifikat]").first.check()
    page.locator("#saring-isi button", has_text="Terapkan").click()
    sentence(page, "2 produk untuk “gula”, bersertifikat Halal")
    assert "sertifikat=halal" in page.url
