"""Giving work to a colleague: with a note, and all of a colleague's at once."""

import pytest
from django.core import mail

from audit.models import Event, Verb
from catalog import actions as catalog
from review import actions
from review.actions import Refused
from review.handing_over import hand_over_all
from review.models import Submission
from tests import build

ASSIGN = "/petugas/antrean/petugas/"
GIVE_ALL = "/petugas/beban/serahkan/"


def holder(submission):
    return Submission.objects.get(pk=submission.pk).assigned_to


@pytest.fixture
def three(business, sari, rina, waiting_product):
    """Three products that Rina has taken."""
    more = [catalog.submit(build.draft_product(business, sari, name=f"Gula {n}"), by=sari) for n in range(2)]
    for one in (waiting_product, *more):
        actions.take(one, by=rina)
    return [waiting_product, *more]


def test_a_note_goes_along_and_the_colleague_is_told_once(desk, asep, three, as_person):
    codes = [one.code for one in three]
    given = {"aksi": "serahkan", "kode": codes, "kepada": asep.code, "catatan": "Foto sudah benar, cek harga."}
    desk.post(ASSIGN, given)
    assert {holder(one) for one in three} == {asep}
    assert len(mail.outbox) == 1 and mail.outbox[0].to == [asep.email]
    assert "3 pengajuan diserahkan" in mail.outbox[0].subject
    assert three[0].title not in mail.outbox[0].body
    page = as_person(asep).get("/petugas/tugas/").content.decode()
    assert "Foto sudah benar, cek harga." in page
    actions.assign(Submission.objects.get(pk=three[0].pk), by=asep, to=None)
    assert Submission.objects.get(pk=three[0].pk).assignment_note == ""


def test_nobody_gives_away_what_a_colleague_has_but_the_head_of_the_section(three, asep, ratna):
    with pytest.raises(Refused, match="Bu Rina memegang"):
        actions.assign(three[0], by=asep, to=asep)
    with pytest.raises(Refused, match="Bu Rina memegang"):
        actions.assign(three[0], by=asep, to=None)
    assert actions.assign(three[0], by=ratna, to=asep).assigned_to == asep


def test_all_of_an_officer_on_leave_goes_to_another(as_person, ratna, rina, asep, three):
    given = {"dari": rina.code, "kepada": asep.code, "catatan": "Bu Rina cuti."}
    page = as_person(ratna).post(GIVE_ALL, given, follow=True).content.decode()
    assert "3 pengajuan Bu Rina diserahkan kepada Pak Asep." in page
    assert {holder(one) for one in three} == {asep}
    assert Event.objects.filter(verb=Verb.ASSIGNED, actor_code=ratna.code).count() == 3


def test_what_the_colleague_typed_herself_stays(ratna, rina, asep, three):
    Submission.objects.filter(pk=three[0].pk).update(hands=[asep.pk])
    handed = hand_over_all(rina, by=ratna, to=asep)
    assert handed.done == 2
    assert "1 pengajuan tetap pada Bu Rina" in handed.refusals[0]
    assert holder(three[0]) == rina


def test_also_from_an_account_that_was_closed(ratna, rina, asep, three):
    type(rina).objects.filter(pk=rina.pk).update(is_active=False)
    assert hand_over_all(rina, by=ratna, to=asep).done == 3


def test_nothing_to_give_and_nobody_to_give_to_are_told(as_person, ratna, rina, asep, wulan):
    client = as_person(ratna)
    assert (
        "Tidak ada pengajuan Bu Rina"
        in client.post(GIVE_ALL, {"dari": rina.code, "kepada": asep.code}, follow=True).content.decode()
    )
    for given in ({}, {"dari": "zz", "kepada": asep.code}, {"dari": rina.code, "kepada": "\0"}):
        assert "Pilih petugas" in client.post(GIVE_ALL, given, follow=True).content.decode()
    assert (
        "dua petugas yang berbeda"
        in client.post(GIVE_ALL, {"dari": rina.code, "kepada": rina.code}, follow=True).content.decode()
    )
    with pytest.raises(Refused, match="Peran Anda"):
        hand_over_all(rina, by=ratna, to=wulan)
    with pytest.raises(Refused, match="Peran Anda"):
        hand_over_all(rina, by=asep, to=asep)
