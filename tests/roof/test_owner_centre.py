"""The owner centre: where everything stands, and a copy of one's own data."""

import pytest
from django.test import Client

from registry import actions
from review.actions import assign
from tests import build

CENTRE, COPY = "/pusat-usaha/", "/pusat-usaha/data-saya.json"


@pytest.fixture
def client(sari):
    browser = Client()
    browser.force_login(sari)
    return browser


def page(client):
    return " ".join(client.get(CENTRE).content.decode().split())


def test_a_new_person_is_led_to_the_registration(client):
    assert client.get(CENTRE).url == "/daftar-usaha/"


def test_a_draft_can_be_continued(client, sari):
    code = actions.start_business(by=sari).business.code
    shown = page(client)
    assert f'href="/daftar-usaha/{code}/"' in shown
    assert "Belum dikirim" in shown
    assert "Usaha baru" in shown


def test_who_waits_sees_who_holds_it_since_when_and_the_promise(client, sari, rina):
    submission = actions.submit(build.draft_business(sari), by=sari)
    assert "Menunggu petugas" in page(client)
    assert "Paling lambat" in page(client)
    assign(submission, by=rina, to=rina)
    assert "oleh Bu Rina, sejak" in page(client)


def test_what_was_sent_back_shows_the_reason_and_a_way_to_each_field(client, sari, rina):
    edition = build.draft_business(sari)
    actions.send_back(
        actions.submit(edition, by=sari),
        by=rina,
        words="Alamat kurang jelas.",
        findings={"street": "Tulis nama kampung."},
    )
    shown = page(client)
    assert "Alamat kurang jelas." in shown
    assert "Tulis nama kampung." in shown
    assert 'name="field" value="street"' in shown
    assert f'action="/daftar-usaha/{edition.business.code}/ubah/"' in shown


def test_what_is_public_stays_so_while_the_edit_is_written(client, sari, rina):
    business = build.live_business(sari, rina).business
    edit = actions.open_draft(business, by=sari)
    actions.save_draft(edit, {"name": "Nama Baru"}, by=sari)
    assert "Nama Baru" in page(client)
    assert business.editions.get(is_live=True).name == "Gula Aren Ibu Sari"


def test_products_and_certificates_are_counted(client, sari, rina):
    business = build.live_business(sari, rina).business
    build.live_product(business, sari, rina)
    build.draft_product(business, sari, name="Gula Cair")
    build.live_certificate(business, sari, rina)
    shown = page(client)
    assert '<dt>Disetujui</dt><dd class="num">1</dd>' in shown
    assert '<dt>Draf</dt><dd class="num">1</dd>' in shown
    assert '<dt>Berlaku</dt><dd class="num">1</dd>' in shown


def test_a_suspended_owner_is_told_why(client, sari, rina, ratna):
    business = build.live_business(sari, rina).business
    actions.suspend(business, by=ratna, reason="Pindah ke luar Lebak")
    assert "sedang dinonaktifkan" in page(client)
    assert "Pindah ke luar Lebak" in page(client)


@pytest.mark.parametrize("address", [CENTRE, COPY])
def test_a_visitor_is_asked_to_sign_in(address, db):
    assert Client().get(address).url.startswith("/akun/masuk/?next=")
