"""Gates: who gets which page, and what the others are told."""

import pytest

from accounts.actions import grant_role, revoke_role
from accounts.roles import Role
from tests.accounts.door import fresh_limits, set_up_app  # noqa: F401
from tests.people import person, sign_in

pytestmark = pytest.mark.urls("tests.accounts.staff_urls")
STAFF_PAGES = ["/coba/antrean/", "/coba/petugas/"]


@pytest.fixture
def officer(db):
    """A reviewer by role, as the portal makes them."""
    user = person("Bu Rina", email="rina@contoh.example")
    grant_role(user, Role.REVIEWER, by=None)
    return user


@pytest.mark.parametrize("page", ["/coba/masuk/", *STAFF_PAGES])
def test_a_visitor_is_sent_to_sign_in_and_back(client, db, page):
    answer = client.get(page + "?halaman=2")
    assert answer["Location"] == f"/akun/masuk/?next={page.replace('/', '%2F')}%3Fhalaman%3D2"


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_an_owner_reads_which_role_is_needed(client, sari, page):
    client.force_login(sari)
    answer = client.get(page)
    assert answer.status_code == 403
    words = answer.content.decode()
    assert "Petugas" in words
    assert "Minta peran itu kepada Admin di Disperindag Kabupaten Lebak." in words


def test_an_owner_opens_a_page_for_people_with_an_account(client, sari):
    client.force_login(sari)
    assert client.get("/coba/masuk/").content == b"rahasia"


@pytest.mark.parametrize("page", ["/coba/masuk/", *STAFF_PAGES])
def test_an_officer_without_an_app_is_sent_to_set_it_up(client, officer, page):
    client.force_login(officer)
    answer = client.get(page)
    assert answer["Location"].startswith("/akun/langkah-kedua/pasang/?next=")
    assert "Pasang langkah kedua dulu" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("page", ["/coba/masuk/", *STAFF_PAGES])
def test_an_officer_with_an_app_must_show_it_in_this_session(client, officer, page):
    set_up_app(officer)
    client.force_login(officer)
    assert client.get(page)["Location"].startswith("/akun/langkah-kedua/ulang/?next=")


@pytest.mark.parametrize("page", ["/coba/masuk/", *STAFF_PAGES])
def test_an_officer_with_the_second_factor_gets_the_page(client, officer, page):
    set_up_app(officer)
    assert sign_in(client, officer).get(page).content == b"rahasia"


def test_a_permission_without_a_role_needs_the_second_factor_too(client, rina):
    client.force_login(rina)
    assert client.get("/coba/antrean/").status_code == 302


def test_the_proof_of_another_person_does_not_count(client, officer, sari):
    sign_in(client, officer)
    session = client.session
    session["account_authentication_methods_user"] = str(sari.pk)
    session.save()
    assert client.get("/coba/antrean/").status_code == 302


def test_a_role_taken_away_closes_the_page_at_once(client, officer):
    sign_in(client, officer)
    revoke_role(officer, Role.REVIEWER, by=None)
    assert client.get("/coba/antrean/").status_code == 403


def test_a_post_without_the_second_factor_returns_to_the_form(client, officer):
    client.force_login(officer)
    answer = client.post("/coba/antrean/", headers={"referer": "http://testserver/coba/masuk/"})
    assert answer["Location"].endswith("?next=%2Fcoba%2Fmasuk%2F")
    answer = client.post("/coba/antrean/", headers={"referer": "https://evil.example/x"})
    assert answer["Location"].endswith("?next=%2F")


def test_pages_behind_a_gate_are_not_kept_by_browsers(client, sari):
    client.force_login(sari)
    assert "no-store" in client.get("/coba/masuk/")["Cache-Control"]
