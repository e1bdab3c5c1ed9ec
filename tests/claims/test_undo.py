"""A wrong claim is undone: the business goes back, access ends at once, and what was done stays as history."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import Event, Verb
from catalog import actions as catalog
from claims import actions
from claims.forgetting import run
from claims.models import Claim
from claims.queries import forgettable
from claims.scans import KEPT
from jobs.models import Job
from registry import actions as registry
from registry.models import Member, Owner
from registry.queries import role_in
from review.actions import Refused
from review.models import State, Submission
from tests import build
from tests.claims.conftest import NIK
from tests.claims.test_decide import officer
from tests.people import sign_in
from tests.registry.conftest import words


@pytest.fixture
def asep(asep):
    return officer(asep)


@pytest.fixture
def ratna(ratna):
    ratna.user_permissions.add(Permission.objects.get(codename="undo_claim"))
    return officer(ratna)


@pytest.fixture
def approved(listed, minah, asep) -> Claim:
    """Minah's claim, with her NIK, approved by Pak Asep."""
    claim = build.claim(listed, minah, nik=NIK)
    actions.approve(claim.submission, by=asep)
    return Claim.objects.get(pk=claim.pk)


def test_everything_goes_back(approved, listed, minah, ratna, django_capture_on_commit_callbacks):
    before = approved.from_owner_id
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.undo(approved, by=ratna, reason="Pemilik asli datang ke kantor.")
    approved.refresh_from_db()
    listed.refresh_from_db()
    assert (listed.owner_id, listed.owner.user, listed.owner.nik_last4) == (before, None, NIK[-4:])
    assert (role_in(listed, minah), Owner.objects.get(user=minah).nik_hash) == ("", None)
    assert (approved.is_live, approved.undone_by, approved.undone_reason) == (
        False,
        ratna,
        "Pemilik asli datang ke kantor.",
    )
    assert Submission.objects.get(pk=approved.submission_id).state == State.APPROVED, "the signed decision stays"
    undone = Event.objects.filter(verb=Verb.CLAIM_UNDONE)
    assert {line.subject_code for line in undone} == {listed.code, approved.code}
    assert "dibatalkan" in mail.outbox[0].body
    assert "Pemilik asli datang ke kantor." in mail.outbox[0].body


def test_her_access_ends_at_once_and_what_she_did_stays(approved, listed, minah, dede, ratna, asep):
    client, code = sign_in(Client(), minah), listed.code
    edition = build.draft_product(listed, minah)
    build.member(listed, dede, minah, "manager")
    assert client.get(f"/daftar-usaha/{code}/").status_code == 200
    actions.undo(approved, by=ratna, reason="Keliru")
    for address in (f"/daftar-usaha/{code}/", f"/pusat-usaha/produk/{edition.product.code}/ubah/"):
        assert client.get(address).status_code == 404
    assert role_in(listed, dede) == ""
    assert Member.objects.get(user=dede).ending == "claim_undone"
    edition.refresh_from_db()
    assert edition.product.business == listed


def test_what_she_sent_is_listed_for_the_officer(approved, listed, minah, ratna, asep):
    edition = listed.editions.get()
    sent = registry.submit(edition, by=minah)
    registry.approve(sent, by=ratna)
    catalog.submit(build.draft_product(listed, minah, name="Emping pedas"), by=minah)
    page = words(sign_in(Client(), asep).get(f"/petugas/tinjau/klaim/{approved.submission.code}/"))
    assert "Produk: Emping pedas" in page
    assert "Usaha: Emping Bu Minah" in page
    assert "Batalkan klaim ini" in page


def test_who_approved_or_the_head_undoes_nobody_else(approved, asep, ratna, rina, minah, dede):
    other = officer(rina)
    for who in (other, minah, dede):
        with pytest.raises(Refused, match="Hanya petugas yang menyetujui"):
            actions.undo(approved, by=who, reason="x")
    actions.undo(approved, by=asep, reason="Saya keliru membaca KTP.")
    with pytest.raises(Refused, match="tidak sedang berlaku"):
        actions.undo(approved, by=ratna, reason="x")


def test_a_reason_is_needed(approved, ratna):
    with pytest.raises(Refused, match="Tulis alasan"):
        actions.undo(approved, by=ratna, reason="  ")
    page = sign_in(Client(), ratna).post(f"/petugas/tinjau/klaim/{approved.submission.code}/batalkan/", {"reason": ""})
    assert "Tulis alasan membatalkan klaim ini." in words(page)
    assert Claim.objects.get(pk=approved.pk).is_live


def test_pressing_undo_on_the_page(approved, ratna, minah):
    client = sign_in(Client(), ratna)
    address = f"/petugas/tinjau/klaim/{approved.submission.code}/batalkan/"
    assert client.post(address, {"reason": "Pemilik lain."}).status_code == 302
    page = words(client.get(f"/petugas/tinjau/klaim/{approved.submission.code}/"))
    assert "Klaim ini dibatalkan" in page
    assert "Pemilik lain." in page
    assert "Batalkan klaim ini" not in page
    assert "Usaha ini tidak lagi ada di akun Anda" in words(sign_in(Client(), minah).get(f"/klaim/{approved.code}/"))


def test_her_other_businesses_are_left_alone(listed, minah, asep, ratna):
    own = build.draft_business(minah).business
    claim = build.claim(listed, minah)
    actions.approve(claim.submission, by=asep)
    actions.undo(claim, by=ratna, reason="Keliru")
    assert (role_in(own, minah), role_in(listed, minah)) == ("owner", "")
    assert Owner.objects.get(user=minah).nik_hash == own.owner.nik_hash


def test_the_right_owner_claims_afterwards(approved, listed, dede, asep, ratna):
    actions.undo(approved, by=ratna, reason="Keliru")
    again = build.claim(listed, dede, nik=NIK)
    actions.approve(again.submission, by=asep)
    assert role_in(listed, dede) == "owner"
    assert list(Claim.objects.filter(is_live=True)) == [again]


def test_a_claim_that_was_not_approved_cannot_be_undone(listed, minah, ratna):
    claim = build.claim(listed, minah)
    with pytest.raises(Refused, match="tidak sedang berlaku"):
        actions.undo(claim, by=ratna, reason="x")


def test_pictures_of_proof_are_forgotten_thirty_days_after_the_decision(listed, minah, asep):
    claim = build.claim(listed, minah, document=build.document())
    assert list(forgettable(timezone.now() + KEPT * 2)) == [], "it still waits"
    actions.approve(claim.submission, by=asep)
    assert list(forgettable(timezone.now())) == []
    assert list(forgettable(timezone.now() + KEPT * 2)) == [claim]


def test_the_nightly_job_removes_them_and_may_run_twice(listed, minah, asep, monkeypatch):
    claim = build.claim(listed, minah, document=build.document())
    actions.approve(claim.submission, by=asep)
    later = timezone.now() + KEPT * 2
    monkeypatch.setattr("claims.forgetting.timezone.now", lambda: later)
    assert run(Job(), None) == {"removed": 1}
    assert run(Job(), None) == {"removed": 0}
    claim.refresh_from_db()
    assert (claim.scan_path, claim.scan_size) == ("", None)
    assert sign_in(Client(), minah).get(f"/klaim/{claim.code}/berkas/").status_code == 404
