"""A second officer looks at a random sample, then decides the whole list as one act; the head may undo it."""

import re

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from audit.models import Event
from jobs.models import Job
from registry import actions
from registry.importing import sampling, work
from registry.models import BatchReview, Business, BusinessEdition, ImportBatch, SampledDraft
from registry.queries import public
from review.actions import Refused
from review.models import Submission
from tests.imports import LIST, lists, press, states, table, upload, words  # noqa: F401
from tests.imports import work as let_work
from tests.people import REVIEWER, person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
HEAD = "nama_ikm;nama_pemilik;nib;kecamatan;keldesa;bentuk_badan_usaha;kode_kbli\n"


def rows(count: int, name: str = "Usaha Rekaan") -> str:
    """Complete businesses."""
    lines = [f"{name} {n};Pemilik {n};0000{n + 1:09d};Sobang;Hariang;PO;10722" for n in range(count)]
    return HEAD + "\n".join(lines)


def sent(client, who, text: str) -> ImportBatch:
    """A list whose complete drafts wait in the queue."""
    batch = upload(client, who, table(text))
    press(client, batch, "draf")
    press(client, batch, "kirim")
    return batch


@pytest.fixture
def batch(client, rina):
    return sent(client, rina, rows(30))


def marks(found: BatchReview, wrong: int = 0) -> dict[str, str]:
    """The form with everything right, or with one draft wrong."""
    data = {}
    for one in found.sample.all():
        data[f"{one.place}-verdict"] = "wrong" if one.place == wrong else "right"
        data[f"{one.place}-note"] = "Alamatnya keliru" if one.place == wrong else ""
    return data


def decided(client, batch: ImportBatch, who, wrong: int = 0) -> BatchReview:
    """Draw, mark and sign as a second officer."""
    sign_in(client, who)
    press(client, batch, "sampel/ambil")
    found = batch.reviews.get(state="sampling")
    press(client, batch, "sampel", **marks(found, wrong), putuskan="ya")
    found.refresh_from_db()
    return found


def test_a_whole_list_is_approved_after_its_sample(client, batch, asep, rina):
    sign_in(client, asep)
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "30 usaha menunggu" in page
    assert "Ambil sampel 6 usaha" in page
    press(client, batch, "sampel/ambil")
    found = BatchReview.objects.get()
    assert (found.population, found.size, found.hands, found.drawn_by) == (30, 6, [rina.pk], asep)
    page = client.get(f"{LIST}{batch.code}/sampel/").content.decode()
    assert str(found.seed) in page
    assert page.count("Buka pengajuan") == 6
    press(client, batch, "sampel", **marks(found), putuskan="ya")
    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("approved", asep)
    assert public().count() == 30
    assert set(Submission.objects.values_list("state", "decided_by", "decided_at")) == {
        ("approved", asep.pk, found.decided_at)
    }
    assert Event.objects.filter(verb="approved", subject_kind="business", actor_code=asep.code).count() == 30
    assert set(Event.objects.filter(subject_code=batch.code).values_list("verb", flat=True)) == {
        "imported", "batch_sampled", "batch_decided"
    }  # fmt: skip
    assert "30 usaha disetujui" in client.get(f"{LIST}{batch.code}/").content.decode()


