"""Taking, handing over and releasing."""

import pytest

from catalog import actions as catalog
from review import actions
from review.actions import Refused
from review.models import Submission
from tests import build

ASSIGN = "/petugas/antrean/petugas/"


def holder(submission):
    return Submission.objects.get(pk=submission.pk).assigned_to


def test_an_officer_takes_a_row_and_sees_it_among_her_tasks(desk, rina, waiting_product):
    answer = desk.post(f"{ASSIGN}?jenis=produk", {"ambil": waiting_product.code}, follow=True)
    assert holder(waiting_product) == rina
    assert answer.request["QUERY_STRING"] == "jenis=produk"
    assert "menjadi tugas Anda" in answer.content.decode()
    assert waiting_product.title in desk.get("/petugas/tugas/").content.decode()


def test_several_ticked_rows_are_handed_over(desk, asep, sari, business, waiting_product):
    second = catalog.submit(build.draft_product(business, sari, name="Gula Cetak"), by=sari)
    codes = [waiting_product.code, second.code]
    answer = desk.post(ASSIGN, {"aksi": "serahkan", "kode": codes, "kepada": asep.code}, follow=True)
    assert holder(waiting_product) == holder(second) == asep
    assert "2 pengajuan diserahkan kepada Pak Asep" in answer.content.decode()


def test_nobody_takes_what_another_has(desk, asep, waiting_product):
    actions.assign(waiting_product, by=asep, to=asep)
    answer = desk.post(ASSIGN, {"ambil": waiting_product.code}, follow=True)
    assert holder(waiting_product) == asep
    assert "Pak Asep sudah mengambil" in answer.content.decode()


def test_releasing_gives_it_back(desk, rina, waiting_product):
    actions.assign(waiting_product, by=rina, to=rina)
    desk.post(ASSIGN, {"lepas": waiting_product.code, "dari": "tugas"})
    assert holder(waiting_product) is None


def test_nothing_ticked_says_what_to_do(desk, waiting_product):
    assert "Centang dulu" in desk.post(ASSIGN, {"aksi": "ambil"}, follow=True).content.decode()


def test_nobody_is_handed_what_she_typed(business, sari, rina, asep):
    edition = build.draft_product(business, sari)
    catalog.save_draft(edition, {"brand": "Sari"}, by=asep)
    submission = catalog.submit(edition, by=sari)
    with pytest.raises(Refused, match="ikut mengisi"):
        actions.assign(submission, by=rina, to=asep)


def test_the_oldest_free_one_is_taken_and_opened(desk, rina, waiting_product):
    answer = desk.post("/petugas/antrean/ambil/?jenis=produk")
    assert answer.url == f"/petugas/tinjau/produk/{waiting_product.code}/?jenis=produk"
    assert holder(waiting_product) == rina
    again = desk.post("/petugas/antrean/ambil/?jenis=produk", follow=True)
    assert "Tidak ada pengajuan bebas" in again.content.decode()


def test_owners_and_buyers_assign_nothing(as_person, sari, wulan, waiting_product):
    for person in (sari, wulan):
        assert as_person(person).post(ASSIGN, {"ambil": waiting_product.code}).status_code == 403
    assert holder(waiting_product) is None


def test_nonsense_codes_are_no_error(desk):
    for code in ("\0", "x" * 5000, "../..", "ü"):
        assert desk.post(ASSIGN, {"ambil": code}).status_code == 302
    assert desk.post(ASSIGN, {"aksi": "serahkan", "kode": ["x"], "kepada": "\0"}).status_code == 302
