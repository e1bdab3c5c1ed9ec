"""Is it registered already? asked while a business is registered; nothing is told that is not public."""

import pytest
from django.test import Client

from registry import actions
from registry.duplicates import asking, finding
from registry.models import BusinessEdition, Consent, DuplicatePair, Owner
from review.actions import Refused
from tests import build
from tests.people import sign_in
from tests.registry.conftest import key, words
from tests.registry.doubles import find, live, pairs

pytestmark = pytest.mark.django_db
NIK, PHONE = "3602991708499999", "+6286033334444"


@pytest.fixture
def draft(dede):
    """Dede's registration, complete but for a few answers, with nothing like Sari's."""
    edition = build.draft_business(dede, name="Keripik Dede", phone="", whatsapp="", nib="", nib_status="none")
    owner = edition.business.owner
    Owner.objects.filter(pk=owner.pk).update(nik_hash=None, nik_cipher="", nik_last4="")
    actions.set_consent(owner, Consent.Purpose.NOTICE, True, version="1", by=dede)
    return edition


def say(client, draft, part: str, **values):
    """Fill in one part."""
    return client.post(f"/daftar-usaha/{draft.business.code}/{part}/", values, follow=True)


def page(client, draft, name: str = "") -> str:
    return words(client.get(f"/daftar-usaha/{draft.business.code}/{name}"))


def name_it(client, draft, name: str = "Gula Aren Ibu Sari"):
    return say(client, draft, "usaha", name=name, legal_form="sole")


def test_a_similar_name_in_the_village_is_asked_about(sari, dede, rina, draft, browser):
    live(sari, rina, owner_name="Nyi Rahasia")
    client = browser(dede)
    answer = name_it(client, draft)
    assert "Usaha ini mungkin sudah terdaftar" in words(answer), "on the next page already"
    for name in ("", "periksa/", "nib/"):
        shown = page(client, draft, name)
        assert "Gula Aren Ibu Sari , Kecamatan Rangkasbitung" in shown, name
        assert "Rahasia" not in shown, "her name is nobody's business"
    assert pairs() == [(["name"], "asked")], "not yet on the work list"


def test_a_private_record_is_not_named(dede, rina, asep, draft, browser):
    owner = Owner.objects.create(name="Rahasia")
    old = live(asep, rina).__class__.objects.create(owner=owner, created_by=asep)
    BusinessEdition.objects.create(
        business=old, number=1, name="Opak Mak Rahasia", owner_name="Rahasia", village=build.village(), created_by=asep
    )
    client = browser(dede)
    say(client, draft, "pemilik", owner_name="Rahasia", phone="0860 1111 0009", whatsapp="", email="")
    name_it(client, draft, "Opak Mak Rahasia")
    shown = page(client, draft, "periksa/")
    assert "Ada data serupa di catatan dinas" in shown and "Opak Mak Rahasia , " not in shown


def test_a_telephone_does_not_tell_whose_it_is(sari, dede, rina, draft, browser):
    live(sari, rina, phone=PHONE)
    client = browser(dede)
    say(client, draft, "pemilik", owner_name="Dede", phone=PHONE, whatsapp="", email="")
    shown = page(client, draft)
    assert "Ada data serupa" in shown and "Gula Aren" not in shown


def test_a_nik_of_somebody_else_is_refused_asked_about_and_not_kept(sari, dede, rina, draft, browser):
    edition = build.draft_business(sari)
    Owner.objects.filter(pk=edition.business.owner_id).update(nik_hash=None, nik_cipher="", nik_last4="")
    edition.business.owner.refresh_from_db()
    actions.set_identity(edition.business.owner, nik=NIK, by=sari)
    client = browser(dede)
    answer = say(client, draft, "pemilik", owner_name="Dede", nik=NIK, phone="", whatsapp="", email="")
    shown = words(answer)
    assert "NIK ini sudah dipakai akun lain" in shown and "Ada data serupa" in shown
    assert "Gula Aren" not in shown and NIK not in answer.content.decode()
    assert pairs() == [(["nik"], "asked")]
    name_it(client, draft, "Keripik Dede")
    assert pairs() == [(["nik"], "asked")], "another part is saved, the question stays"
    say(client, draft, "pemilik", owner_name="Dede", nik="3602991708400001", phone="", whatsapp="", email="")
    assert pairs() == [], "her own NIK settles it"