def test_the_sender_gets_one_letter_not_thirty(client, batch, asep, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        decided(client, batch, asep)
    assert [letter.to for letter in mail.outbox] == [["rina@contoh.example"]]
    assert "30 usaha" in mail.outbox[0].body


@pytest.mark.parametrize(("wrong", "words"), [(0, "sudah disetujui"), (1, "perlu diperbaiki")])
def test_who_claimed_her_business_meanwhile_is_told_too(
    client, batch, asep, sari, wrong, words, django_capture_on_commit_callbacks
):
    hers = Business.objects.get(editions__name="Usaha Rekaan 7")
    hers.owner.user = sari
    hers.owner.save()
    sari.email = "sari@contoh.example"
    sari.save()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        decided(client, batch, asep, wrong=wrong)
    letters = [letter for letter in mail.outbox if letter.to == [sari.email]]
    assert [letter.subject for letter in letters] == [f"“Usaha Rekaan 7” {words}"]
    assert len(mail.outbox) == 2  # and one to the officer who sent the list


def test_the_sample_is_drawn_once(client, batch, asep, ratna):
    sign_in(client, asep)
    press(client, batch, "sampel/ambil")
    first = list(SampledDraft.objects.values_list("submission_code", flat=True))
    sign_in(client, ratna)
    press(client, batch, "sampel/ambil")
    assert list(SampledDraft.objects.values_list("submission_code", flat=True)) == first
    found = BatchReview.objects.get()
    assert sampling.drawn(Submission.objects.values_list("code", flat=True), found.seed, found.size) == first
    for column in ("seed", "size", "population"):
        with pytest.raises(DatabaseError, match="drawn_once"), transaction.atomic():
            BatchReview.objects.update(**{column: 5})


def test_a_hand_never_samples_nor_decides(client, batch, rina, ratna):
    assert "Ambil sampel" not in client.get(f"{LIST}{batch.code}/").content.decode()
    page = press(client, batch, "sampel/ambil").content.decode()
    assert "Petugas lain yang harus memeriksa" in page
    with pytest.raises(Refused, match="Petugas lain"):
        sampling.draw(batch, by=rina)
    sign_in(client, ratna)
    press(client, batch, "sampel/ambil")
    sign_in(client, rina)
    page = client.get(f"{LIST}{batch.code}/sampel/").content.decode()
    assert "hanya bisa melihat" in page
    assert "Putuskan untuk" not in page
    press(client, batch, "sampel", **marks(BatchReview.objects.get()), putuskan="ya")
    assert not public().exists()
    with pytest.raises(DatabaseError, match="batch_review_four_eyes"), transaction.atomic():
        BatchReview.objects.update(state="approved", decided_by=rina, decided_at="2026-01-01T00:00Z")


def test_who_made_the_drafts_for_another_is_a_hand_too(client, rina, ratna):
    batch = upload(client, rina, table(rows(6)))
    sign_in(client, ratna)
    press(client, batch, "draf")
    press(client, batch, "kirim")
    with pytest.raises(Refused, match="Petugas lain"):
        sampling.draw(batch, by=ratna)


def test_without_the_permission_to_decide_the_sample_is_closed(client, batch):
    tono = person("Pak Tono", email="tono@contoh.example", permissions="review.view_queue registry.import_businesses")
    sign_in(client, tono)
    assert client.get(f"{LIST}{batch.code}/sampel/").status_code == 403
    assert client.post(f"{LIST}{batch.code}/sampel/ambil/").status_code == 403


def test_one_wrong_draft_sends_the_whole_list_back(client, batch, asep, rina):
    found = decided(client, batch, asep, wrong=2)
    assert (found.state, found.note) == ("returned", "Sampel 2: Alamatnya keliru")
    assert not public().exists()
    assert set(Submission.objects.values_list("state", "decided_at")) == {("needs_changes", found.decided_at)}
    own = Submission.objects.get(code=found.sample.get(place=2).submission_code)
    assert own.reason == "Alamatnya keliru"
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "30 usaha dikembalikan" in page
    assert "Sampel 2: Alamatnya keliru" in page


def test_corrected_rows_are_the_next_round_of_the_same_businesses(client, batch, asep, rina):
    decided(client, batch, asep, wrong=1)
    again = sent(client, rina, rows(30).replace("Hariang", "Ciparasi"))
    assert "Melanjutkan pendaftaran yang dikembalikan" in words(again, 2)
    assert Business.objects.count() == 30
    assert set(BusinessEdition.objects.values_list("number", flat=True)) == {1, 2}
    decided(client, again, asep)
    assert public().count() == 30
    assert set(public().values_list("number", flat=True)) == {2}
    third = upload(client, rina, table(rows(30)))
    assert states(third) == {"duplicate": 30}


def test_undoing_the_next_round_leaves_the_first(client, batch, asep, rina):
    decided(client, batch, asep, wrong=1)
    again = upload(client, rina, table(rows(30).replace("Hariang", "Ciparasi")))
    press(client, again, "draf")
    press(client, again, "batalkan")
    assert BusinessEdition.objects.count() == Business.objects.count() == 30
    assert states(again) == {"undone": 30}


def test_everything_must_be_marked_and_what_is_wrong_said(client, batch, asep):
    sign_in(client, asep)
    press(client, batch, "sampel/ambil")
    found = BatchReview.objects.get()
    page = press(client, batch, "sampel", **{"1-verdict": "right"}, putuskan="ya").content.decode()
    assert "Masih ada 5 sampel" in page
    assert found.sample.get(place=1).verdict == "right"
    page = press(client, batch, "sampel", **{"2-verdict": "wrong", "2-note": " "}).content.decode()
    assert "Tulis apa yang salah" in page
    assert "errsum" in page
    page = press(client, batch, "sampel", **{"2-verdict": "wrong", "2-note": "NIB keliru"}).content.decode()
    assert "Tersimpan: 1 dari 6" in page
    assert re.search(r'value="NIB keliru"', page)
    found.refresh_from_db()
    assert found.state == "sampling"


def test_what_was_decided_or_sent_meanwhile_is_left_alone(client, batch, asep, ratna):
    sign_in(client, asep)
    press(client, batch, "sampel/ambil")
    found = BatchReview.objects.get()
    alone = Submission.objects.exclude(code__in=found.sample.values("submission_code"))[0]
    actions.send_back(alone, by=ratna, words="Foto papan nama kurang jelas")
    press(client, batch, "sampel", **marks(found), putuskan="ya")
    alone.refresh_from_db()
    assert (alone.state, public().count()) == ("needs_changes", 29)


def test_a_nib_that_went_live_elsewhere_stays_in_the_queue(client, batch, asep, ratna):
    twin = BusinessEdition.objects.order_by("pk").first()
    other = upload(client, ratna, table(HEAD + "Lain;Lain;;Bayah;Bayah Barat;PO;10722"))
    press(client, other, "kolom", kolom_name=0, kolom_owner_name=1, kolom_nib=2, kolom_district=3, kolom_village=4,
          kolom_legal_form=5, kolom_kbli_code=6, pilih_kbli="2020", pilih_no_nib="on")  # fmt: skip
    press(client, other, "draf")
    mine = BusinessEdition.objects.get(name="Lain")
    BusinessEdition.objects.filter(pk=mine.pk).update(nib=twin.nib, nib_status="has")
    mine.refresh_from_db()
    actions.approve(actions.submit(mine, by=ratna), by=asep)
    decided(client, batch, asep)
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "29 usaha disetujui; 1 tetap di antrean: NIB sudah dipakai usaha lain yang tayang (1)" in page
    twin.refresh_from_db()
    assert twin.state == "submitted"


def test_a_broken_approval_goes_on_where_it_stopped(client, batch, asep, monkeypatch):
    monkeypatch.setattr("registry.importing.deciding.CHUNK", 10)
    found = decided(client, batch, asep)
    job = Job.objects.get(kind=work.APPROVE)
    lines = Event.objects.filter(verb="approved").count()
    Job.objects.filter(pk=job.pk).update(state="waiting", ended_at=None)
    let_work()
    job.refresh_from_db()
    assert (job.state, job.result["approved"]) == ("done", 30)
    assert Event.objects.filter(verb="approved").count() == lines == 30
    with pytest.raises(Refused, match="Hanya Pak Asep"):
        sampling.continue_deciding(found, by=person("Bu Nina", email="n@contoh.example", permissions=REVIEWER))


def test_the_head_hides_again_what_nobody_has_touched(client, batch, asep, ratna, sari):
    found = decided(client, batch, asep)
    first, second, third = Business.objects.order_by("pk")[:3]
    type(first.owner).objects.filter(pk=first.owner_id).update(user=sari)
    edit = actions.open_draft(second, by=ratna)
    actions.suspend(third, by=ratna, reason="Sebab lain")
    sign_in(client, asep)
    assert client.post(f"{LIST}{batch.code}/sampel/{found.code}/batalkan/", {"reason": "x"}).status_code == 403
    sign_in(client, ratna)
    page = press(client, batch, f"sampel/{found.code}/batalkan", reason=" ").content.decode()
    assert "Tulis alasan" in page
    page = press(client, batch, f"sampel/{found.code}/batalkan", reason="Daftar tahun lalu").content.decode()
    assert "27 usaha disembunyikan lagi; 3 tetap tampil" in page
    found.refresh_from_db()
    assert (found.state, found.undone_by, found.undone_reason) == ("undone", ratna, "Daftar tahun lalu")
    assert public().count() == 2
    assert set(Submission.objects.values_list("state", flat=True)) == {"approved"}, "signed decisions are final"
    assert edit.business_id in public().values_list("business", flat=True)
    assert "Daftar tahun lalu" in Business.objects.order_by("-pk")[0].suspended_reason
    assert Event.objects.filter(verb="suspended", subject_kind="business").count() == 28


def test_what_was_hidden_is_shown_again_with_its_next_round(client, batch, asep, ratna, rina):
    found = decided(client, batch, asep)
    sign_in(client, ratna)
    press(client, batch, f"sampel/{found.code}/batalkan", reason="Desanya keliru")
    assert not public().exists()
    assert states(upload(client, rina, table(rows(30)))) == {"duplicate": 30}, "nothing was put right"
    again = sent(client, rina, rows(30).replace("Hariang", "Ciparasi"))
    assert Business.objects.count() == 30
    decided(client, again, asep)
    assert public().count() == 30
    assert set(public().values_list("village__name", flat=True)) == {"Ciparasi"}
