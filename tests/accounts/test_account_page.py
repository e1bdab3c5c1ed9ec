"""One's own account: name and contacts."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts.actions import change_contact, change_name
from accounts.contacts import Contact
from tests.accounts.door import fresh_limits, last_code, wrong  # noqa: F401


@pytest.fixture
def mine(client, sari):
    """Sari's browser."""
    client.force_login(sari)
    return client


def test_the_page_shows_name_and_contacts(mine):
    page = mine.get("/akun/").content.decode()
    assert "Ibu Sari" in page
    assert "0860-1111-0001" in page


def test_the_name_is_changed(mine, sari):
    mine.post("/akun/", {"name": "  Sari   Nuraeni "})
    sari.refresh_from_db()
    assert sari.name == "Sari Nuraeni"


def test_an_email_is_added_after_its_code(mine, sari):
    mine.post("/akun/kontak/", {"contact": "sari@contoh.example"})
    sari.refresh_from_db()
    assert sari.email is None
    mine.post("/akun/kontak/kode/", {"code": last_code()})
    sari.refresh_from_db()
    assert sari.email == "sari@contoh.example"
    assert sari.emailaddress_set.get().verified


@pytest.mark.django_db(transaction=True)
def test_the_old_phone_is_told_of_the_new_one(mine, sari):
    mine.post("/akun/kontak/", {"contact": "0860 2222 0001"})
    mine.post("/akun/kontak/kode/", {"code": last_code()})
    sari.refresh_from_db()
    assert (sari.phone, sari.phone_verified) == ("+6286022220001", True)
    assert mail.outbox[-1].to == ["+6286011110001@pesan.invalid"]


def test_a_wrong_code_changes_nothing(mine, sari):
    mine.post("/akun/kontak/", {"contact": "0860 2222 0001"})
    for _ in range(5):
        answer = mine.post("/akun/kontak/kode/", {"code": wrong(last_code())})
    assert answer["Location"] == "/akun/kontak/"
    mine.post("/akun/kontak/kode/", {"code": last_code()})
    sari.refresh_from_db()
    assert sari.phone == "+6286011110001"


def test_the_contact_of_another_account_is_refused_after_the_code(mine, sari, dede):
    assert mine.post("/akun/kontak/", {"contact": dede.email})["Location"] == "/akun/kontak/kode/"
    mine.post("/akun/kontak/kode/", {"code": last_code()})
    assert "Surel ini sudah dipakai akun lain" in mine.get("/akun/").content.decode()
    sari.refresh_from_db()
    assert sari.email is None


def test_the_code_page_without_a_waiting_change_leads_back(mine):
    assert mine.get("/akun/kontak/kode/")["Location"] == "/akun/kontak/"


@pytest.mark.parametrize("page", ["/akun/", "/akun/kontak/", "/akun/kontak/kode/"])
def test_visitors_are_sent_to_sign_in(client, db, page):
    assert client.get(page)["Location"].startswith("/akun/masuk/?next=")


def test_nobody_changes_another_account(sari, dede):
    with pytest.raises(PermissionDenied):
        change_name(sari, "X", by=dede)
    with pytest.raises(PermissionDenied):
        change_contact(sari, Contact("email", "x@contoh.example"), by=dede)
