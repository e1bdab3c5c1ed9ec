"""The second factor: set up once, asked at every sign-in, spare codes for the lost phone."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command

from accounts.actions import grant_role
from accounts.roles import Role
from tests.accounts.door import app_code, come_in, fresh_limits, is_in, opened, set_up_app, stored_secret  # noqa: F401
from tests.people import person


@pytest.fixture
def officer(db):
    """A reviewer by role."""
    user = person("Bu Rina", email="rina@contoh.example")
    grant_role(user, Role.REVIEWER, by=None)
    return user


def test_setting_up_opens_the_session_and_shows_spare_codes(client, officer):
    client.force_login(officer)
    page = client.get("/akun/langkah-kedua/pasang/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page).group(1)
    answer = client.post("/akun/langkah-kedua/pasang/", {"code": app_code(secret, time.time())})
    assert answer["Location"] == "/akun/langkah-kedua/cadangan/"
    assert len(re.findall(r"<li><code>\d{8}</code>", client.get(answer["Location"]).content.decode())) == 10
    assert client.get("/akun/").status_code == 200


def test_the_picture_obeys_our_content_policy(client, officer):
    client.force_login(officer)
    answer = client.get("/akun/langkah-kedua/pasang/")
    assert 'src="data:image/svg+xml;base64,' in answer.content.decode()
    assert "data:" in re.search(r"img-src ([^;]*)", answer["Content-Security-Policy"]).group(1)
    assert "style=" not in answer.content.decode()


def test_a_wrong_first_code_keeps_the_picture(client, officer):
    client.force_login(officer)
    page = client.get("/akun/langkah-kedua/pasang/").content.decode()
    again = client.post("/akun/langkah-kedua/pasang/", {"code": "1"}).content.decode()
    pattern = r"<code[^>]*>([A-Z2-7]+)</code>"
    assert re.search(pattern, page).group(1) == re.search(pattern, again).group(1)
    assert not Authenticator.objects.exists()


def test_the_code_alone_does_not_let_an_officer_in(client, officer):
    set_up_app(officer)
    assert come_in(client, officer.email)["Location"].startswith("/akun/langkah-kedua/kode/")
    assert not is_in(client)


def test_code_and_app_let_an_officer_in(client, officer):
    secret = set_up_app(officer)
    come_in(client, officer.email)
    code = app_code(secret, time.time())
    answer = client.post("/akun/langkah-kedua/kode/", {"code": f"{code[:3]} {code[3:]}"})
    assert answer["Location"] == "/petugas/antrean/"
    assert is_in(client)
    assert client.session.get_expiry_age() <= 12 * 60 * 60


@pytest.mark.parametrize("sent", [{"code": "000000"}, {"code": "abc"}, {"code": ""}, {}, {"credential": "x"}])
def test_anything_else_does_not(client, officer, sent):
    set_up_app(officer)
    come_in(client, officer.email)
    assert client.post("/akun/langkah-kedua/kode/", sent).status_code == 200
    assert not is_in(client)


def test_guessing_the_app_is_limited(client, officer):
    secret = set_up_app(officer)
    come_in(client, officer.email)
    for _ in range(10):
        client.post("/akun/langkah-kedua/kode/", {"code": "000000"})
    page = client.post("/akun/langkah-kedua/kode/", {"code": app_code(secret, time.time())})
    assert "Terlalu banyak percobaan" in page.content.decode()
    assert not is_in(client)


def test_a_code_of_the_app_works_once(client, officer):
    secret = set_up_app(officer)
    code = app_code(secret, time.time())
    for expected in (True, False):
        come_in(client, officer.email)
        client.post("/akun/langkah-kedua/kode/", {"code": code})
        assert is_in(client) is expected
        client.post("/akun/keluar/")


def test_a_spare_code_works_once(client, officer):
    set_up_app(officer)
    spare = RecoveryCodes.activate(officer).get_unused_codes()[0]
    for expected in (True, False):
        come_in(client, officer.email)
        client.post("/akun/langkah-kedua/kode/", {"code": spare})
        assert is_in(client) is expected
        client.post("/akun/keluar/")


def test_an_officer_cannot_take_it_off(client, officer):
    secret = set_up_app(officer)
    client.force_login(officer)
    client.post("/akun/langkah-kedua/ulang/", {"code": app_code(secret, time.time())})
    page = client.get("/akun/langkah-kedua/lepas/").content.decode()
    assert "Peran Anda mewajibkan langkah kedua" in page
    client.post("/akun/langkah-kedua/lepas/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_an_owner_may_take_it_off_after_showing_it_again(client, sari):
    secret = set_up_app(sari)
    client.force_login(sari)
    assert client.post("/akun/langkah-kedua/lepas/")["Location"].startswith("/akun/langkah-kedua/ulang/")
    assert Authenticator.objects.exists()
    client.post("/akun/langkah-kedua/ulang/", {"code": app_code(secret, time.time())})
    client.post("/akun/langkah-kedua/lepas/")
    assert not Authenticator.objects.exists()


def test_the_secret_is_encrypted_in_the_database(officer):
    secret = set_up_app(officer)
    assert secret not in stored_secret(officer)
    assert opened(stored_secret(officer)) == secret


def test_an_older_key_still_opens_the_secret(officer, settings):
    secret = set_up_app(officer)
    settings.FIELD_KEYS = ["a-new-key-of-at-least-32-characters!", *settings.FIELD_KEYS]
    assert opened(stored_secret(officer)) == secret


def test_the_keeper_of_the_server_can_reset_it(officer, capsys):
    set_up_app(officer)
    call_command("reset_second_factor", officer.email)
    assert not Authenticator.objects.exists()
    assert "second factor forgotten" in capsys.readouterr().out


@pytest.mark.parametrize(
    "page", ["", "pasang/", "lepas/", "cadangan/", "cadangan/baru/", "cadangan/unduh/", "ulang/", "kode/"]
)
def test_visitors_see_none_of_it(client, db, page):
    answer = client.get(f"/akun/langkah-kedua/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/akun/masuk/")


def test_spare_codes_are_downloaded_as_text(client, officer):
    secret = set_up_app(officer)
    client.force_login(officer)
    client.post("/akun/langkah-kedua/ulang/", {"code": app_code(secret, time.time())})
    client.post("/akun/langkah-kedua/cadangan/baru/")
    answer = client.get("/akun/langkah-kedua/cadangan/unduh/")
    assert "kode-cadangan.txt" in answer["Content-Disposition"]
    assert len(re.findall(r"^\d{8}$", answer.content.decode(), re.MULTILINE)) == 10
