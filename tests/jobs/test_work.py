"""A job is done once, tells how far it is, and is taken up again when its worker died."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs import work
from jobs.actions import order
from jobs.models import Job
from jobs.work import Failed, Interrupted, Progress, perform, rescue

pytestmark = pytest.mark.django_db(transaction=True)
DONE: list[str] = []


def count(job: Job, progress: Progress) -> dict:
    """Does nothing but say so."""
    DONE.append(job.subject_code)
    progress.tell(1, 2, "setengah jalan")
    return {"figure": 7}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """One kind of job, known for the time of a test."""
    monkeypatch.setattr(work, "KINDS", work.KINDS)
    monkeypatch.setitem(work.KINDS, "test.count", count)
    DONE.clear()


def breaks(error: BaseException):
    """A kind of job that ends with `error`."""

    def run(job: Job, progress: Progress) -> None:
        raise error

    return run


def test_an_ordered_job_is_done_by_the_worker_and_says_how_it_went(sari):
    job = order("test.count", "satu", by=sari, title="Menghitung")
    call_command("work", once=True)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent, job.words, job.result) == ("done", 1, 50, "setengah jalan", {"figure": 7})
    assert job.ended_at and job.attempts == 1


def test_pressing_twice_orders_once(sari):
    first = order("test.count", "satu", by=sari, title="Menghitung")
    assert order("test.count", "satu", by=sari, title="Menghitung").pk == first.pk
    assert order("test.count", "dua", by=sari, title="Menghitung").pk != first.pk
    call_command("work", once=True)
    assert order("test.count", "satu", by=sari, title="Menghitung").pk != first.pk


def test_an_order_that_is_rolled_back_is_never_handed_out(sari):
    with transaction.atomic():
        order("test.count", "satu", by=sari, title="Menghitung")
        transaction.set_rollback(True)
    assert not Job.objects.exists() and not DBTaskResult.objects.exists()


def test_an_unknown_kind_is_refused_at_once(sari):
    with pytest.raises(KeyError):
        order("test.unknown", by=sari, title="?")


def test_the_same_job_delivered_twice_is_done_once(sari):
    job = order("test.count", "satu", by=sari, title="Menghitung")
    perform.call(job.pk)
    perform.call(job.pk)
    assert DONE == ["satu"]


def test_an_expected_failure_ends_the_job_with_its_sentence(sari, monkeypatch):
    monkeypatch.setitem(work.KINDS, "test.count", breaks(Failed("Berkasnya kosong. Unggah lagi.")))
    job = order("test.count", by=sari, title="Menghitung")
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.words) == ("failed", "Berkasnya kosong. Unggah lagi.")


def test_an_error_is_tried_again_and_then_given_up_in_plain_words(sari, monkeypatch):
    monkeypatch.setitem(work.KINDS, "test.count", breaks(RuntimeError("secret inside")))
    job = order("test.count", by=sari, title="Menghitung")
    for _ in range(work.MOST_ATTEMPTS):
        perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "failed" and "Sistem bermasalah" in job.words and "secret" not in job.words


def test_a_worker_that_is_asked_to_stop_puts_the_job_back(sari, monkeypatch):
    monkeypatch.setitem(work.KINDS, "test.count", breaks(Interrupted()))
    job = order("test.count", by=sari, title="Menghitung")
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "waiting"


def test_a_job_left_running_by_a_dead_worker_is_found_and_done(sari):
    job = order("test.count", "satu", by=sari, title="Menghitung")
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - timedelta(minutes=10)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, started_at=long_ago, beat_at=long_ago)
    assert rescue() == 1
    call_command("work", once=True)
    job.refresh_from_db()
    assert job.state == "done" and DONE == ["satu"]


def test_a_job_that_lives_is_left_to_its_worker(sari):
    job = order("test.count", by=sari, title="Menghitung")
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, beat_at=timezone.now())
    assert rescue() == 0
    perform.call(job.pk)
    assert DONE == []


def test_a_job_whose_order_got_lost_is_handed_out_again_but_not_every_time(sari):
    job = order("test.count", by=sari, title="Menghitung")
    DBTaskResult.objects.all().delete()
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    assert (rescue(), rescue()) == (1, 0)


def test_a_real_worker_ends_politely(sari):
    environ = os.environ | {"MODE": "demo", "DATABASE_URL": _url()}
    worker = subprocess.Popen([sys.executable, Path(settings.BASE_DIR) / "manage.py", "work"], env=environ)
    job = order("test.count", by=sari, title="?")
    end = time.monotonic() + 30
    while DBTaskResult.objects.filter(status="READY").exists() and time.monotonic() < end:
        time.sleep(0.2)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert not DBTaskResult.objects.filter(status="READY").exists()
    job.refresh_from_db()
    assert job.state in ("waiting", "running", "done")


def _url() -> str:
    given = connection.settings_dict
    host = given["HOST"].replace("/", "%2F")
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{host}:{given['PORT']}/{given['NAME']}"
