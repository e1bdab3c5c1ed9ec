"""Every page tried by everybody: by those who may, and by those who must not."""

import uuid
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from audit.models import Event, Verb
from tests.attack.rights import ALL, NEVER, NONE, TABLE, WHO
from tests.attack.routes import routes
from tests.attack.world import NIK, World
from tests.fieldwork.conftest import visit_form

SAME_FOR_ALL = (ALL, NONE, NEVER)
ASKED = ("visitor", "dede", "rina")  # who tries what is the same for everybody


def outcome(response: HttpResponseBase) -> str:
    """The letter of an answer."""
    target = response.headers.get("Location", "")
    if target.startswith("/akun/masuk/?next="):
        return "i"
    if target.startswith(("/akun/langkah-kedua/ulang/?next=", "/akun/langkah-kedua/pasang/?next=")):
        return "2"
    return {403: "3", 404: "4", 405: "m"}.get(response.status_code, "o" if response.status_code < 400 else "?")


def form_of(address: str, world: World) -> dict[str, str]:
    """A post that a page takes: a one-time key, and what begins a product or a certificate of Sari."""
    key = {"form_key": str(uuid.uuid4()), "purpose": "review"}
    if address.startswith("/petugas/kunjungan/") and "kirim" in address:
        return visit_form()
    return key | (
        {"business": world.codes["business"], "kind": "pirt"}
        if address.endswith("/baru/")
        else {"usaha": world.codes["business"]}
    )


def tried(client: Client, method: str, address: str, data: dict[str, str]) -> HttpResponseBase:
    """The answer; nothing it changed stays, neither in the database nor in the cookies."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        response = getattr(client, method)(address, data)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def test_every_page_has_a_line_in_the_table(world):
    walked = {resolve(address.format(**world.codes).partition("?")[0]).route for address in TABLE}
    assert routes() - walked == set(), "write who may open the new page"


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(world, who):
    client, wrong = world.client(who), []
    for address, row in TABLE.items():
        for method, letters in zip(("get", "post"), row, strict=True):
            if letters in SAME_FOR_ALL and who not in ASKED:
                continue
            expected = letters[WHO.index(who)]
            data = form_of(address, world) if method == "post" else {}
            response = tried(client, method, address.format(**world.codes), data)
            if outcome(response) != expected:
                wrong.append(f"{method} {address}: {outcome(response)} ({response.status_code}), expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_post_without_a_token_is_taken(world):
    clients = {who: world.client(who, enforce_csrf_checks=True) for who in WHO}
    for address, (_, letters) in TABLE.items():
        if "o" in letters:
            who = WHO[letters.rindex("o")]
            response = tried(clients[who], "post", address.format(**world.codes), form_of(address, world))
            assert response.status_code == 403, f"{who} {address}: {response.status_code}"


def test_a_post_from_another_site_is_not_taken_in_spite_of_a_token(world):
    client = world.client("sari", enforce_csrf_checks=True)
    token = client.get("/akun/").context["csrf_token"]
    data = {"csrfmiddlewaretoken": str(token), "name": "Diganti"}
    assert client.post("/akun/", data, HTTP_ORIGIN="https://jahat.example").status_code == 403
    assert client.post("/akun/", data, HTTP_ORIGIN="null").status_code == 403
    assert client.post("/akun/", data).status_code == 302, "the token itself was good"


@pytest.mark.parametrize("who", ["joko-", "ratna-", "wulan-", "tono-"])
def test_a_role_without_the_second_factor_opens_nothing(world, who):
    client = world.client(who)
    scan = f"/sertifikat/{world.codes['paper']}/berkas/"
    for address in ("/akun/peran/", "/petugas/", "/pusat-usaha/", "/akun/", scan):
        assert outcome(client.get(address)) in "23", address


def test_only_the_press_of_an_officer_shows_the_nik_and_the_diary_knows(world):
    address = f"/petugas/tinjau/usaha/{world.codes['business_waiting']}/nik/"
    for who in ("tono", "joko", "wulan", "dede", "sari", "rina-"):
        assert NIK not in world.client(who).post(address, {"purpose": "review"}).content.decode()
    assert NIK not in world.client("ratna").post(address).content.decode(), "no look without a purpose"
    assert not Event.objects.filter(verb=Verb.SECRET_VIEWED).exists()
    assert NIK in world.client("ratna").post(address, {"purpose": "review"}).content.decode()
    assert Event.objects.get(verb=Verb.SECRET_VIEWED).actor_code == world.people["ratna"].code


def test_a_closed_account_is_out_at_the_next_click(world):
    client = world.client("rina")
    assert client.get("/petugas/").status_code == 200
    type(world.people["rina"]).objects.filter(pk=world.people["rina"].pk).update(is_active=False)
    assert outcome(client.get("/petugas/")) == "i"


def test_a_role_taken_away_closes_the_desk_at_the_next_click(world):
    client = world.client("rina")
    world.people["rina"].groups.clear()
    assert outcome(client.get("/petugas/antrean/")) == "3"
