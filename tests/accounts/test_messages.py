"""Sending: the gateway for texts, e-mail, and what people hear when it fails."""

import io
import json
import urllib.error

import pytest
from django.core import mail

from accounts import messages
from accounts.contacts import Contact
from tests.accounts.door import ask, fresh_limits, is_in  # noqa: F401


@pytest.fixture
def gateway(settings, monkeypatch):
    """A gateway that writes down what it got."""
    settings.MESSAGE_GATEWAY_URL, settings.MESSAGE_GATEWAY_TOKEN = "https://gateway.example/send", "secret-token"
    got = []

    def urlopen(request, timeout):
        got.append((request.full_url, json.loads(request.data), dict(request.header_items()), timeout))
        return io.BytesIO()

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    return got


@pytest.fixture
def broken_gateway(gateway, monkeypatch):
    """A gateway that is away."""

    def urlopen(request, timeout):
        raise urllib.error.URLError("away")

    monkeypatch.setattr("urllib.request.urlopen", urlopen)


def test_a_text_goes_to_the_gateway(gateway):
    messages.send_text("+6281234567890", "Halo")
    address, sent, headers, timeout = gateway[0]
    assert (address, sent, timeout) == ("https://gateway.example/send", {"to": "+6281234567890", "text": "Halo"}, 5)
    assert headers["Authorization"] == "Bearer secret-token"


def test_a_gateway_that_is_away_is_told_plainly_and_logged_without_the_code(client, sari, broken_gateway, caplog):
    page = ask(client, sari.phone)
    assert "Kode belum terkirim" in page.content.decode()
    assert "refused a text" in caplog.text
    assert "Kode Lebak" not in caplog.text
    assert client.get("/akun/kode/")["Location"] == "/akun/masuk/"


def test_a_mail_server_that_is_away_is_told_plainly(client, dede, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "Kode belum terkirim" in ask(client, dede.email).content.decode()


def test_production_without_a_gateway_offers_email_only(client, db, settings):
    settings.PRODUCTION = True
    assert "Nomor HP" not in client.get("/akun/masuk/").content.decode()
    page = ask(client, "0812 3456 7890", "Sari").content.decode()
    assert "Kode lewat HP belum tersedia" in page
    assert mail.outbox == []


def test_news_go_to_the_email_first(sari, dede):
    messages.tell(dede, subject="Kabar", body="Isi")
    messages.tell(sari, subject="Kabar", body="Isi")
    assert [letter.to[0] for letter in mail.outbox] == ["dede@contoh.example", "+6286011110001@pesan.invalid"]


def test_the_code_is_shown_in_two_groups(db):
    messages.send_code(Contact("email", "a@contoh.example"), "482913")
    assert "482 913" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Kode masuk Lebak Catalog"
