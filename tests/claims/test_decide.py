"""A claim before an officer: what she sees, and what approving moves."""

import io
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from audit.models import Event, Verb
from claims import actions, checks
from claims.models import Claim
from claims.queries import Match
from lebak_catalog.roles import PERMISSIONS
from registry import actions as registry
from registry.models import Business, Consent, Owner
from registry.queries import role_in
from review.actions import AlreadyDecided, Refused
from review.models import State, Submission
from tests import build
from tests.claims.conftest import NIK
from tests.people import person, sign_in
from tests.registry.conftest import words

BOTH = Match("", None, True)


def officer(user):
    user.user_permissions.add(Permission.objects.get(codename="decide_claim"))
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def rina(rina):
    return officer(rina)


@pytest.fixture
def asep(asep):
    return officer(asep)


def photo() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (900, 900), "white").save(kept, "JPEG")
    return SimpleUploadedFile("ktp.jpg", kept.getvalue(), "image/jpeg")


def test_who_may_decide_stands_in_the_roles():
    assert "claims.decide_claim" in PERMISSIONS["reviewer"]
    assert "claims.undo_claim" in PERMISSIONS["supervisor"]
    assert "claims.undo_claim" not in PERMISSIONS["reviewer"]
    assert "claims.decide_claim" not in PERMISSIONS["field_officer"]


def test_claiming_through_the_pages(listed, minah, rina, asep):
    client = sign_in(Client(), minah)
    client.post("/klaim/", {"cara": "nib", "nib": listed.editions.get().nib})
    form = {"form_key": str(uuid.uuid4()), "nik": NIK, "note": "Usaha ibu saya.", "scan": photo()}
    answer = client.post("/klaim/usaha/", form)
    claim = Claim.objects.get()
    assert answer.url == f"/klaim/{claim.code}/"
    assert (claim.nib_matches, claim.nik_matches, claim.phone_matches) == (True, True, True)
    assert claim.scan_type == "image/jpeg"
    assert claim.submission.kind == "claim"
    assert (claim.submission.title, claim.submission.region_name) == ("Emping Bu Minah", "Rangkasbitung")
    page = words(client.get(answer.url))
    assert "Menunggu petugas" in page
    picture = client.get(f"/klaim/{claim.code}/berkas/")
    assert b"".join(picture.streaming_content)[:2] == b"\xff\xd8"
    assert Event.objects.filter(verb=Verb.SCAN_VIEWED, subject_code=claim.code).count() == 1
    desk = sign_in(Client(), rina)
    assert "Klaim usaha" in words(desk.get("/petugas/antrean/?jenis=klaim"))
    shown = words(desk.get(f"/petugas/tinjau/klaim/{claim.submission.code}/"))
    office = f"/petugas/klaim/{claim.code}/berkas/"
    assert desk.get(f"/klaim/{claim.code}/berkas/").status_code == 404, "officers say why first"
    assert desk.post(office, {"purpose": ""}).status_code == 302
    look = desk.post(office, {"purpose": "review"})
    assert b"".join(look.streaming_content)[:2] == b"\xff\xd8"
    assert Event.objects.filter(verb=Verb.SCAN_VIEWED, actor_code=rina.code).get().detail == {"purpose": "review"}
    for line in ("NIB yang diketik sama", "NIK yang diketik sama", "Nomor HP akun ini, yang sudah dibuktikan"):
        assert line in shown
    assert NIK not in shown
    assert "Rp50 juta" not in shown
    desk.post(f"/petugas/tinjau/klaim/{claim.submission.code}/", {"decision": "approved"})
    assert role_in(listed, minah) == "owner"
    assert "Usaha ini sekarang milik akun Anda" in words(client.get(f"/klaim/{claim.code}/"))
    assert "Emping Bu Minah" in words(client.get("/pusat-usaha/"))


def test_a_broken_photo_is_refused_in_words_and_nothing_is_claimed(listed, minah):
    client = sign_in(Client(), minah)
    client.post("/klaim/", {"cara": "nib", "nib": listed.editions.get().nib})
    broken = SimpleUploadedFile("ktp.jpg", b"MZ not a photo", "image/jpeg")
    page = client.post("/klaim/usaha/", {"form_key": str(uuid.uuid4()), "note": "Tetap ada", "scan": broken})
    assert page.status_code == 200
    assert "Tetap ada" in words(page)
    assert not Claim.objects.exists()


