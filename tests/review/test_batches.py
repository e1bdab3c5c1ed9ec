"""Many like submissions approved at once: after a sample, each by the verb of its room."""

import pytest
from django.core import mail

from audit.models import Event, Verb
from catalog import actions as catalog
from catalog.models import ProductEdition
from jobs.models import Job
from jobs.work import perform
from registry import actions as registry
from review import actions, batches
from review.actions import Refused
from review.conversation import write
from review.models import Batch, BatchItem, Submission
from tests import build

Outcome = BatchItem.Outcome


def work() -> None:
    """Do what was ordered."""
    for job in Job.objects.filter(state=Job.State.WAITING).order_by("pk"):
        perform.call(job.pk)


def fresh(batch: Batch) -> Batch:
    return Batch.objects.get(pk=batch.pk)


def outcomes(batch: Batch) -> dict[str, int]:
    found = list(batch.items.values_list("outcome", flat=True))
    return {name: found.count(name) for name in set(found)}


@pytest.fixture
def twelve(business, sari):
    """Twelve new products of Sari."""
    drafts = [build.draft_product(business, sari, name=f"Gula Semut {n} g") for n in range(12)]
    return [catalog.submit(draft, by=sari) for draft in drafts]


@pytest.fixture
def sampled(twelve, rina):
    """A batch of the twelve with its sample drawn."""
    batch = batches.begin(twelve, by=rina).batch
    work()
    assert fresh(batch).state == Batch.State.SAMPLING
    return fresh(batch)


def sample_codes(batch: Batch) -> list[str]:
    return list(batch.items.filter(is_sample=True, outcome="").values_list("submission__code", flat=True))


def look_at_all(batch: Batch, by) -> None:
    for code in sample_codes(batch):
        batches.open_sample(batch, code, by=by)
        batches.mark(batch, code, fine=True, by=by)


def test_after_the_sample_all_are_approved_each_with_its_own_line(sampled, twelve, rina, sari):
    assert len(sample_codes(sampled)) == 4
    look_at_all(sampled, rina)
    assert batches.confirm(sampled, by=rina).state == Batch.State.RUNNING
    work()
    assert fresh(sampled).state == Batch.State.DONE
    assert outcomes(sampled) == {"approved": 12}
    assert ProductEdition.objects.filter(is_live=True).count() == 12
    assert Event.objects.filter(verb=Verb.APPROVED, subject_kind="product", actor_code=rina.code).count() == 12
    assert set(Submission.objects.filter(kind="product").values_list("decided_by", flat=True)) == {rina.pk}
    drawn = Event.objects.get(verb=Verb.BATCH_SAMPLED)
    assert drawn.detail["seed"] == sampled.seed and len(drawn.detail["sample"]) == 4
    assert Event.objects.get(verb=Verb.BATCH_DECIDED).detail["approved"] == 12


def test_nothing_is_approved_before_every_sample_was_opened_and_marked(sampled, rina):
    first, *_ = sample_codes(sampled)
    with pytest.raises(Refused, match="4 sampel"):
        batches.confirm(sampled, by=rina)
    with pytest.raises(Refused, match="Buka dulu"):
        batches.mark(sampled, first, fine=True, by=rina)
    batches.open_sample(sampled, first, by=rina)
    batches.mark(sampled, first, fine=True, by=rina)
    with pytest.raises(Refused, match="3 sampel"):
        batches.confirm(sampled, by=rina)
    other = sampled.items.filter(is_sample=False).first().submission.code
    with pytest.raises(Refused, match="bukan sampel"):
        batches.open_sample(sampled, other, by=rina)


def test_only_the_officer_who_looks_approves(sampled, rina, asep, ratna):
    look_at_all(sampled, rina)
    for other in (asep, ratna):
        with pytest.raises(Refused, match="Bu Rina yang memeriksa"):
            batches.confirm(sampled, by=other)
        with pytest.raises(Refused, match="Bu Rina yang memeriksa"):
            batches.mark(sampled, sample_codes(sampled)[0], fine=True, by=other)


def test_one_wrong_sample_ends_it_and_all_go_back(sampled, rina):
    first, *_ = sample_codes(sampled)
    batches.open_sample(sampled, first, by=rina)
    batches.mark(sampled, first, fine=False, by=rina)
    assert fresh(sampled).state == Batch.State.STOPPED
    assert outcomes(sampled) == {"left": 12}
    assert Submission.objects.filter(state="submitted").count() == 12
    with pytest.raises(Refused, match="dihentikan"):
        batches.confirm(sampled, by=rina)


def test_a_sample_that_was_sent_back_ends_it_too(sampled, rina, asep):
    look_at_all(sampled, rina)
    bad = Submission.objects.get(code=sample_codes(sampled)[0])
    catalog.send_back(bad, by=asep, words="Foto buram.")
    assert batches.confirm(sampled, by=rina).state == Batch.State.STOPPED


def test_for_a_sample_approved_elsewhere_another_is_drawn(sampled, rina, asep):
    look_at_all(sampled, rina)
    gone = Submission.objects.get(code=sample_codes(sampled)[0])
    catalog.approve(gone, by=asep)
    assert batches.confirm(sampled, by=rina).state == Batch.State.SAMPLING
    look_at_all(sampled, rina)
    assert batches.confirm(sampled, by=rina).state == Batch.State.RUNNING
    work()
    assert outcomes(sampled) == {"approved": 11, "elsewhere": 1}
    assert "Pak Asep sudah memutuskan" in sampled.items.get(outcome="elsewhere").words


