"""Sending a registration for review."""

import pytest

from registry import actions
from registry.models import BusinessEdition
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.registry.conftest import key, words

CHECK = "/daftar-usaha/periksa/"


@pytest.fixture
def whole(sari):
    """A draft with every part done."""
    edition = build.draft_business(sari)
    edition.draft_notes = {"saved": ["persetujuan"]}
    edition.save()
    return edition


def test_missing_parts_are_listed_and_nothing_can_be_sent(browser, sari):
    actions.start_business(by=sari)
    page = browser(sari).get(CHECK)
    assert "Belum bisa dikirim" in words(page)
    assert "Tentang usaha : Nama usaha, Bentuk usaha" in words(page)
    assert "Kirim untuk diperiksa" not in words(page)
    assert browser(sari).post(CHECK, key() | {"true": "on"}).status_code == 200
    assert not Submission.objects.exists()


def test_the_task_list_says_why_sending_is_not_open_yet(browser, sari):
    actions.start_business(by=sari)
    page = words(browser(sari).get("/daftar-usaha/"))
    assert "Belum bisa" in page
    assert "Terbuka setelah semua bagian selesai" in page
    assert "0 dari 7 selesai" in page


def test_a_whole_registration_is_checked_sent_and_promised(browser, sari, whole):
    client = browser(sari)
    page = words(client.get(CHECK))
    assert "Desa Citeras, Kecamatan Rangkasbitung" in page
    assert "••••" in page
    assert "Ubah NIB" in page
    answer = client.post(CHECK, key() | {"true": "on"})
    assert answer.url == "/daftar-usaha/terkirim/"
    sent = words(client.get(answer.url))
    submission = Submission.objects.get()
    assert "sudah kami terima" in sent
    assert submission.code in sent
    assert "paling lambat" in sent


def test_the_declaration_must_be_ticked(browser, sari, whole):
    page = browser(sari).post(CHECK, key())
    assert words(page).count("Centang pernyataan bahwa data ini benar.") == 2
    assert not Submission.objects.exists()


def test_a_double_tap_sends_once(browser, sari, whole):
    client, same = browser(sari), key() | {"true": "on"}
    first, second = client.post(CHECK, same), client.post(CHECK, same)
    assert first.url == second.url == "/daftar-usaha/terkirim/"
    assert Submission.objects.count() == 1


def test_what_was_sent_cannot_be_typed_into(browser, sari, whole):
    actions.submit(whole, by=sari)
    answer = browser(sari).post("/daftar-usaha/usaha/", {"name": "Lain", "legal_form": "cv"})
    assert answer.url == "/daftar-usaha/terkirim/"
    assert BusinessEdition.objects.get().name == "Gula Aren Ibu Sari"


def test_the_nib_of_another_business_is_refused_in_words(browser, sari, dede, rina, whole):
    build.live_business(dede, rina, nib=whole.nib)
    page = browser(sari).post(CHECK, key() | {"true": "on"})
    assert page.status_code == 200
    assert "NIB ini sudah dipakai usaha lain" in words(page)


def test_an_unfinished_draft_is_refused_by_the_verb_too(sari, whole):
    actions.save_draft(whole, {"village": None, "draft_notes": {"raw": {"founded_year": "kemarin"}}}, by=sari)
    with pytest.raises(Refused, match="Tahun berdiri, Desa/kelurahan"):
        actions.submit(whole, by=sari)


def test_what_the_reviewer_marked_leads_to_the_field_and_must_be_saved_again(browser, sari, rina, whole):
    submission = actions.submit(whole, by=sari)
    actions.send_back(submission, by=rina, words="Satu hal.", findings={"street": "Tulis nama kampung."})
    client = browser(sari)
    code = whole.business.code
    to = client.post(f"/daftar-usaha/{code}/ubah/", {"field": "street"}).url
    assert to == f"/daftar-usaha/{code}/alamat/#div_id_street"
    assert "Tulis nama kampung." in words(client.get(to))
    tasks = words(client.get("/daftar-usaha/"))
    assert "Perlu diperbaiki" in tasks
    assert "Satu hal." in tasks
    assert "6 dari 7 selesai" in tasks
    village = whole.village
    client.post("/daftar-usaha/alamat/", {"district": village.parent_id, "village": village.code, "street": "Kp. Baru"})
    assert "7 dari 7 selesai" in words(client.get("/daftar-usaha/"))


def test_nobody_else_sees_or_edits_her_draft(browser, whole, dede, rina, ratna):
    code = whole.business.code
    for person in (dede, rina, ratna):
        client = browser(person)
        for path in ("", "usaha/", "periksa/", "terkirim/"):
            assert client.get(f"/daftar-usaha/{code}/{path}").status_code == 404, (person, path)
        for path in ("usaha/", "periksa/", "ubah/", "batalkan/"):
            assert client.post(f"/daftar-usaha/{code}/{path}", key() | {"name": "X", "true": "on"}).status_code == 404
    assert BusinessEdition.objects.get().name == "Gula Aren Ibu Sari"


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, whole):
    code = whole.business.code
    for path in (f"/daftar-usaha/{code}/", "/daftar-usaha/usaha/", "/daftar-usaha/periksa/", "/pusat-usaha/profil/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.url == f"/akun/masuk/?next={path.replace('/', '%2F')}"
