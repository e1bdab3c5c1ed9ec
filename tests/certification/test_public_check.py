"""The public check says plainly how a certificate stands, and never takes a right format for a proof."""

import datetime

import pytest
from django.utils import timezone

from catalog import actions as catalog
from certification import actions
from registry import actions as registry
from tests import build
from tests.catalog.test_public_pages import text


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def pirt(db):
    return build.kind("pirt", name="P-IRT", number_rule="pirt", expiring_days=183, portal_name="OSS")


def check(client, number):
    return text(client.get("/sertifikat/cek/", {"nomor": number}))


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def test_the_empty_page_and_an_empty_question(client, db):
    assert "Cek sertifikat" in text(client.get("/sertifikat/cek/"))
    assert "Ketik nomor sertifikatnya dulu" in check(client, " ")


def test_a_valid_one_is_found_in_any_spelling(client, business, sari, rina, pirt):
    paper = build.live_certificate(business, sari, rina, number="206360201000129", expires_on=in_days(900))
    for spelling in ("206360201000129", "P-IRT No. 2063602010001-29", "2063602010001 - 29"):
        shown = check(client, spelling)
        assert "Berlaku" in shown, spelling
        assert "Gula Aren Ibu Sari" in shown
        assert "Diakui usaha" in shown
        assert "Belum dicek di portal penerbit" in shown
    assert "2063602010001-29" in text(client.get(f"/sertifikat/{paper.code}/"))


def test_who_looked_and_when_is_told(client, business, sari, rina, pirt):
    paper = build.live_certificate(business, sari, rina, number="206360201000129", expires_on=in_days(900))
    actions.note_check(paper, portal="OSS", result="matches", by=rina)
    shown = check(client, paper.number)
    assert "Cocok dengan penerbit" in shown
    assert "mengecek di OSS pada" in shown
    assert "Bu Rina" not in shown


@pytest.mark.parametrize(("days", "words"), [(20, "Segera berakhir, 20 hari lagi"), (-1, "Kedaluwarsa sejak")])
def test_its_end_is_told(client, business, sari, rina, pirt, days, words):
    paper = build.live_certificate(business, sari, rina, expires_on=in_days(days))
    assert words in check(client, paper.number)


def test_an_old_halal_paper_needs_confirmation(client, business, sari, rina):
    build.kind("halal", has_expiry=False, expiring_days=0, number_rule="halal_certificate")
    paper = build.live_certificate(
        business, sari, rina, code="halal", number="ID36110000001230921", expires_on=datetime.date(2025, 9, 1)
    )
    assert "Perlu konfirmasi" in check(client, paper.number)


def test_a_revoked_one_and_a_replaced_one_are_told(client, business, sari, rina, asep, pirt):
    paper = build.live_certificate(business, sari, rina, number="206360201000129", expires_on=in_days(900))
    renewed = actions.enter(
        business, pirt, {"number": "206360201000131", "issued_on": in_days(0), "expires_on": in_days(1800)},
        by=sari, replaces=paper, document=build.document(),
    )  # fmt: skip
    actions.approve(actions.submit(renewed, by=sari), by=asep)
    assert "Sudah diganti sertifikat baru" in check(client, paper.number)
    actions.revoke(renewed, by=rina, reason="Dicabut Dinas Kesehatan")
    shown = check(client, renewed.number)
    assert "Dicabut" in shown
    assert "Dinas Kesehatan" not in shown


def test_products_that_claim_it_are_listed_only_when_on_display(client, business, sari, rina, pirt):
    paper = build.live_certificate(business, sari, rina, expires_on=in_days(900))
    edition = build.draft_product(business, sari)
    catalog.save_draft(edition, {}, by=sari, certificates=[paper])
    submission = catalog.submit(edition, by=sari)
    assert "Gula Semut Aren" not in check(client, paper.number)
    catalog.approve(submission, by=rina)
    assert "Produk di katalog Gula Semut Aren 250 g" in check(client, paper.number)


def test_a_right_format_is_never_called_verified(client, pirt):
    shown = check(client, "206360201000129")
    assert "Tidak ditemukan" in shown
    assert "Itu tidak membuktikan sertifikatnya ada" in shown
    for word in ("Berlaku", "Cocok", "terverifikasi"):
        assert word not in shown


def test_drafts_and_waiting_ones_and_those_of_suspended_businesses_are_not_found(
    client, business, sari, rina, ratna, pirt
):
    paper = build.draft_certificate(business, sari, expires_on=in_days(900))
    assert "Tidak ditemukan" in check(client, paper.number)
    submission = actions.submit(paper, by=sari)
    assert "Tidak ditemukan" in check(client, paper.number)
    assert client.get(f"/sertifikat/{paper.code}/").status_code == 404
    actions.approve(submission, by=rina)
    assert "Berlaku" in check(client, paper.number)
    registry.suspend(business, by=ratna, reason="Pindah")
    assert "Tidak ditemukan" in check(client, paper.number)
    assert client.get(f"/sertifikat/{paper.code}/").status_code == 404


def test_a_scanned_address_of_ours_leads_to_the_certificate(client, business, sari, rina):
    paper = build.live_certificate(business, sari, rina, expires_on=in_days(900))
    response = client.get("/sertifikat/cek/", {"nomor": f"https://katalog.example/sertifikat/{paper.code}/"})
    assert response["Location"] == f"/sertifikat/{paper.code}/"


@pytest.mark.parametrize("number", ["\x00", "a" * 10_000, "' or 1=1", "%", "<b>x</b>", "\u0663" * 15, "🍌"])
def test_no_number_breaks_the_check(client, db, number):
    assert client.get("/sertifikat/cek/", {"nomor": number}).status_code == 200
