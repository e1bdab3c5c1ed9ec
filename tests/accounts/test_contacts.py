"""What may be typed as "Nomor HP atau surel", and strange input at the door."""

import pytest
from django.core.exceptions import ValidationError

from accounts.contacts import FOREIGN, HOME, NEITHER, SERVICE, WRONG, WRONG_EMAIL, Contact, parse_contact
from tests.accounts.door import fresh_limits  # noqa: F401

STRANGE = [
    "\x00", "0812\x003456", "a" * 10_000, "0" * 10_000, "+" * 300, "@", "a@" + "b" * 9_000 + ".id", "081234567890" * 20,
    "\ud7ff\uffff", "０８１２３４５６７８９０", "٠٨١٢٣٤٥٦٧٨٩", "+62", "62", "()", "-", "' or 1=1 --",
    "<script>alert(1)</script>",
    "tel:+6281234567890", "0812;ext=5", "9" * 19,
]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "08111171019",
        "62 811-1171-019",
        "+62 811 1171 019",
        "811 1171 019",
        "(0811) 1171.019",
        "6281 1117 1019",
        "0811/1171019",
    ],
)
def test_mobile_numbers_are_understood(typed):
    assert parse_contact(typed) == Contact("phone", "+628111171019")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0811", WRONG), ("081111710191234", WRONG), ("08411171019", WRONG), ("+6581234567", FOREIGN),
        ("kosong", NEITHER),
        ("(021) 4244691", HOME), ("021-319 25 800", HOME), ("0809 123 4567", SERVICE), ("sari@", WRONG_EMAIL),
        ("sari@contoh", WRONG_EMAIL), ("sari contoh@x.id", WRONG_EMAIL),
    ],
)  # fmt: skip
def test_others_are_refused_with_a_reason(typed, words):
    with pytest.raises(ValidationError) as refusal:
        parse_contact(typed)
    assert refusal.value.messages == [words]


def test_fictional_numbers_are_refused_in_production(settings):
    assert parse_contact("0860 1234 5678").value == "+6286012345678"
    settings.PRODUCTION = True
    with pytest.raises(ValidationError):
        parse_contact("0860 1234 5678")


@pytest.mark.parametrize("typed", STRANGE)
@pytest.mark.parametrize("page", ["/akun/masuk/", "/akun/daftar/"])
def test_strange_input_gets_the_form_back(client, db, page, typed):
    answer = client.post(page, {"contact": typed, "name": typed, "next": typed})
    assert answer.status_code == 200
    assert "Galat:" in answer.content.decode()


@pytest.mark.parametrize("typed", [*STRANGE, "1" * 40, "½", "１２３４５６"])
def test_strange_codes_are_refused(client, sari, typed):
    client.post("/akun/masuk/", {"contact": sari.phone})
    assert client.post("/akun/kode/", {"code": typed, "next": typed, "action": typed}).status_code == 200


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_ways_back_are_ignored(client, db, typed):
    assert client.get("/akun/masuk/", {"next": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["Sari\x00", "S" * 121, "\u202e", "   "])
def test_strange_names_are_refused(client, db, typed):
    page = client.post("/akun/daftar/", {"contact": "0860 1111 0001", "name": typed})
    assert page.status_code == 200
    assert "yang perlu diperbaiki" in page.content.decode()


def test_bytes_that_are_no_text_do_no_harm(client, db):
    sent = b"contact=%ED%A0%80%FF&name=%C0%80"
    assert client.post("/akun/daftar/", sent, content_type="application/x-www-form-urlencoded").status_code == 200
