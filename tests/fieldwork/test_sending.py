"""What a phone does with visits it kept: sends each part as often as it must, and makes one of everything."""

import json
import re
import uuid

import pytest
from django.test import Client

from fieldwork.models import Visit, VisitPhoto
from tests.fieldwork.conftest import photo_file, visit_form
from tests.people import sign_in

KEEP, PHOTO, FINISH = (f"/petugas/kunjungan/kirim/{end}" for end in ("", "foto/", "selesai/"))


def photo_of(form, key=None, **values):
    """A photo as the phone sends it."""
    told = {"visit": form["client_key"], "key": key or str(uuid.uuid4()), "kind": "workshop", "photo": photo_file()}
    return told | values


def test_a_visit_arrives_in_parts_each_of_them_twice_and_is_one(as_, tono):
    client, form, key = as_(tono), visit_form(), str(uuid.uuid4())
    assert client.post(KEEP, form).json()["photos"] == []
    assert client.post(KEEP, form).json()["state"] == "draft"
    for _ in range(2):
        assert client.post(PHOTO, photo_of(form, key)).json()["photos"] == [key]
    assert client.post(KEEP, form).json()["photos"] == [key], "the phone learns what is here already"
    for _ in range(2):
        told = client.post(FINISH, {"visit": form["client_key"], "photos": "1"}).json()
        assert (told["state"], told["address"]) == ("sent", f"/petugas/kunjungan/{Visit.objects.get().code}/")
    assert client.post(KEEP, form | {"notes": "Lain"}).json()["state"] == "sent"
    assert (Visit.objects.count(), VisitPhoto.objects.count()) == (1, 1)
    assert Visit.objects.get().notes == "Dapur bersih."


def test_it_does_not_count_before_every_photo_is_here(as_, tono):
    client, form = as_(tono), visit_form()
    client.post(KEEP, form)
    answer = client.post(FINISH, {"visit": form["client_key"], "photos": "2"})
    assert answer.status_code == 422
    assert "Baru 0 dari 2 foto" in answer.json()["words"][0]
    assert Visit.objects.get().is_draft


def test_what_is_wrong_comes_back_in_words(as_, tono):
    client = as_(tono)
    answer = client.post(KEEP, visit_form(purpose="", village=""))
    assert answer.status_code == 422
    assert set(answer.json()["words"]) >= {"Pilih tujuan kunjungan.", "Pilih desa atau kelurahan yang dikunjungi."}
    assert client.post(KEEP, {}).status_code == 422
    assert client.post(KEEP, visit_form(client_key="x")).status_code == 422
    assert client.post(PHOTO, photo_of(visit_form())).status_code == 404
    assert client.post(FINISH, {"visit": "x", "photos": "1"}).status_code == 404
    form = visit_form()
    client.post(KEEP, form)
    for broken in ({"kind": "selfie"}, {"key": "x"}, {"photo": ""}):
        assert client.post(PHOTO, photo_of(form, **broken)).status_code == 422


def test_the_key_of_another_officer_opens_nothing(as_, tono, asep):
    form = visit_form()
    as_(tono).post(KEEP, form)
    other = as_(asep)
    assert "milik petugas lain" in other.post(KEEP, form).json()["words"][0]
    assert other.post(PHOTO, photo_of(form)).status_code == 404
    assert other.post(FINISH, {"visit": form["client_key"], "photos": "0"}).status_code == 404
    assert Visit.objects.get().officer == tono


def test_a_fresh_token_says_whose_session_it_is_and_is_taken(tono, db):
    client = sign_in(Client(enforce_csrf_checks=True), tono)
    told = client.get("/petugas/kunjungan/tanda/").json()
    assert told["user"] == tono.code
    assert client.post(KEEP, visit_form()).status_code == 403
    assert client.post(KEEP, visit_form(), headers={"X-CSRFToken": told["csrf"]}).status_code == 200


@pytest.mark.parametrize("address", ["/petugas/kunjungan/tanda/", "/petugas/kunjungan/luring/"])
def test_an_ended_session_is_a_redirect_which_the_phone_does_not_follow(client, db, address):
    assert client.get(address).status_code == 302
    assert client.post(KEEP, visit_form()).status_code == 302


def test_the_shell_is_the_same_for_everybody_and_holds_nothing_private(as_, tono, rina):
    hers, his = (as_(who).get("/petugas/kunjungan/luring/").content.decode() for who in (tono, rina))
    assert hers == his
    for private in (tono.name, tono.code, "csrfmiddlewaretoken", "sessionid"):
        assert private not in hers, private
    assert 'data-user=""' in hers
    assert not re.search(r'name="client_key" value="[^"]', hers)


def test_the_worker_keeps_the_shell_and_its_files_only(client, db):
    answer = client.get("/petugas/kunjungan/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    shell = json.loads(re.match(r"self\.SHELL = (.*);\n", answer.content.decode())[1])
    assert shell["page"] == "/petugas/kunjungan/luring/"
    assert all(one.startswith("/static/") for one in shell["files"])
    assert shell["pages"] == ["/petugas/kunjungan/", "/petugas/kunjungan/baru/"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_every_file_the_shell_asks_for_is_kept(as_, tono):
    page = as_(tono).get("/petugas/kunjungan/luring/").content.decode()
    shell = as_(tono).get("/petugas/kunjungan/sw.js").content.decode()
    asked = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert asked
    assert not [one for one in asked if one not in shell]
