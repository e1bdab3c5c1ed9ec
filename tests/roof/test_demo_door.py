"""The demo's door: one press into each role in the demo, nothing at all anywhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client

from accounts.gates import passed_second_factor
from accounts.models import User
from accounts.queries import needs_second_factor, roles_of
from accounts.roles import Role
from lebak_catalog.demo.outbox import letters
from lebak_catalog.demo.people import PEOPLE, make_people

ROOT = Path(__file__).resolve().parent.parent.parent
DOORS = ["/demo/", "/demo/kotak-keluar/", "/demo/masuk/sari/", "/demo/masuk/rina/"]
in_the_demo = pytest.mark.urls("tests.roof.demo_urls")
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "s" * 60,
    "FIELD_KEY": "f" * 40,
    "HASH_KEY": "h" * 40,
    "SITE_URL": "https://katalog.example.go.id",
    "ALLOWED_HOSTS": "katalog.example.go.id",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.go.id:587",
}


@pytest.fixture
def demo(settings, tmp_path):
    """The demo setting."""
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with our settings and this environment only."""
    base = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    base["DATABASE_URL"] = os.environ.get("DATABASE_URL", "postgres://127.0.0.1:1/none")
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=base | environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("address", DOORS)
def test_outside_the_demo_the_addresses_do_not_exist(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@in_the_demo
@pytest.mark.parametrize("address", DOORS)
def test_even_with_the_addresses_nothing_opens_outside_the_demo(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert User.objects.count() == 0


@in_the_demo
def test_production_wins_over_the_demo_setting(client, db, demo, settings):
    settings.PRODUCTION = True
    assert client.post("/demo/masuk/rina/").status_code == 404


@pytest.mark.parametrize("mode", ["production", "test"])
def test_the_door_is_not_even_imported_elsewhere(mode):
    code = (
        "import django; django.setup(); import sys; from django.urls import resolve, Resolver404\n"
        "try: resolve('/demo/'); print('open')\n"
        "except Resolver404: print('closed', [name for name in sys.modules if name.startswith('lebak_catalog.demo.')])"
    )
    done = run(code, **(PRODUCTION | {"MODE": mode}))
    assert done.stdout.strip() == "closed []", done.stderr


def test_the_demo_refuses_other_hosts():
    code = "import django; django.setup()"
    assert run(code, MODE="demo").returncode == 0
    done = run(code, MODE="demo", ALLOWED_HOSTS="127.0.0.1,katalog.example.go.id")
    assert done.returncode != 0
    assert "this machine only" in done.stderr


@pytest.mark.django_db
def test_demo_people_are_not_made_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured):
        make_people()


@pytest.mark.django_db
def test_demo_people_cannot_come_in_by_code_in_production(client, settings):
    make_people()
    settings.PRODUCTION, settings.MESSAGE_GATEWAY_URL = True, "https://gateway.example"
    page = client.post("/akun/masuk/", {"contact": "0860 1234 5611"})
    assert "Nomor telepon tidak benar" in page.content.decode()
    assert mail.outbox == []


@in_the_demo
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_one_press_steps_into_the_role_honestly(client, db, demo, rf, person):
    answer = client.post(f"/demo/masuk/{person.key}/")
    assert answer.status_code == 302
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert user.name == person.name
    assert roles_of(user) == ([] if person.role is Role.OWNER else [person.role.value])
    request = rf.get("/")
    request.user, request.session = user, client.session
    assert passed_second_factor(request) is needs_second_factor(user)
    assert client.get("/akun/").status_code == 200


@in_the_demo
def test_changing_the_role_leaves_nothing_of_the_former(client, db, demo):
    client.post("/demo/masuk/rina/")
    client.post("/demo/masuk/sari/")
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["code"]
    assert client.get("/akun/peran/").status_code == 403


@in_the_demo
def test_a_link_cannot_step_in(client, db, demo):
    assert client.get("/demo/masuk/rina/").status_code == 405
    assert client.post("/demo/masuk/tidak-ada/").status_code == 404
    assert Client(enforce_csrf_checks=True).post("/demo/masuk/rina/").status_code == 403


@pytest.mark.django_db
def test_people_are_made_once():
    first, second = make_people(), make_people()
    assert first == second
    assert User.objects.count() == len(PEOPLE)
    assert [person.role for person in PEOPLE].count(Role.REVIEWER) == 3


@in_the_demo
def test_the_outbox_shows_messages_newest_first(client, db, demo, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "Belum ada pesan" in client.get("/demo/kotak-keluar/").content.decode()
    client.post("/akun/daftar/", {"name": "Sari", "contact": "0860 1111 0001"})
    client.post("/akun/daftar/", {"name": "Dede", "contact": "dede@contoh.example"})
    page = client.get("/demo/kotak-keluar/").content.decode()
    assert "Kode Lebak Catalog" in page
    assert "Surel ke" in page
    assert "+6286011110001" in page


def test_letters_survive_odd_words(tmp_path):
    backend = EmailBackend(file_path=str(tmp_path))
    words = "Baris satu\n\n<b>tebal</b> “kutip” é\n-----\n"
    message = mail.EmailMessage("Judul “é”", words, "a@contoh.example", ["b@contoh.example"])
    backend.send_messages([message, message])
    found = letters(tmp_path)
    assert len(found) == 2
    assert found[0].subject == "Judul “é”"
    assert "<b>tebal</b> “kutip” é" in found[0].body