def test_a_double_tap_claims_once(listed, minah):
    client = sign_in(Client(), minah)
    client.post("/klaim/", {"cara": "nib", "nib": listed.editions.get().nib})
    same = {"form_key": str(uuid.uuid4()), "note": ""}
    session = client.session
    kept = dict(session["claim_match"])
    first = client.post("/klaim/usaha/", same)
    session = client.session
    session["claim_match"] = kept
    session.save()
    assert client.post("/klaim/usaha/", same).url == first.url
    assert Claim.objects.count() == 1


def test_one_open_claim_each_and_three_in_all(listed, minah, rina):
    build.claim(listed, minah)
    with pytest.raises(Refused, match="sudah menunggu petugas"):
        build.claim(listed, minah)
    for n in range(2):
        build.claim(build.listed_business(rina, name=f"Usaha {n}"), minah)
    with pytest.raises(Refused, match="Paling banyak 3 klaim"):
        build.claim(build.listed_business(rina, name="Usaha lain"), minah)


def test_without_the_nik_only_the_claimed_business_moves(rina, asep, minah):
    one = build.listed_business(rina, nik=NIK)
    two = build.listed_business(rina, nik=NIK, name="Warung Bu Minah")
    assert one.owner_id == two.owner_id
    giver = one.owner
    actions.approve(build.claim(one, minah).submission, by=asep)
    assert (role_in(one, minah), role_in(two, minah)) == ("owner", "")
    giver.refresh_from_db()
    assert (giver.user, bool(giver.nik_hash)) == (None, True)


def test_with_the_nik_the_whole_person_is_hers(rina, asep, minah):
    one = build.listed_business(rina, nik=NIK)
    two = build.listed_business(rina, nik=NIK, name="Warung Bu Minah")
    claim = build.claim(one, minah, nik=NIK)
    assert "ikut menjadi miliknya: Warung Bu Minah" in " ".join(one.text for one in checks.automatic(claim))
    actions.approve(claim.submission, by=asep)
    claim.refresh_from_db()
    assert (role_in(one, minah), role_in(two, minah)) == ("owner", "owner")
    owner = Owner.objects.get(user=minah)
    assert (owner.nik_last4, claim.nik_moved, claim.moved) == (NIK[-4:], True, sorted([one.pk, two.pk]))
    assert Consent.objects.filter(owner=owner, purpose="notice", given_by=minah).exists()


def test_a_second_business_joins_the_one_she_has(rina, asep, minah, listed):
    own = build.draft_business(minah).business
    actions.approve(build.claim(listed, minah).submission, by=asep)
    assert set(Owner.objects.get(user=minah).businesses.all()) == {own, listed}


def test_another_nik_in_her_account_moves_the_claimed_one_only(rina, asep, minah):
    one = build.listed_business(rina, nik=NIK)
    two = build.listed_business(rina, nik=NIK, name="Warung Bu Minah")
    own = build.draft_business(minah).business
    before = own.owner.nik_hash
    claim = build.claim(one, minah, nik=NIK)
    assert any("berbeda dari NIK pemilik usaha ini" in found.text for found in checks.automatic(claim))
    actions.approve(claim.submission, by=asep)
    assert (role_in(one, minah), role_in(two, minah)) == ("owner", "")
    assert Owner.objects.get(user=minah).nik_hash == before


def test_a_true_owner_who_claimed_by_nib_can_add_the_listed_nik_later(listed, minah, asep):
    actions.approve(build.claim(listed, minah).submission, by=asep)
    registry.set_identity(Owner.objects.get(user=minah), nik=NIK, by=minah)
    assert Owner.objects.get(user=minah).nik_last4 == NIK[-4:]
    assert Owner.objects.filter(user=None, nik_hash__isnull=False).count() == 0


def test_a_nik_still_in_the_list_is_not_given_away_by_typing_it(listed, sari):
    owner = registry.start_business(by=sari).business.owner
    with pytest.raises(Refused, match="ada di daftar dinas"):
        registry.set_identity(owner, nik=NIK, by=sari)


