"""Signing in: one field, one code, limits, and nothing for the curious."""

import logging
import time

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.door import ask, come_in, fresh_limits, is_in, last_code, wrong  # noqa: F401


def test_a_known_phone_comes_in(client, sari):
    answer = come_in(client, "+62 860-1111-0001")
    assert answer["Location"] == "/pusat-usaha/"
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_a_known_email_comes_in(client, dede):
    come_in(client, "DEDE@contoh.example")
    assert client.session["_auth_user_id"] == str(dede.pk)


def test_looking_at_the_entrance_leaves_a_session_for_an_hour_only(client, sari):
    client.get("/akun/masuk/")
    assert client.session.get_expiry_age() <= 60 * 60
    come_in(client, sari.phone)
    assert client.session.get_expiry_age() > 24 * 60 * 60


def test_a_session_that_ends_in_another_window_is_no_crash(client, sari, monkeypatch):
    client.get("/akun/masuk/")

    def gone(self, must_create=False):
        raise UpdateError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", gone)
    assert ask(client, sari.phone).status_code == 400


def test_a_stranger_gets_words_but_no_code_and_no_account(client, db):
    assert ask(client, "0860 9999 0001")["Location"] == "/akun/kode/"
    assert "belum punya akun" in mail.outbox[0].body
    client.post("/akun/kode/", {"code": "000000"})
    client.post("/akun/kode/", {"action": "resend"})
    assert not is_in(client)
    assert User.objects.count() == 0


def test_a_wrong_code_is_told_and_may_be_tried_again(client, sari):
    ask(client, sari.phone)
    page = client.post("/akun/kode/", {"code": wrong(last_code())})
    assert "Kode tidak cocok" in page.content.decode()
    client.post("/akun/kode/", {"code": last_code()})
    assert is_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client, sari):
    ask(client, sari.phone)
    for _ in range(5):
        answer = client.post("/akun/kode/", {"code": wrong(last_code())})
    assert answer["Location"] == "/akun/masuk/"
    client.post("/akun/kode/", {"code": last_code()})
    assert not is_in(client)


def test_guesses_are_counted_over_all_sessions(sari, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guess_code": "3/15m/key"}
    for _ in range(3):
        other = Client()
        ask(other, sari.phone)
        other.post("/akun/kode/", {"code": wrong(last_code())})
    last = Client()
    ask(last, sari.phone)
    last.post("/akun/kode/", {"code": last_code()})
    assert not is_in(last)


def test_a_code_older_than_ten_minutes_is_worth_nothing(client, sari, monkeypatch):
    ask(client, sari.phone)
    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: now + 601)
    client.post("/akun/kode/", {"code": last_code()})
    assert not is_in(client)
    assert "Kode sudah lewat 10 menit" in client.get("/akun/masuk/").content.decode()


def test_a_new_code_takes_the_place_of_the_old_one(client, sari):
    ask(client, sari.phone)
    old = last_code()
    client.post("/akun/kode/", {"action": "resend"})
    assert last_code() != old
    client.post("/akun/kode/", {"code": old})
    assert not is_in(client)
    client.post("/akun/kode/", {"code": last_code()})
    assert is_in(client)


def test_too_many_codes_for_one_phone_are_refused_in_words(client, sari):
    for _ in range(5):
        ask(Client(), sari.phone)
    page = ask(client, sari.phone)
    assert "Terlalu banyak kode diminta. Coba lagi 15 menit lagi" in page.content.decode()
    assert len(mail.outbox) == 5


def test_one_network_may_not_ask_for_endless_codes(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "request_login_code": "2/15m/ip,5/15m/key"}
    for last in (1, 2):
        ask(Client(), f"0860 1111 000{last}")
    assert "Terlalu banyak kode" in ask(client, "0860 1111 0003").content.decode()


def test_the_code_is_never_logged(client, sari, caplog):
    caplog.set_level(logging.DEBUG)
    come_in(client, sari.phone)
    assert is_in(client)
    assert not any(last_code() in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_a_foreign_site(client, sari, address):
    client.post("/akun/masuk/", {"contact": sari.phone, "next": address})
    answer = client.post("/akun/kode/", {"code": last_code(), "next": address})
    assert answer["Location"] == "/pusat-usaha/"


def test_the_way_back_is_kept_through_both_steps(client, sari):
    step = client.post("/akun/masuk/?next=/daftar-usaha/", {"contact": sari.phone})
    assert step["Location"] == "/akun/kode/?next=%2Fdaftar-usaha%2F"
    assert client.post(step["Location"], {"code": last_code()})["Location"] == "/daftar-usaha/"


def test_a_closed_account_stays_out_and_is_told(client, sari):
    User.objects.update(is_active=False)
    answer = come_in(client, sari.phone)
    assert answer["Location"] == "/akun/tidak-aktif/"
    assert not is_in(client)
    assert "Akun ini tidak aktif" in client.get("/akun/tidak-aktif/").content.decode()


def test_the_code_page_without_a_waiting_code_leads_to_the_start(client, db):
    assert client.get("/akun/kode/")["Location"] == "/akun/masuk/"


def test_a_session_that_ended_is_told_kindly(client, sari):
    client.force_login(sari)
    client.session.flush()
    client.cookies["sessionid"] = "gone" * 8
    assert client.get("/akun/")["Location"] == "/akun/masuk/?next=%2Fakun%2F"
    assert "Sesi berakhir demi keamanan" in client.get("/akun/masuk/").content.decode()


def test_a_visitor_who_was_never_in_hears_nothing_of_an_ended_session(client, db):
    client.get("/akun/masuk/")
    client.get("/akun/")
    page = client.get("/akun/masuk/").content.decode()
    assert "Masuk dulu untuk membuka halaman itu." in page
    assert "Sesi berakhir" not in page


def test_signing_out_takes_a_post(client, sari):
    client.force_login(sari)
    assert "Keluar dari akun?" in client.get("/akun/keluar/").content.decode()
    assert is_in(client)
    client.post("/akun/keluar/")
    assert not is_in(client)


def test_the_field_asks_phones_for_the_code_from_the_message(client, sari):
    ask(client, sari.phone)
    assert 'autocomplete="one-time-code"' in client.get("/akun/kode/").content.decode()


@pytest.mark.parametrize(
    "path", ["login", "signup", "logout", "email", "password/reset", "login/code", "2fa", "phone/change"]
)
def test_english_addresses_of_allauth_are_not_served(client, db, path):
    assert client.get(f"/akun/{path}/").status_code == 404
    assert client.get(f"/accounts/{path}/").status_code == 404
