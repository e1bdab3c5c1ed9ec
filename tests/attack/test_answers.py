"""What every answer carries: policies, caching, cookies; and how a session begins and ends."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import storages

from accounts.models import SignIn as Session
from audit.models import Event, Verb
from certification.models import Scan
from tests.accounts.door import ask, come_in, last_code
from tests.attack.test_rights import TABLE, WHO, tried

FOREVER = ("/media/", "/p/")
INLINE = re.compile(
    r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", re.I
)


def pages_of(world, who: str):
    """(address, answer) of every page `who` may open."""
    client = world.client(who)
    for address, (letters, _) in TABLE.items():
        yield address, tried(client, "get", address.format(**world.codes), {}), letters[WHO.index(who)]


@pytest.mark.parametrize("who", ["visitor", "sari", "rina"])
def test_every_answer_carries_its_policies(world, who):
    for address, answer, letter in pages_of(world, who):
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "default-src 'none'" in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert "*" not in policy, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert answer.headers["Referrer-Policy"] == "same-origin", address
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert not {"Server", "X-Powered-By"} & answer.headers.keys(), address
        assert not any("django" in value.lower() for value in answer.headers.values()), address
        if letter == "o" and answer.headers["Content-Type"].startswith("text/html"):
            assert not INLINE.search(answer.content.decode()), f"{address}: {INLINE.search(answer.content.decode())}"


@pytest.mark.parametrize("who", ["sari", "rina", "joko"])
def test_what_a_person_sees_stays_in_no_shared_or_later_cache(world, who):
    for address, answer, letter in pages_of(world, who):
        if letter != "o" or address.startswith(FOREVER) or b"Keluar" not in getattr(answer, "content", b"Keluar"):
            continue
        kept = answer.headers.get("Cache-Control", "")
        assert "private" in kept or "no-store" in kept, f"{address}: {kept!r}"
    for address in ("/pusat-usaha/", "/akun/"):
        assert "no-store" in world.client(who).get(address).headers["Cache-Control"], address


def test_refusals_and_errors_carry_them_too(client, db):
    client.raise_request_exception = False
    for answer in (client.get("/tidak/ada/"), client.post("/produk/"), client.get("/akun/", HTTP_HOST="jahat.example")):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, sari):
    come_in(client, "0860 1111 0001")
    client.get("/akun/")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert not cookie["domain"], name


def test_a_visitor_who_only_looks_gets_no_cookie(world):
    for address in ("/", "/produk/", "/usaha/", "/sertifikat/cek/", "/bantuan/", "/daftar-usaha/"):
        assert settings.SESSION_COOKIE_NAME not in world.client("visitor").get(address).cookies, address


def test_the_session_key_changes_at_the_door(client, sari):
    ask(client, "0860 1111 0001")
    planted = client.session.session_key
    client.post("/akun/kode/", {"code": last_code()})
    assert client.session["_auth_user_id"] == str(sari.pk)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(client, sari):
    come_in(client, "0860 1111 0001")
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/akun/").status_code == 200
    client.post("/akun/keluar/")
    client.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert client.get("/akun/").status_code == 302
    assert not Session.objects.filter(session_key=stolen).exists()


@pytest.mark.parametrize(
    ("who", "looks"), [("sari", 1), ("rina", 1), ("ratna", 1), ("dede", 0), ("tono", 0), ("wulan", 0)]
)
def test_a_scan_goes_to_few_and_every_look_is_in_the_diary(world, who, looks):
    client, address = world.client(who), f"/sertifikat/{world.codes['paper']}/berkas/"
    if who != "sari":
        client.post(f"{address}buka/", {"purpose": "review"})
    answer = client.get(address)
    assert (answer.status_code == 200) is bool(looks)
    lines = Event.objects.filter(verb=Verb.SCAN_VIEWED, subject_code=world.codes["paper"])
    assert [line.actor_code for line in lines] == [world.people[who].code] * looks
    if looks:
        b"".join(answer.streaming_content)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"]


def test_no_private_file_is_under_the_served_folder(world):
    for scan in Scan.objects.all():
        assert not storages["default"].exists(scan.path)
        assert world.client("rina").get(f"/media/{scan.path}").status_code == 404


def test_spare_codes_are_not_shown_to_a_session_that_never_showed_the_second_factor(world):
    client = world.client("rina-")
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": 9e9}]  # just signed in, by a code alone
    session.save()
    for place in ("", "unduh/", "baru/"):
        assert client.get(f"/akun/langkah-kedua/cadangan/{place}").status_code in (302, 403, 404), place
