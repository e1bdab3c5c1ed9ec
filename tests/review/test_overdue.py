"""Nothing is silently old: late ones are told once, what was left lying goes back, and only on working days."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from audit.models import Event, Verb
from jobs.actions import order
from jobs.models import Job
from jobs.repeated import CALENDAR
from jobs.work import KINDS, perform
from review import overdue
from review.models import Batch, BatchItem, Message, Submission

FRIDAY = timezone.make_aware(datetime.datetime(2026, 11, 20, 6, 15))
SUNDAY = FRIDAY + datetime.timedelta(days=2)


@pytest.fixture
def morning(monkeypatch):
    """Runs the nightly job at a moment."""

    def run(now):
        monkeypatch.setattr(overdue.timezone, "now", lambda: now)
        job = order(overdue.KIND, by=None, title="Pengajuan yang lewat batas")
        perform.call(job.pk)
        job = Job.objects.get(pk=job.pk)
        assert job.state == Job.State.DONE, job.words
        return job.result

    return run


def late(submission, *, taken=None, officer=None):
    Submission.objects.filter(pk=submission.pk).update(
        submitted_at=FRIDAY - datetime.timedelta(days=9),
        due_at=FRIDAY - datetime.timedelta(days=4),
        assigned_to=officer,
        assigned_at=taken,
    )


def test_it_is_in_the_calendar():
    assert overdue.KIND in CALENDAR and overdue.KIND in KINDS


def test_officer_and_supervisor_are_told_once_without_names(morning, waiting_product, rina, ratna):
    late(waiting_product, officer=rina, taken=FRIDAY - datetime.timedelta(days=1))
    assert morning(FRIDAY) == {"late": 1, "released": 0}
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert set(told) == {rina.email, ratna.email}
    assert "1 pengajuan yang Anda pegang" in told[rina.email].body
    assert "/petugas/beban/" in told[ratna.email].body
    text = "".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert waiting_product.title not in text and waiting_product.business_name not in text and "Sari" not in text
    mail.outbox.clear()
    assert morning(FRIDAY + datetime.timedelta(hours=1)) == {"late": 0, "released": 0}
    assert mail.outbox == []


def test_nobodys_late_ones_are_told_to_who_supervises(morning, waiting_product, rina, ratna):
    late(waiting_product)
    morning(FRIDAY)
    assert [letter.to for letter in mail.outbox] == [[ratna.email]]
    assert "1 di antaranya belum ada petugasnya" in mail.outbox[0].body


def test_nothing_happens_on_a_free_day(morning, waiting_product, ratna):
    late(waiting_product)
    assert morning(SUNDAY) == {"late": 0, "released": 0}
    assert mail.outbox == []


@pytest.mark.parametrize(("days", "kept"), [(6, True), (7, True), (8, False)])
def test_what_lies_five_working_days_goes_back(morning, waiting_product, rina, ratna, days, kept):
    late(waiting_product, officer=rina, taken=FRIDAY - datetime.timedelta(days=days))
    morning(FRIDAY)
    assert (Submission.objects.get(pk=waiting_product.pk).assigned_to == rina) is kept
    released = Event.objects.filter(verb=Verb.RELEASED, subject_code=waiting_product.code)
    assert released.count() == (0 if kept else 1)
    if not kept:
        assert released.get().actor_name == "sistem"
        assert any("kembali ke antrean" in letter.body for letter in mail.outbox if letter.to == [rina.email])


def test_a_word_of_the_owner_keeps_it_with_the_officer(morning, waiting_product, sari, rina):
    late(waiting_product, officer=rina, taken=FRIDAY - datetime.timedelta(days=20))
    Message.objects.create(submission=waiting_product, author=sari, by_staff=False, text="Sebentar ya Bu")
    morning(FRIDAY)
    assert Submission.objects.get(pk=waiting_product.pk).assigned_to == rina


def test_an_unfinished_sample_is_given_up(morning, waiting_product, rina):
    batch = Batch.objects.create(room="catalog", kind="product", is_first=True, seed="0" * 32, made_by=rina)
    BatchItem.objects.create(batch=batch, submission=waiting_product)
    Batch.objects.filter(pk=batch.pk).update(made_at=FRIDAY - datetime.timedelta(days=12))
    morning(FRIDAY)
    assert Batch.objects.get().state == Batch.State.CANCELLED
    assert BatchItem.objects.get().outcome == "left"


def test_a_mail_server_that_is_away_loses_nothing_else(morning, waiting_product, rina, ratna, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("away")

    monkeypatch.setattr("review.notices.tell", broken)
    late(waiting_product, officer=rina, taken=FRIDAY)
    assert morning(FRIDAY)["late"] == 1


def test_many_late_ones_are_marked_in_portions(waiting_product, sari, monkeypatch):
    monkeypatch.setattr(overdue, "AT_ONCE", 3)
    copies = [
        Submission(
            room="catalog",
            kind="product",
            subject_code=f"x{n}",
            title=f"Produk {n}",
            submitted_by=sari,
            submitted_at=FRIDAY - datetime.timedelta(days=9),
            due_at=FRIDAY - datetime.timedelta(days=4),
        )
        for n in range(7)
    ]
    Submission.objects.bulk_create(copies)
    assert overdue.note_late(FRIDAY).total() == 7
    assert overdue.note_late(FRIDAY).total() == 0
