"""The desk's pages about a certificate: its scan, look-ups at the issuer's portal, revoking."""

import time
import uuid

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from audit.models import Event
from certification import actions
from certification.models import Certificate, PortalCheck
from certification.standing import badge_state
from tests import build
from tests.people import sign_in


def as_(user):
    return sign_in(Client(), user)


@pytest.fixture
def paper(sari, asep):
    business = build.live_business(sari, asep).business
    return build.draft_certificate(business, sari)


@pytest.fixture
def submission(paper, sari):
    return actions.submit(paper, by=sari)


def scan_address(paper):
    return reverse("certification:scan", args=[paper.code])


def open_for(client, paper, **given):
    """An officer says why; GETs of the file follow."""
    back = reverse("certification:office", args=[paper.code])
    given = {"purpose": "review", "next": back} | given
    return client.post(reverse("certification:open-scan", args=[paper.code]), given)


def test_the_owner_and_an_officer_open_the_scan_and_the_diary_knows(paper, submission, sari, rina):
    officer = as_(rina)
    assert open_for(officer, paper).url == reverse("certification:office", args=[paper.code]) + "#berkas"
    for client in (as_(sari), officer):
        answer = client.get(scan_address(paper))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == build.document().data
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"] == f'attachment; filename="sertifikat-{paper.code}.pdf"'
    lines = Event.objects.filter(verb="scan_viewed", subject_code=paper.code)
    purposes = sorted((line.actor_name, line.detail["purpose"]) for line in lines)
    assert purposes == [("Bu Rina", "review"), ("Ibu Sari", "own")]


def test_an_officer_who_did_not_say_why_gets_no_file(paper, submission, rina):
    client = as_(rina)
    answer = client.get(scan_address(paper), follow=True)
    assert answer.redirect_chain[0][0] == reverse("certification:office", args=[paper.code])
    assert "Pilih dulu keperluan" in answer.content.decode()
    for given in ({"purpose": ""}, {"purpose": "iseng"}, {"note": "081234567"}, {"note": "x" * 201}):
        open_for(client, paper, **given)
        assert client.get(scan_address(paper)).status_code == 302
    assert not Event.objects.filter(verb="scan_viewed").exists()


def test_a_look_ends_after_a_quarter_of_an_hour_and_belongs_to_one_session(paper, submission, rina):
    client = as_(rina)
    open_for(client, paper)
    assert as_(rina).get(scan_address(paper)).status_code == 302
    session = client.session
    session["opened_scans"] = {paper.code: int(time.time()) - 16 * 60}
    session.save()
    assert client.get(scan_address(paper)).status_code == 302


@pytest.mark.parametrize(
    "back", ["https://jahat.example/", "//jahat.example/petugas/", "/petugas/\r\nX: 1", "", "/akun/"]
)
def test_opening_never_leads_away_from_the_desk(paper, submission, rina, back):
    assert open_for(as_(rina), paper, next=back).url == reverse("certification:office", args=[paper.code])


def test_nobody_else_opens_it(paper, submission, dede, wulan, client):
    for person in (dede, wulan):
        assert as_(person).get(scan_address(paper)).status_code == 404
    assert client.get(scan_address(paper)).status_code == 302
    assert not Event.objects.filter(verb="scan_viewed").exists()


def test_a_lost_file_is_not_found_and_no_error(paper, submission, rina):
    storages["private"].delete(paper.scan.path)
    client = as_(rina)
    open_for(client, paper)
    assert client.get(scan_address(paper)).status_code == 404


def check(client, submission, **given):
    key = {"form_key": str(uuid.uuid4())}
    return client.post(reverse("certification:note-check", args=[submission.code]), key | given)


def test_a_look_up_is_kept_once_and_turns_the_badge(paper, submission, rina, asep):
    assert badge_state(paper) == "in_process"
    client, key = as_(rina), str(uuid.uuid4())
    for _ in range(2):
        check(client, submission, form_key=key, result="matches", note="Nama sama.")
    assert PortalCheck.objects.get().checked_by == rina
    actions.approve(submission, by=asep)
    assert badge_state(Certificate.objects.get(pk=paper.pk)) == "valid"


def test_approved_without_a_match_is_only_claimed(paper, submission, asep):
    actions.approve(submission, by=asep)
    assert badge_state(Certificate.objects.get(pk=paper.pk)) == "claimed"


@pytest.mark.parametrize("given", [{}, {"result": "zzz"}, {"result": "matches", "note": "a\0"}, {"result": "\0"}])
def test_a_look_up_without_sense_keeps_nothing(submission, rina, given):
    assert check(as_(rina), submission, **given).status_code == 302
    assert not PortalCheck.objects.exists()


def test_owners_and_buyers_note_no_look_up(submission, sari, wulan):
    for person in (sari, wulan):
        assert check(as_(person), submission, result="matches").status_code == 403


def test_the_review_page_shows_the_checks_and_the_portal(paper, submission, rina):
    actions.note_check(paper, portal="OSS", result="not_found", by=rina)
    page = as_(rina).get(reverse("certification:review", args=[submission.code])).content.decode()
    assert "Tidak ditemukan di OSS" in page
    assert "Nomor belum dipakai usaha lain." in page
    assert reverse("certification:open-scan", args=[paper.code]) in page


def test_revoking_needs_a_reason_and_shows_at_once(paper, submission, rina, asep):
    actions.approve(submission, by=asep)
    address, client = reverse("certification:revoke", args=[paper.code]), as_(rina)
    assert "<title>Galat:" in client.post(address, {"reason": " "}).content.decode()
    page = client.post(address, {"reason": "Dicabut penerbit."}, follow=True).content.decode()
    assert "Dicabut penerbit." in page
    assert badge_state(Certificate.objects.get(pk=paper.pk)) == "revoked"
    again = client.post(address, {"reason": "Lagi."}, follow=True).content.decode()
    assert "tidak perlu dicabut" in again


def test_owners_and_buyers_see_no_office_page(paper, submission, sari, wulan):
    for person in (sari, wulan):
        assert as_(person).get(reverse("certification:office", args=[paper.code])).status_code == 403
        assert as_(person).post(reverse("certification:revoke", args=[paper.code]), {"reason": "x"}).status_code == 403


def test_the_round_before_is_found_through_the_paper_it_replaces(paper, submission, sari, rina):
    actions.send_back(submission, by=rina, words="Nomor salah.", findings={"number": "Lihat lagi."})
    paper.refresh_from_db()
    fix = actions.copy_for_fix(paper, by=sari)
    actions.save_draft(fix, {"number": "206360200000130"}, by=sari)
    again = actions.submit(fix, by=sari)
    answer = as_(rina).get(reverse("certification:review", args=[again.code]))
    assert [row.name for row in answer.context["since"]] == ["number"]
    assert len(answer.context["rounds"]) == 2