def test_her_own_business_is_named_even_as_a_draft(sari, browser):
    first, second = build.draft_business(sari), build.draft_business(sari)
    find(first.business)
    actions.submit(first, by=sari)
    find(second.business)
    shown = page(browser(sari), second)
    assert "Apakah ini usaha Anda yang sudah ada?" in shown and "Gula Aren Ibu Sari , Kecamatan" in shown


def test_nothing_is_sent_before_the_question_is_answered(sari, dede, rina, draft, browser):
    live(sari, rina)
    actions.set_identity(draft.business.owner, nik="3602991708400001", by=dede)
    actions.save_draft(draft, {"name": "Gula Aren Ibu Sari", "phone": "+6286011110077"}, by=dede)
    finding.find_of(draft.business)
    client, address = browser(dede), f"/daftar-usaha/{draft.business.code}/"
    client.post(f"{address}persetujuan/", {})
    assert "Jawab dulu pertanyaan di atas" in page(client, draft, "periksa/")
    answer = client.post(f"{address}periksa/", {"true": "on", **key()})
    assert "Jawab dulu pertanyaan tentang usaha yang mirip" in words(answer)
    code = DuplicatePair.objects.get().code
    answer = client.post(f"{address}mirip/", {"pair": code, "note": "Kakak  saya\x00", "from": "check"}, follow=True)
    assert "Jawaban Anda tersimpan" in words(answer) and "mungkin sudah terdaftar" not in words(answer)
    pair = DuplicatePair.objects.get()
    assert (pair.state, pair.said_by, pair.said_note) == ("open", dede, "Kakak saya")
    answer = client.post(f"{address}periksa/", {"true": "on", **key()})
    assert answer["Location"].endswith("/terkirim/")


def test_the_officer_reads_the_answer_beside_the_suspicion(sari, dede, rina, draft):
    live(sari, rina)
    actions.set_identity(draft.business.owner, nik="3602991708400001", by=dede)
    actions.save_draft(draft, {"name": "Gula Aren Ibu Sari"}, by=dede)
    find(draft.business)
    asking.say_different(draft.business, DuplicatePair.objects.get().code, by=dede, note="Kakak saya")
    submission = actions.submit(draft, by=dede)
    find(draft.business)
    assert DuplicatePair.objects.get().said_note == "Kakak saya", "looking again keeps the answer"
    shown = words(sign_in(Client(), rina).get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert "Mungkin ganda dengan Gula Aren Ibu Sari" in shown and "“Kakak saya”" in shown


def test_a_pair_of_others_cannot_be_answered(sari, dede, rina, draft, browser, ratna):
    live(sari, rina)
    other = live(ratna, rina)
    find(other)
    code = DuplicatePair.objects.get().code
    with pytest.raises(Refused, match="tidak berlaku"):
        asking.say_different(draft.business, code, by=dede)
    for wrong in (code, "", "\x00", "zzzzzzzz", "x" * 500):
        address = f"/daftar-usaha/{draft.business.code}/mirip/"
        assert "tidak berlaku" in words(browser(dede).post(address, {"pair": wrong}, follow=True))
    assert DuplicatePair.objects.get().said_at is None
    answer = browser(dede).post(f"/daftar-usaha/{other.code}/mirip/", {"pair": code})
    assert answer.status_code == 404


def test_a_business_that_was_public_once_is_not_asked_again(sari, dede, rina, browser):
    live(sari, rina)
    mine = live(dede, rina)
    find(mine)
    draft = actions.open_draft(mine, by=dede)
    assert asking.questions(draft, dede) == []


def test_the_way_to_claim_shows_only_where_it_exists():
    assert asking.known_address("/klaim/nirgendwo/") == ""
    assert asking.known_address("/daftar-usaha/") == "/daftar-usaha/"


def test_a_telephone_and_half_a_name_do_not_tell_the_other_half(sari, dede, rina, draft, browser):
    live(sari, rina, name="Gula Aren Semut Cap Kembang", phone=PHONE)
    client = browser(dede)
    say(client, draft, "pemilik", owner_name="Dede", phone=PHONE, whatsapp="", email="")
    name_it(client, draft, "Gula Aren Semut Dede")
    pair = DuplicatePair.objects.get()
    assert pair.reasons == ["phone", "name"] and pair.likeness < 70
    assert "Kembang" not in page(client, draft) and "Ada data serupa" in page(client, draft)
