"""Words between the owner and the desk about one submission."""

import datetime
import uuid

import pytest
from django.core import mail
from django.utils import timezone

from audit.models import Event, Verb
from catalog import actions as catalog
from certification import actions as certification
from registry import actions as registry
from review import actions, conversation
from review.actions import Refused
from review.models import Conversation, Message, Submission
from tests import build

TEXT = "Fotonya sudah saya ganti, Bu."


@pytest.fixture
def page(waiting_product):
    return f"/pengajuan/{waiting_product.code}/pesan/"


@pytest.fixture
def talk(as_person, page, django_capture_on_commit_callbacks):
    """Writes as somebody, once; letters go out as after a commit."""

    def write(person, text=TEXT, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return as_person(person).post(page, {"text": text, "form_key": str(uuid.uuid4()), **more}, follow=True)

    return write


def unread(submission):
    return Conversation.objects.get(submission=submission).unread_by


def test_the_owner_writes_and_the_desk_sees_that_something_is_new(talk, desk, sari, rina, waiting_product):
    actions.take(waiting_product, by=rina)
    answer = talk(sari)
    assert "Pesan terkirim." in answer.content.decode() and TEXT in answer.content.decode()
    assert unread(waiting_product) == "staff"
    assert "Pesan baru" in desk.get("/petugas/antrean/").content.decode()
    assert len(desk.get("/petugas/antrean/?pesan=baru").context["rows"]) == 1
    review = desk.get(f"/petugas/tinjau/produk/{waiting_product.code}/").content.decode()
    assert TEXT in review and "Belum dibaca" in review
    assert [letter.to for letter in mail.outbox] == [[rina.email]]
    assert TEXT not in mail.outbox[0].body


def test_the_answer_reaches_the_owner_without_its_words_in_a_letter(talk, as_person, sari, rina, waiting_product):
    talk(rina, "Terima kasih, Bu Sari.")
    assert unread(waiting_product) == "owner"
    assert len(mail.outbox) == 1 and "Terima kasih" not in mail.outbox[0].body
    owner = as_person(sari)
    assert "Pesan petugas tentang" in owner.get("/pusat-usaha/").content.decode()
    html = owner.get(f"/pusat-usaha/produk/{waiting_product.subject_code}/ubah/").content.decode()
    assert "Petugas Bu Rina" in html and "Terima kasih, Bu Sari." in html
    owner.post(f"/pengajuan/{waiting_product.code}/pesan/", {"aksi": "dibaca"})
    assert unread(waiting_product) == ""
    assert "Pesan petugas tentang" not in owner.get("/pusat-usaha/").content.decode()


def test_a_burst_is_told_once_and_after_reading_again(talk, as_person, page, sari, rina, waiting_product):
    for n in range(3):
        talk(rina, f"Pesan {n}")
    assert len(mail.outbox) == 1
    as_person(sari).post(page, {"aksi": "dibaca"})
    talk(rina, "Satu lagi")
    assert len(mail.outbox) == 2


def test_a_double_tap_says_it_once(as_person, page, sari):
    client, key = as_person(sari), str(uuid.uuid4())
    for _ in range(2):
        client.post(page, {"text": TEXT, "form_key": key})
    assert Message.objects.count() == 1


def test_the_diary_knows_that_but_not_what(talk, sari, waiting_product):
    talk(sari, "NIK saya 3602991708412345")
    line = Event.objects.get(verb=Verb.COMMENTED)
    assert line.detail["side"] == "owner" and "3602" not in str(line.detail)


def test_strangers_see_nothing(as_person, page, dede, wulan, client):
    assert client.get(page).status_code == 302
    for stranger in (dede, wulan):
        assert as_person(stranger).get(page).status_code == 404
        assert as_person(stranger).post(page, {"text": TEXT, "form_key": str(uuid.uuid4())}).status_code == 404
    assert not Message.objects.exists()


def test_who_only_looks_at_the_desk_reads_and_does_not_write(page, as_person, db):
    from tests.people import person

    tono = person("Pak Tono", email="tono@contoh.example", permissions="review.view_queue")
    assert as_person(tono).get(page).status_code == 200
    answer = as_person(tono).post(page, {"text": TEXT, "form_key": str(uuid.uuid4())})
    assert "tidak ikut dalam percakapan" in answer.content.decode()
    assert not Message.objects.exists()


def test_an_officer_speaks_about_her_own_business_as_its_owner(rina, asep):
    sent = registry.submit(build.draft_business(rina, name="Kue Bu Rina"), by=rina)
    assert conversation.write(sent, "Sudah lengkap ya?", by=rina).by_staff is False
    assert conversation.write(sent, "Sedang dilihat.", by=asep).by_staff is True


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Tulis pesannya dulu."), ("   ", "Tulis pesannya dulu."), ("x" * 1001, "paling panjang 1.000")],
)
def test_what_cannot_be_sent_is_told_and_kept(talk, sari, text, words):
    html = talk(sari, text).content.decode()
    assert words in html
    assert text.strip()[:100] in html
    assert not Message.objects.exists()