def test_what_fails_a_look_up_drops_out_with_the_reason(twelve, business, sari, rina):
    wrong = build.draft_product(business, sari, name="Gula tanpa sertifikat", halal_status="certified")
    wrong = catalog.submit(wrong, by=sari)
    batch = batches.begin([wrong, *twelve], by=rina).batch
    work()
    dropped = batch.items.get(outcome="dropped")
    assert dropped.submission == wrong
    assert "tidak ada sertifikat halal" in dropped.words
    assert fresh(batch).state == Batch.State.SAMPLING


def test_what_is_not_hers_to_decide_stays_outside(twelve, business, sari, rina, asep):
    edition = build.draft_product(business, sari, name="Diisi Rina")
    catalog.save_draft(edition, {"brand": "R"}, by=rina)
    typed = catalog.submit(edition, by=sari)
    actions.take(twelve[0], by=asep)
    write(twelve[1], "Tunggu dulu ya Bu, fotonya mau saya ganti.", by=sari)
    chosen = Submission.objects.filter(pk__in=[typed.pk, *(one.pk for one in twelve)])
    begun = batches.begin(list(chosen), by=rina)
    assert begun.batch.items.count() == 10
    words = " ".join(begun.left_out)
    assert "1 Anda isi atau kirim sendiri." in words
    assert "1 sedang diperiksa petugas lain." in words
    assert "1 punya pesan pemilik yang belum dibaca." in words


def test_unlike_ones_too_few_and_strangers_are_refused(twelve, sari, dede, rina, wulan):
    other = registry.submit(build.draft_business(dede), by=dede)
    with pytest.raises(Refused, match="sejenis"):
        batches.begin([*twelve, other], by=rina)
    with pytest.raises(Refused, match="Hanya 4"):
        batches.begin(twelve[:4], by=rina)
    with pytest.raises(Refused, match="Centang dulu"):
        batches.begin([], by=rina)
    for stranger in (wulan, sari):
        with pytest.raises(Refused, match="Peran Anda"):
            batches.begin(twelve, by=stranger)
    assert not Batch.objects.exists() and not Job.objects.exists()


def test_a_submission_lies_in_one_open_batch_only(sampled, twelve, business, sari, asep):
    with pytest.raises(Refused, match="12 sudah ada di persetujuan sekaligus yang lain"):
        batches.begin(twelve, by=asep)
    batches.cancel(sampled, by=sampled.made_by)
    assert batches.begin(twelve, by=asep).batch.items.count() == 12


def test_giving_up_is_no_second_throw(sampled, twelve, rina):
    owed = set(sample_codes(sampled))
    batches.cancel(sampled, by=rina)
    again = batches.begin(twelve, by=rina).batch
    work()
    assert owed <= set(sample_codes(again))
    assert again.seed != sampled.seed


def test_the_work_goes_on_where_it_stopped(sampled, rina, monkeypatch):
    look_at_all(sampled, rina)
    batches.confirm(sampled, by=rina)
    job = Job.objects.get(state=Job.State.WAITING)
    real, calls = catalog.approve, []

    def sometimes(submission, *, by):
        calls.append(submission.code)
        if len(calls) == 5:
            raise KeyboardInterrupt
        real(submission, by=by)

    room = batches.ROOMS["catalog"]
    monkeypatch.setitem(batches.ROOMS, "catalog", type(room)(**{**vars(room), "approve": sometimes}))
    with pytest.raises(KeyboardInterrupt):
        perform.call(job.pk)
    assert outcomes(sampled) == {"approved": 4, "": 8}
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    perform.call(job.pk)
    assert outcomes(sampled) == {"approved": 12}
    assert Event.objects.filter(verb=Verb.APPROVED, subject_kind="product").count() == 12


def test_what_cannot_be_approved_is_told_and_the_rest_goes_on(sampled, rina, monkeypatch):
    look_at_all(sampled, rina)
    batches.confirm(sampled, by=rina)
    refused, broken = [item.submission.code for item in sampled.items.order_by("pk")[:2]]
    real, room = catalog.approve, batches.ROOMS["catalog"]

    def picky(submission, *, by):
        if submission.code == refused:
            raise Refused("Nomor ini sudah dipakai.")
        if submission.code == broken:
            raise ZeroDivisionError
        real(submission, by=by)

    monkeypatch.setitem(batches.ROOMS, "catalog", type(room)(**{**vars(room), "approve": picky}))
    work()
    assert outcomes(sampled) == {"approved": 10, "refused": 2}
    words = {item.submission.code: item.words for item in sampled.items.filter(outcome="refused")}
    assert words[refused] == "Nomor ini sudah dipakai."
    assert "Sistem bermasalah" in words[broken]


def test_a_role_taken_away_meanwhile_approves_nothing(sampled, rina):
    look_at_all(sampled, rina)
    batches.confirm(sampled, by=rina)
    rina.user_permissions.clear()
    work()
    assert outcomes(sampled) == {"refused": 12}


def test_owners_are_told_of_each_decision(sampled, rina, django_capture_on_commit_callbacks):
    look_at_all(sampled, rina)
    batches.confirm(sampled, by=rina)
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert len([letter for letter in mail.outbox if "sudah disetujui" in letter.body]) == 12
