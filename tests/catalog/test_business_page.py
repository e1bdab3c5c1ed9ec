"""The public page of a business."""

import pytest

from registry import actions as registry
from registry.consents import PURPOSES
from tests import build


@pytest.fixture
def live(sari, rina):
    return build.live_business(sari, rina)


@pytest.fixture
def address(live):
    return f"/usaha/gula-aren-ibu-sari-{live.business.code}/"


def test_it_shows_products_and_certificates_in_force(client, live, address, sari, rina):
    build.live_product(live.business, sari, rina)
    paper = build.live_certificate(live.business, sari, rina)
    build.draft_certificate(live.business, sari, code="halal", number="ID36110000000000000")
    page = client.get(address).content.decode()
    assert "Gula Semut Aren 250 g" in page
    assert f"/sertifikat/{paper.code}/" in page
    assert "Izin dan sertifikat (1)" in page


def test_a_year_is_written_without_dots(client, sari, rina):
    live = build.live_business(sari, rina, founded_year=2009)
    page = client.get(f"/usaha/{live.slug}-{live.business.code}/").content.decode()
    assert "sejak 2009" in page


def test_a_wrong_name_in_the_address_is_led_to_the_right_one_for_good(client, live, address):
    answer = client.get(f"/usaha/lain-sekali-{live.business.code}/")
    assert answer.status_code == 301
    assert answer.url == address


def test_contact_name_and_street_follow_the_consents_of_this_very_moment(client, live, address, sari):
    personal = ("+6286011110001", "Kp. Pasir", "<dt>Pemilik</dt>")
    for agreed in (False, True, False):
        registry.answer_consents(live.business.owner, dict.fromkeys(PURPOSES, agreed), by=sari)
        page = client.get(address).content.decode()
        assert [words in page for words in personal] == [agreed] * 3


def test_a_draft_and_a_waiting_business_do_not_exist_for_others(client, sari):
    edition = build.draft_business(sari)
    address = f"/usaha/gula-aren-ibu-sari-{edition.business.code}/"
    assert client.get(address).status_code == 404
    registry.submit(edition, by=sari)
    assert client.get(address).status_code == 404


def test_a_suspended_business_is_gone_and_nothing_is_said_about_it(client, live, address, ratna):
    registry.suspend(live.business, by=ratna, reason="Data palsu")
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "sedang tidak tayang" in page
    assert "Ibu Sari" not in page
    assert "Data palsu" not in page


def test_the_nik_and_money_are_on_no_public_page(client, live, address):
    page = client.get(address).content.decode()
    assert "36029917084" not in page
    assert f"••••{live.business.owner.nik_last4}" not in page.replace(live.nib[-4:], "")
    assert "Rp50 juta" not in page


def with_everything(sari, rina):
    """A business that says all about itself."""
    edition = build.draft_business(
        sari, production_capacity=6000, capacity_unit="bungkus", latitude="-6.35", longitude="106.25",
        responsible_person="Asep Rahasia", responsible_phone="+6286011110099", investment_range="300000000",
        deed_number="AKTA-77", sales_range="300000000",
    )  # fmt: skip
    rows = {
        "materials": [
            {"name": "Nira aren", "origin": "home"},
            {"name": "Kemasan", "origin": "imported", "country": "CN"},
        ],
        "marketplaces": [
            {"platform": "tokopedia", "url": "https://www.tokopedia.com/gula-sari"},
            {"platform": "website", "url": "https://gulasari.example/"},
        ],
        "exports": [{"country": "MY", "year": 2025}, {"country": "JP"}],
        "places": [{"kind": "shop", "region": build.village("Hariang", "Sobang"), "street": "Pasar Sobang Blok C"}],
    }
    registry.save_draft(edition, {}, by=sari, rows=rows)
    registry.approve(registry.submit(edition, by=sari), by=rina)
    return edition


def test_it_says_what_is_made_from_what_and_where_else_it_is_sold(client, sari, rina):
    edition = with_everything(sari, rina)
    page = client.get(f"/usaha/{edition.slug}-{edition.business.code}/").content.decode()
    for words in ("6.000 bungkus sebulan", "Nira aren", "Kabupaten Lebak", "Impor dari Tiongkok", "Malaysia, Jepang"):
        assert words in page
    assert page.count('rel="nofollow noopener ugc"') == 2
    assert "gulasari.example" in page
    assert "Desa Hariang, Kecamatan Sobang" in page


def test_capital_papers_and_who_is_in_charge_are_never_public(client, sari, rina):
    edition = with_everything(sari, rina)
    registry.answer_consents(edition.business.owner, dict.fromkeys(PURPOSES, True), by=sari)
    page = client.get(f"/usaha/{edition.slug}-{edition.business.code}/").content.decode()
    for secret in ("Rp300 juta", "Rp50 juta", "AKTA-77", "Asep Rahasia", "86011110099", "nvestasi", "Omzet", "Modal"):
        assert secret not in page, secret


def test_the_street_of_a_further_place_and_the_point_on_the_map_wait_for_their_consents(client, sari, rina):
    edition = with_everything(sari, rina)
    address, owner = f"/usaha/{edition.slug}-{edition.business.code}/", edition.business.owner
    secrets = ("Pasar Sobang Blok C", "openstreetmap.org")
    assert [words in client.get(address).text for words in secrets] == [False, False]
    registry.answer_consents(owner, {"show_address": True}, by=sari)
    assert [words in client.get(address).text for words in secrets] == [True, False]
    registry.answer_consents(owner, {"show_address": False, "show_location": True}, by=sari)
    assert [words in client.get(address).text for words in secrets] == [False, True]


def test_the_price_of_the_page_does_not_grow(client, live, address, sari, rina, django_assert_max_num_queries):
    for number in range(4):
        build.live_product(live.business, sari, rina, name=f"Gula {number}")
        build.live_certificate(live.business, sari, rina)
    with django_assert_max_num_queries(9):
        client.get(address)
