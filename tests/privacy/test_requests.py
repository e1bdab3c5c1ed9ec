"""Requests about data: asked by the owner or at the counter, answered by another officer within 72 hours."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from privacy import actions
from privacy.models import DataRequest
from registry import secrets
from registry.models import Owner
from review.actions import Refused
from tests import build
from tests.privacy.things import as_, may

MINE, DESK = "/pusat-usaha/data-pribadi/permintaan/", "/petugas/permintaan-data/"
RIGHT = "3602991708412399"


@pytest.fixture
def owner(sari, asep):
    return build.live_business(sari, asep).business.owner


@pytest.fixture
def clerk(rina):
    return may(rina, "privacy.answer_request")


def send(client, **given):
    key = {"form_key": str(uuid.uuid4())}
    return client.post(MINE, key | {"kind": "access", "text": "Siapa yang memakai data saya?"} | given)


def test_she_asks_once_and_reads_the_promise(owner, sari):
    client, key = as_(sari), str(uuid.uuid4())
    for _ in range(2):
        assert send(client, form_key=key).status_code == 302
    asked = DataRequest.objects.get()
    assert asked.due_at - asked.asked_at == timedelta(hours=72)
    assert "jawaban paling lambat" in client.get(MINE).content.decode()
    assert "masih menunggu jawaban" in send(client).content.decode()
    assert Event.objects.filter(verb="submitted", subject_kind="datarequest").count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"kind": ""},
        {"kind": "lain"},
        {"text": ""},
        {"text": "x" * 2001},
        {"text": f"NIK saya {RIGHT}"},
        {"kind": "correction", "nik": "123"},
        {"kind": "access", "nik": RIGHT},
        {"kind": "correction", "nik": "\0"},
    ],
)
def test_nonsense_is_told_and_what_was_typed_stays(owner, sari, given):
    page = send(as_(sari), **given).content.decode()
    assert "<title>Galat:" in page or given.get("nik") == "\0"
    assert DataRequest.objects.count() == (1 if given.get("nik") == "\0" else 0)


def test_a_wrong_nik_is_put_right_without_ever_being_shown(owner, sari, clerk):
    assert send(as_(sari), kind="correction", text="NIK saya salah ketik.", nik=RIGHT).status_code == 302
    asked = DataRequest.objects.get()
    assert RIGHT not in asked.nik_cipher
    page = as_(clerk).get(f"{DESK}{asked.code}/").content.decode()
    assert RIGHT not in page
    assert f"••••••••••••{RIGHT[-4:]}" in page
    as_(clerk).post(f"{DESK}{asked.code}/", {"outcome": "done", "words": "NIK sudah diperbaiki."})
    changed = Owner.objects.get(pk=owner.pk)
    assert secrets.decrypt(changed.nik_cipher) == RIGHT
    assert changed.nik_last4 == RIGHT[-4:]
    asked.refresh_from_db()
    assert (asked.state, asked.nik_cipher, asked.answered_by) == ("done", "", clerk)
    assert "NIK sudah diperbaiki." in as_(sari).get(MINE).content.decode()


def test_a_nik_of_another_owner_is_not_taken(owner, sari, dede, asep, clerk):
    other = build.live_business(dede, asep).business.owner
    nik = secrets.decrypt(other.nik_cipher)
    asked = actions.ask(owner, "correction", "Salah.", by=sari, nik=nik)
    page = as_(clerk).post(f"{DESK}{asked.code}/", {"outcome": "done", "words": "Ya."}).content.decode()
    assert "sudah dipakai pemilik lain" in page
    assert DataRequest.objects.get().is_open


def test_answering_needs_the_right_another_person_and_words(owner, sari, dede, asep, clerk):
    asked = actions.ask(owner, "objection", "Keberatan.", by=clerk, channel="counter")
    for other in (sari, dede, asep, clerk):
        with pytest.raises(Refused):
            actions.answer(asked, by=other, granted=False, words="Tidak")
    second = may(asep, "privacy.answer_request")
    with pytest.raises(Refused):
        actions.answer(asked, by=second, granted=False, words="  ")
    actions.answer(asked, by=second, granted=False, words="Data ini wajib disimpan.")
    with pytest.raises(Refused, match="sudah dijawab"):
        actions.answer(asked, by=second, granted=True, words="Ya")


def test_she_calls_it_off_and_others_cannot(owner, sari, dede, clerk):
    asked = actions.ask(owner, "restriction", "Batasi.", by=sari)
    assert as_(dede).post(f"{MINE}{asked.code}/batal/").status_code == 404
    with pytest.raises(Refused):
        actions.cancel(asked, by=clerk)
    as_(sari).post(f"{MINE}{asked.code}/batal/")
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    with pytest.raises(Refused):
        actions.answer(asked, by=clerk, granted=True, words="Ya")


def test_the_desk_shows_what_is_left_and_what_is_late_first(owner, sari, clerk):
    late = actions.ask(owner, "access", "Lama.", by=sari)
    past = timezone.now() - timedelta(days=5)
    DataRequest.objects.filter(pk=late.pk).update(asked_at=past, due_at=past + timedelta(hours=72))
    actions.ask(owner, "objection", "Baru.", by=sari)
    page = as_(clerk).get(DESK).content.decode()
    assert page.index("Lewat batas") < page.index("Sisa")
    assert "Tidak ada yang menunggu" not in page


def test_the_counter_asks_for_somebody_without_an_account(owner, clerk, asep):
    client, business = as_(clerk), owner.businesses.get()
    given = {"code": business.code.upper(), "kind": "access", "text": "Minta salinan.", "channel": "counter"}
    key = {"form_key": str(uuid.uuid4())}
    assert "cocokkan" in client.post(f"{DESK}baru/", key | given).content.decode().lower()
    assert client.post(f"{DESK}baru/", key | given | {"checked": "on"}).status_code == 302
    made = DataRequest.objects.get()
    assert (made.owner, made.channel, made.entered_by) == (owner, "counter", clerk)
    page = client.get(f"{DESK}{made.code}/").content.decode()
    assert "petugas lain yang menjawab" in page
    wrong = client.post(f"{DESK}baru/", key | given | {"checked": "on", "code": "tidakada"}).content.decode()
    assert "Tidak ada usaha dengan kode ini" in wrong


def test_the_desk_is_shut_for_others(owner, sari, asep, wulan):
    for person in (sari, asep, wulan):
        assert as_(person).get(DESK).status_code == 403