def test_approving_one_closes_the_others_with_a_sentence(listed, minah, dede, asep, django_capture_on_commit_callbacks):
    mine, his = build.claim(listed, minah), build.claim(listed, dede)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve(mine.submission, by=asep)
    his.refresh_from_db()
    lost = Submission.objects.get(pk=his.submission_id)
    assert (lost.state, lost.decided_by, his.is_open) == (State.REJECTED, asep, False)
    assert "Klaim lain atas usaha ini sudah disetujui" in lost.reason
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([dede.email, f"{minah.phone}@pesan.invalid"])
    with pytest.raises(AlreadyDecided):
        actions.approve(his.submission, by=asep)


def test_an_officers_own_claim_is_pulled_back_when_she_approves_another(listed, minah, asep):
    own = build.claim(listed, asep)
    with pytest.raises(Refused, match="ikut mengisi atau mengirim"):
        actions.approve(own.submission, by=asep)
    actions.approve(build.claim(listed, minah).submission, by=asep)
    assert Submission.objects.get(pk=own.submission_id).state == State.WITHDRAWN


def test_nobody_without_the_permission_decides(listed, minah, wulan, dede):
    submission = build.claim(listed, minah).submission
    for who in (wulan, dede, minah):
        with pytest.raises(Refused):
            actions.approve(submission, by=who)
        with pytest.raises(Refused):
            actions.send_back(submission, by=who, words="x")
    assert Claim.objects.get().is_open


def test_more_proof_is_asked_and_the_claim_comes_back_with_it(listed, minah, asep):
    first = build.claim(listed, minah, nik=NIK)
    actions.send_back(first.submission, by=asep, words="Kirim foto KTP.")
    client = sign_in(Client(), minah)
    page = words(client.get(f"/klaim/{first.code}/"))
    assert "Kirim foto KTP." in page
    assert client.post(f"/klaim/{first.code}/lagi/").url == "/klaim/usaha/"
    client.post("/klaim/usaha/", {"form_key": str(uuid.uuid4()), "note": "Ini KTP saya", "scan": photo()})
    second = Claim.objects.get(number=2)
    assert (second.nib_matches, second.nik_matches, second.submission.is_first) == (True, True, False)
    shown = words(sign_in(Client(), asep).get(f"/petugas/tinjau/klaim/{second.submission.code}/"))
    assert "Pengajuan ke-2" in shown
    assert "Kirim foto KTP." in shown


def test_a_claim_is_withdrawn_and_made_again(listed, minah, asep):
    claim, client = build.claim(listed, minah), sign_in(Client(), minah)
    client.post(f"/klaim/{claim.code}/batalkan/")
    claim.refresh_from_db()
    assert (claim.state, claim.is_open) == ("withdrawn", False)
    assert build.claim(listed, minah).number == 2


def test_a_business_that_got_an_account_meanwhile_cannot_be_approved(listed, minah, asep):
    claim = build.claim(listed, minah)
    Owner.objects.filter(pk=listed.owner_id).update(user=person("Orang lain", email="lain@contoh.example"))
    with pytest.raises(Refused, match="sudah punya pemilik dengan akun"):
        actions.approve(claim.submission, by=asep)
    assert Claim.objects.get().is_open


def test_names_are_compared_without_titles():
    assert checks.likeness("Hj. Minah, S.Pd", "Ibu MINAH") == 1.0
    assert checks.likeness("Minah", "Budi Santoso") < checks.ALIKE
    assert checks.likeness("", "Minah") == 0.0


def test_the_diary_and_the_queue_hold_nothing_personal(listed, minah, asep):
    actions.approve(build.claim(listed, minah, nik=NIK, note="Rumah saya di Kp. Rahasia").submission, by=asep)
    details = str(list(Event.objects.values_list("detail", flat=True)))
    for secret in (NIK, build.LISTED_PHONE, "Rahasia"):
        assert secret not in details
        assert secret not in str(list(Submission.objects.values()))
    assert NIK not in str(list(Claim.objects.values()))
    assert Event.objects.filter(verb=Verb.CHANGED, subject_code=Business.objects.get(pk=listed.pk).code).exists()
