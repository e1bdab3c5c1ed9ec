"""The office takes a report up, the owner says her side, one officer answers, and the contact is forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import Event, Verb
from faults import actions
from faults.models import Report
from faults.queries import public_lines, unanswered_by_owner, waiting
from privacy.loading import load_retention
from privacy.retention import run
from registry.duplicates import deciding, merging
from review.actions import Refused
from tests import build
from tests.attack.test_races import at_once, kinds
from tests.faults.conftest import reported, words
from tests.people import person, sign_in
from tests.privacy.things import may


@pytest.fixture
def after(django_capture_on_commit_callbacks):
    """A function: run an act and what waits for its commit."""

    def do(act, *arguments, **values):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*arguments, **values)

    return do


def desk(officer) -> Client:
    return sign_in(Client(), officer)


def test_what_may_harm_somebody_comes_first(product, yuli):
    old, claim = reported(product), reported(product, "claim", "Label halalnya tempelan.")
    assert [one.pk for one in waiting()] == [claim.pk, old.pk]
    page = words(desk(yuli).get("/petugas/laporan/"))
    assert page.index("Klaim halal, izin") < page.rindex("Harga salah") and "Didahulukan" in page


def test_taking_up_tells_the_owner_when_the_officer_wants_it(product, yuli, ucok, after):
    first, second = reported(product), reported(product, "claim", "Tempelan.")
    after(actions.take, first, by=yuli, tell=True)
    assert "belum tentu benar" in mail.outbox[-1].body and len(mail.outbox) == 1
    after(actions.take, second, by=yuli, tell=False)
    assert len(mail.outbox) == 1
    second.refresh_from_db()
    assert (second.state, second.taken_by, second.told_owner_at) == ("looking", yuli, None)
    with pytest.raises(Refused):
        actions.hand_back(second, by=ucok)
    actions.hand_back(second, by=yuli)
    second.refresh_from_db()
    assert (second.state, second.taken_by) == ("new", None)


def test_the_owner_reads_and_replies_only_to_what_she_was_told(product, sari, dede, yuli, after):
    one = reported(product, contact="pelapor@contoh.example", may_contact=True)
    hers = desk(sari)
    assert "Tidak ada laporan" in words(hers.get("/pusat-usaha/laporan/"))
    assert hers.post(f"/pusat-usaha/laporan/{one.code}/tanggapi/", {"words": "Bohong"}).status_code == 404
    after(actions.take, one, by=yuli, tell=True)
    page = hers.get("/pusat-usaha/laporan/").content.decode()
    assert "Harga salah" in page and "pelapor@" not in page
    assert list(unanswered_by_owner(sari)) == [one]
    assert "Tulis tanggapan" in words(hers.post(f"/pusat-usaha/laporan/{one.code}/tanggapi/", {"words": " "}))
    hers.post(f"/pusat-usaha/laporan/{one.code}/tanggapi/", {"words": "Harganya naik minggu lalu."})
    assert "Harganya naik minggu lalu." in words(desk(yuli).get(f"/petugas/laporan/{one.code}/"))
    assert not unanswered_by_owner(sari).exists()
    assert desk(dede).post(f"/pusat-usaha/laporan/{one.code}/tanggapi/", {"words": "Saya"}).status_code == 404


def test_an_answer_reaches_reporter_and_owner_and_is_final(product, sari, yuli, ucok, after):
    one = reported(product, contact="pelapor@contoh.example", may_contact=True)
    after(actions.answer, one, "answered", "Harganya sudah dibetulkan.", by=yuli, public_line="Harga sudah dibetulkan.")
    assert {address for letter in mail.outbox for address in letter.to} == {
        "pelapor@contoh.example",
        "+6286011110001@pesan.invalid",
    }
    assert "Harganya sudah dibetulkan." in words(Client().get(f"/lapor/{one.code}/"))
    assert "Harga sudah dibetulkan." in words(Client().get("/lapor/"))
    with pytest.raises(Refused, match="sudah dijawab Bu Yuli"):
        actions.answer(one, "rejected", "Lain", by=ucok)
    with pytest.raises(Refused, match="sudah dijawab"):
        actions.reply(one, "Terlambat", by=sari)


def test_an_unfounded_report_does_not_bother_the_owner_and_is_not_published(product, yuli, after):
    one = reported(product)
    after(actions.answer, one, "rejected", "Harganya benar.", by=yuli)
    assert not mail.outbox and not public_lines().exists()
    assert Event.objects.filter(verb=Verb.REJECTED, subject_code=one.code).exists()


@pytest.mark.parametrize(("given", "say"), [({"outcome": ""}, "Pilih hasilnya."), ({"words": " "}, "Tulis jawaban")])
def test_an_answer_without_words_or_outcome_is_not_taken(product, yuli, given, say):
    one = reported(product)
    data = {"outcome": "answered", "words": "Sudah.", "public_line": "Kalimat umum", "do": "answer"} | given
    page = desk(yuli).post(f"/petugas/laporan/{one.code}/", data)
    assert say in words(page) and "Kalimat umum" in page.content.decode()
    one.refresh_from_db()
    assert one.state == "new"


def test_a_ready_sentence_fills_the_form_and_sends_nothing(product, yuli):
    one = reported(product)
    page = desk(yuli).post(f"/petugas/laporan/{one.code}/", {"ready": "0", "public_line": "Umum"}).content.decode()
    assert "Pemilik usaha sudah memperbarui harganya." in page and "Umum" in page
    for odd in ("99", "-1", "9" * 4999, "\u0663", ""):
        assert desk(yuli).post(f"/petugas/laporan/{one.code}/", {"ready": odd}).status_code == 200
    one.refresh_from_db()
    assert one.state == "new"


def test_nobody_answers_about_a_business_of_her_own(product, sari):
    insider = may(sari, "review.view_queue", "faults.answer_report")
    one = reported(product)
    with pytest.raises(Refused, match="usaha Anda sendiri"):
        actions.answer(one, "rejected", "Bohong", by=insider)
    with pytest.raises(Refused, match="usaha Anda sendiri"):
        actions.take(one, by=insider, tell=False)


def test_without_the_permission_nothing_is_answered(product, tono):
    one = reported(product)
    assert desk(tono).get("/petugas/laporan/").status_code == 403
    with pytest.raises(Refused):
        actions.answer(one, "rejected", "Bohong", by=tono)


@pytest.mark.django_db(transaction=True)
def test_two_officers_answer_at_once_and_one_wins(product, yuli, ucok):
    one = reported(product)
    found = at_once(
        lambda: actions.answer(one, "answered", "Benar.", by=yuli),
        lambda: actions.answer(one, "rejected", "Tidak benar.", by=ucok),
    )
    assert kinds(found) == {"NoneType": 1, "Refused": 1}, found
    one.refresh_from_db()
    assert (one.answer, one.answered_by) in (("Benar.", yuli), ("Tidak benar.", ucok))
    assert Event.objects.filter(subject_code=one.code, verb__in=[Verb.APPROVED, Verb.REJECTED]).count() == 1


def test_the_contact_goes_a_month_after_the_answer_and_the_words_after_two_years(product, yuli, after):
    load_retention()
    one = reported(product, "words", "Bukan gula aren.", contact="pelapor@contoh.example", may_contact=True)
    after(actions.answer, one, "answered", "Sudah.", by=yuli, public_line="Sudah dibetulkan.")

    def aged(days: int) -> Report:
        Report.objects.filter(pk=one.pk).update(answered_at=timezone.now() - timedelta(days=days))
        run()
        return Report.objects.get(pk=one.pk)

    assert aged(29).contact == "pelapor@contoh.example"
    kept = aged(31)
    assert (kept.contact, kept.may_contact, kept.text) == ("", False, "Bukan gula aren.")
    kept = aged(731)
    assert (kept.text, kept.answer, kept.public_line) == ("", "(dihapus)", "Sudah dibetulkan.")
    assert run().counts["reports"] == 0


def test_reports_follow_a_merged_business(product, rina, dede, yuli):
    other = build.live_business(dede, rina, name="Gula Aren Bu Sari", phone="", whatsapp="").business
    one = reported(product)
    officer = may(person("Bu Ani", email="ani@contoh.example"), "registry.merge_businesses", "review.view_queue")
    deciding.point_out(other, product.product.business, by=officer)
    merging.merge(other, product.product.business, by=officer, reason="Usaha yang sama, didaftarkan dua kali.")
    one.refresh_from_db()
    assert one.business == other
