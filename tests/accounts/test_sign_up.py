"""Signing up: name and phone or e-mail, then a code; the account exists only after the code."""

import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.accounts.door import PHONE, ask, come_in, fresh_limits, is_in, last_code, wrong  # noqa: F401


def test_a_person_signs_up_by_phone(client):
    come_in(client, PHONE, "Sari Nuraeni")
    user = User.objects.get()
    assert (user.name, user.phone, user.phone_verified, user.email) == ("Sari Nuraeni", "+6286011110001", True, None)
    assert is_in(client)
    assert not user.has_usable_password()


def test_a_person_signs_up_by_email(client):
    come_in(client, " Sari@Contoh.Example ", "Sari")
    user = User.objects.get()
    assert (user.email, user.phone) == ("sari@contoh.example", None)
    assert user.emailaddress_set.get().verified
    assert is_in(client)


def test_the_message_is_the_agreed_sentence(client):
    ask(client, PHONE, "Sari")
    code = last_code()
    assert mail.outbox[0].body == (
        f"Kode Lebak Catalog: {code[:3]} {code[3:]}. Berlaku 10 menit. "
        "Jangan berikan kepada siapa pun, termasuk petugas."
    )
    assert mail.outbox[0].to == ["+6286011110001@pesan.invalid"]


def test_no_account_exists_before_the_code_came_back(client):
    ask(client, PHONE, "Sari")
    assert User.objects.count() == 0


def test_signing_up_with_a_known_phone_signs_in_and_keeps_the_name(client, sari):
    come_in(client, "086011110001", "Orang Lain")
    assert client.session["_auth_user_id"] == str(sari.pk)
    sari.refresh_from_db()
    assert (User.objects.count(), sari.name) == (1, "Ibu Sari")


def test_known_and_unknown_phones_look_the_same(sari):
    known, unknown = Client(), Client()
    answers = [ask(known, "086011110001", "A"), ask(unknown, "086011119999", "A")]
    assert answers[0]["Location"] == answers[1]["Location"] == "/akun/kode/"
    pages = [one.get("/akun/kode/").content.decode() for one in (known, unknown)]
    assert pages[0].count("<form") == pages[1].count("<form")


@pytest.mark.parametrize("typed", ["482 913", "482-913", " 482913 "])
def test_the_code_may_be_typed_with_spaces(client, monkeypatch, typed):
    monkeypatch.setattr("accounts.adapter.generate_user_code", lambda **kwargs: "482913")
    ask(client, PHONE, "Sari")
    client.post("/akun/kode/", {"code": typed})
    assert is_in(client)


def test_a_name_of_signs_only_is_refused_and_what_was_typed_stays(client):
    page = ask(client, PHONE, "123 !!!")
    assert page.status_code == 200
    assert "Isi nama Anda dengan huruf." in page.content.decode()
    assert 'value="0860 1111 0001"' in page.content.decode()
    assert "<title>Galat:" in page.content.decode()


def test_the_notice_stands_before_the_first_field(client):
    page = client.get("/akun/daftar/").content.decode()
    assert 0 < page.index("Sebelum mengisi: data Anda") < page.index('name="name"')


def test_a_second_tap_sends_no_second_code(client):
    client.get("/akun/daftar/")
    ask(client, PHONE, "Sari")
    ask(client, PHONE, "Sari")
    assert len(mail.outbox) == 1
    client.post("/akun/kode/", {"code": last_code()})
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_leave_one_code_that_works(client):
    client.get("/akun/daftar/")
    cookie = client.cookies["sessionid"].value

    def tap():
        other = Client()
        other.cookies["sessionid"] = cookie
        ask(other, PHONE, "Sari")
        connection.close()

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(mail.outbox) == 1
    client.post("/akun/kode/", {"code": last_code()})
    assert is_in(client)
    assert User.objects.count() == 1


def test_two_browsers_with_one_phone_give_one_account():
    first, second = Client(), Client()
    ask(first, PHONE, "Sari")
    one = last_code()
    ask(second, PHONE, "Sari lagi")
    two = last_code()
    first.post("/akun/kode/", {"code": one})
    second.post("/akun/kode/", {"code": two})
    assert User.objects.count() == 1
    assert first.session["_auth_user_id"] == second.session["_auth_user_id"]