def test_two_weeks_after_the_decision_it_can_only_be_read(
    talk, as_person, page, sari, rina, waiting_product, monkeypatch
):
    talk(sari)
    catalog.approve(waiting_product, by=rina)
    talk(sari, "Terima kasih banyak.")
    later = timezone.now() + datetime.timedelta(days=15)
    monkeypatch.setattr(conversation.timezone, "now", lambda: later)
    with pytest.raises(Refused, match="sudah ditutup"):
        conversation.write(Submission.objects.get(pk=waiting_product.pk), "Masih ada?", by=sari)
    monkeypatch.undo()
    with_decision = Submission.objects.get(pk=waiting_product.pk)
    monkeypatch.setattr(conversation, "OPEN_AFTER_DECISION", -datetime.timedelta(days=1))
    assert not conversation.is_open(with_decision)
    html = as_person(sari).get(page).content.decode()
    assert "Terima kasih banyak." in html and "tetap bisa dibaca" in html and "<textarea" not in html


def test_nobody_floods_a_conversation(sari, waiting_product, monkeypatch):
    monkeypatch.setattr(conversation, "MOST_A_DAY", 2)
    for n in range(2):
        conversation.write(waiting_product, f"Pesan {n}", by=sari)
    with pytest.raises(Refused, match="banyak pesan hari ini"):
        conversation.write(waiting_product, "Lagi", by=sari)


def test_it_goes_back_to_the_page_it_stood_on_and_nowhere_else(as_person, page, sari, waiting_product):
    own = f"/pusat-usaha/produk/{waiting_product.subject_code}/ubah/"
    for wanted, target in ((own, own), ("https://jahat.example/", page), ("//jahat.example/x", page), ("/x\n", page)):
        data = {"text": TEXT, "form_key": str(uuid.uuid4()), "kembali": wanted}
        assert as_person(sari).post(page, data).url == f"{target}#percakapan"


def test_businesses_and_certificates_have_theirs_too(as_person, sari, rina, business):
    paper = build.draft_certificate(business, sari)
    sent = certification.submit(paper, by=sari)
    conversation.write(sent, "Berkasnya buram, Bu.", by=rina)
    owner = as_person(sari)
    assert "Berkasnya buram" in owner.get(f"/pusat-usaha/sertifikat/{paper.code}/").content.decode()
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"name": "Gula Baru"}, by=sari)
    changed = registry.submit(edit, by=sari)
    conversation.write(changed, "Nama ini dipakai di kemasan?", by=rina)
    assert "dipakai di kemasan" in owner.get(f"/daftar-usaha/{business.code}/terkirim/").content.decode()
    assert {one.pk for one in conversation.unread_for_owner(sari)} == {sent.pk, changed.pk}


def test_a_business_without_an_account_is_told_to_the_officer(desk, rina, waiting_product):
    from registry.models import Owner

    Owner.objects.all().update(user=None)
    html = desk.get(f"/petugas/tinjau/produk/{waiting_product.code}/").content.decode()
    assert "Pemilik belum punya akun" in html
