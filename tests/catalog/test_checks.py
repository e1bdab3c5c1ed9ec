"""What the machine looks up about a product before an officer decides."""

import datetime

import pytest

from catalog import actions
from catalog.checks import automatic
from catalog.models import Category, ProductEdition
from catalog.queries import whole
from certification import actions as certification
from certification.models import Certificate
from registry import actions as registry
from tests import build


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def looked_up(edition):
    found = automatic(whole(ProductEdition.objects.filter(pk=edition.pk)).get())
    return [(check.state, check.text) for check in found]


def said(edition, words):
    return [state for state, text in looked_up(edition) if words in text]


def test_halal_written_without_a_certificate_does_not_fit(business, sari):
    edition = build.draft_product(business, sari, halal_status="certified")
    assert said(edition, "tidak ada sertifikat halal yang dicantumkan") == ["fail"]


def test_food_without_halal_is_pointed_out_and_crafts_are_not(business, sari):
    assert said(build.draft_product(business, sari), "Wajib halal") == ["warn"]
    craft = build.category("besek", "Besek", is_food=False)
    assert said(build.draft_product(business, sari, category=craft), "Wajib halal") == []


def test_an_approved_halal_certificate_fits(business, sari, rina):
    paper = build.live_certificate(business, sari, rina, code="halal", number="ID36110000123450124", expires_on=None)
    edition = build.draft_product(business, sari, halal_status="certified")
    actions.save_draft(edition, {}, by=sari, certificates=[paper])
    assert said(edition, "Wajib halal") == ["ok"]


def test_a_lapsed_a_waiting_and_a_revoked_certificate_are_named(business, sari, rina):
    past = {"issued_on": datetime.date(2015, 1, 1), "expires_on": datetime.date(2020, 1, 1)}
    lapsed = build.live_certificate(business, sari, rina, **past)
    waiting = build.draft_certificate(business, sari)
    revoked = build.live_certificate(business, sari, rina)
    certification.revoke(revoked, by=rina, reason="Dicabut penerbit.")
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {}, by=sari, certificates=Certificate.objects.all())
    assert said(edition, f"{lapsed}: kedaluwarsa") == ["fail"]
    assert said(edition, f"{waiting}: belum disetujui") == ["warn"]
    assert said(edition, f"{revoked}: sudah dicabut") == ["fail"]


def test_an_import_number_denies_made_in_indonesia(business, sari):
    paper = build.draft_certificate(business, sari, code="bpom_food", number="ML 123456789012")
    type(paper.kind).objects.filter(pk="bpom_food").update(number_rule="bpom_food")
    edition = build.draft_product(business, sari, origin="domestic")
    actions.save_draft(edition, {}, by=sari, certificates=[paper])
    assert said(edition, "berarti produk impor") == ["fail"]


def test_the_activity_is_held_against_the_category(business, sari):
    edition = build.draft_product(business, sari)
    Category.objects.filter(pk=edition.category_id).update(kbli_2025=["10722"])
    assert said(edition, "sesuai kategori") == ["ok"]
    Category.objects.filter(pk=edition.category_id).update(kbli_2025=["31001"])
    assert said(edition, "biasanya KBLI 31001") == ["warn"]


def test_a_jump_of_the_price_is_shown_with_percent(business, sari):
    edition = build.draft_product(business, sari, price=20000)
    actions.set_price(edition.product, 30000, by=sari)
    assert said(edition, "Harga berubah 50%: dari Rp20.000 ke Rp30.000") == ["warn"]


def test_the_price_is_held_against_the_category(business, sari, rina):
    for step in range(5):
        build.live_product(business, sari, rina, price=20000 + 1000 * step)
    assert said(build.draft_product(business, sari, price=23000), "biasanya Rp") == ["ok"]
    assert said(build.draft_product(business, sari, price=900000), "biasanya Rp") == ["warn"]


def test_prices_of_other_packings_are_compared_by_what_a_kilogram_costs(business, sari, rina):
    for grams in (250, 500, 1000, 2000, 5000):
        build.live_product(business, sari, rina, price=100 * grams, net_weight_grams=grams)
    fair = build.draft_product(business, sari, price=1_000_000, unit="karung", net_weight_grams=10_000)
    assert said(fair, "Harga Rp100.000 per kg; biasanya Rp100.000–Rp100.000 (5 produk lain)") == ["ok"]
    dear = build.draft_product(business, sari, price=100_000, net_weight_grams=100)
    assert said(dear, "Harga Rp1.000.000 per kg") == ["warn"]


def test_prices_that_cannot_be_brought_to_one_measure_are_compared_by_the_unit(business, sari, rina):
    for step in range(5):
        build.live_product(business, sari, rina, price=20000 + 1000 * step, unit="paket", net_weight_grams=None)
    alike = build.draft_product(business, sari, price=900000, unit="paket", net_weight_grams=None)
    assert said(alike, "per paket; biasanya Rp") == ["warn"]
    assert said(build.draft_product(business, sari, price=900000), "biasanya Rp") == []


def test_a_barcode_of_another_business_does_not_fit(business, sari, dede, rina):
    other = build.live_business(dede, rina).business
    build.live_product(other, dede, rina, gtin="8991234567891", name="Abon")
    edition = build.draft_product(business, sari, gtin="8991234567891")
    assert said(edition, "dipakai produk usaha lain: Abon") == ["fail"]


def test_a_business_that_waits_or_is_suspended_is_named(business, sari, dede, ratna):
    edition = build.draft_product(business, sari)
    assert said(edition, "sudah disetujui dan tayang") == ["ok"]
    registry.suspend(business, by=ratna, reason="Pindah.")
    assert said(edition, "dinonaktifkan") == ["fail"]
    fresh = build.draft_business(dede)
    registry.submit(fresh, by=dede)
    assert said(build.draft_product(fresh.business, dede), "belum disetujui") == ["warn"]
