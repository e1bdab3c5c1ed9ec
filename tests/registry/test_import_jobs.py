"""The work behind an import: ordered, killed in the middle, done twice, done by two at once; nothing doubles."""

import datetime
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from jobs.actions import order
from jobs.models import Job
from jobs.work import perform
from registry.importing import applying, intake, work
from registry.importing.kinds import kind_of
from registry.models import Business, BusinessEdition, ImportBatch, Owner
from tests.attack.test_races import at_once
from tests.imports import LIST, lists, press, sample, send, states, table, upload, words  # noqa: F401
from tests.imports import work as let_work
from tests.people import sign_in

HEAD = "nama_ikm;nama_pemilik;nib;kecamatan;keldesa;bentuk_badan_usaha;kode_kbli\n"


def many(count: int) -> str:
    """Lines of different businesses."""
    rows = [f"Usaha Rekaan {n};Pemilik {n};0000{n + 1:09d};Sobang;Hariang;PO;10722" for n in range(count)]
    return HEAD + "\n".join(rows)


def received(text: str, person) -> ImportBatch:
    """An uploaded list whose reading is ordered."""
    return intake.receive(table(text), "daftar.csv", kind_of("business"), by=person)


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_an_upload_is_kept_privately_and_removed_once_it_is_read(client, rina, django_capture_on_commit_callbacks):
    sign_in(client, rina)
    answer = send(client, table(many(2)))
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.rows.count()) == ("reading", 0)
    assert storages["private"].exists(batch.stored_path)
    page = client.get(answer["Location"])
    assert page["Refresh"] == "4"
    assert 'class="job"' in page.content.decode()
    assert "Menunggu giliran" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        perform.call(Job.objects.get().pk)
    assert not storages["private"].exists(batch.stored_path)
    batch.refresh_from_db()
    assert (batch.state, batch.stored_path, batch.rows.count()) == ("preview", "", 2)
    assert "Refresh" not in client.get(answer["Location"])


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_nothing_can_be_pressed_while_a_job_works(client, rina):
    batch = upload(client, rina, table(many(3)))
    client.post(f"{LIST}{batch.code}/draf/")
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Jadikan 3 baris" not in page
    data = {"kolom_name": 0, "kolom_district": 3, "pilih_kbli": 2020}
    for button in ("kolom", "batalkan", "kirim", "ganda"):
        answer = client.post(f"{LIST}{batch.code}/{button}/", data)
        assert "sedang dikerjakan" in client.get(answer["Location"]).content.decode(), button
    let_work()
    assert states(batch) == {"imported": 3}


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_a_reading_that_broke_can_be_ordered_again(client, rina, monkeypatch):
    sign_in(client, rina)
    send(client, table(many(3)))
    batch, job = ImportBatch.objects.get(), Job.objects.get()
    monkeypatch.setattr("registry.importing.reading_in._store", lambda *given: 1 / 0)
    for _ in range(3):
        perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    monkeypatch.undo()
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Sistem bermasalah" in page
    assert "Baca lagi" in page
    press(client, batch, "baca")
    assert states(batch) == {"ready": 3}


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_an_officer_who_lost_the_permission_makes_no_drafts(client, rina):
    batch = upload(client, rina, table(many(3)))
    client.post(f"{LIST}{batch.code}/draf/")
    rina.user_permissions.clear()
    (job,) = let_work()
    assert job.state == "failed"
    assert "tidak boleh" in job.words
    assert not BusinessEdition.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_another_officer_sees_how_far_it_is_without_asking_for_the_job(client, rina, asep):
    batch = upload(client, rina, table(many(3)))
    client.post(f"{LIST}{batch.code}/draf/")
    sign_in(client, asep)
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Menjadikan draf" in page
    assert "data-job=" not in page


@pytest.mark.django_db
def test_files_that_nobody_reads_any_more_are_removed_at_night(rina, django_capture_on_commit_callbacks):
    storage = storages["private"]
    waiting, stuck = received(many(1), rina), received(many(1), rina)
    lost = storage.save("imports/tanpa-daftar", ContentFile(b"x"))
    Job.objects.filter(subject_code=stuck.code).update(state="failed", ended_at=timezone.now())
    order("registry.import-sweep", by=None, title="Malam")
    with django_capture_on_commit_callbacks(execute=True):
        perform.call(Job.objects.get(kind="registry.import-sweep").pk)
    assert storage.exists(stuck.stored_path), "still young"
    later = timezone.now() - datetime.timedelta(days=3)
    ImportBatch.objects.update(uploaded_at=later)
    for path in (lost, waiting.stored_path):
        os.utime(storage.path(path), (later.timestamp(), later.timestamp()))
    order("registry.import-sweep", by=None, title="Malam")
    with django_capture_on_commit_callbacks(execute=True):
        perform.call(Job.objects.get(kind="registry.import-sweep", state="waiting").pk)
    assert [storage.exists(path) for path in (waiting.stored_path, stuck.stored_path, lost)] == [True, False, False]
    stuck.refresh_from_db()
    assert (stuck.state, stuck.stored_path) == ("failed", "")


def child(job: int) -> subprocess.Popen:
    """A worker of its own that does one job, on the database of the tests."""
    known = connection.settings_dict
    who = f"{known['USER']}:{known['PASSWORD']}"
    address = f"postgres://{who}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    code = f"import django; django.setup(); from jobs.work import perform; perform.call({job})"
    surroundings = os.environ | {
        "DATABASE_URL": address,
        "MODE": "test",
        "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings",
        "DATA_DIR": str(settings.DATA_DIR),
    }
    return subprocess.Popen([sys.executable, "-c", code], env=surroundings)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_and_never_doubles(request, rina):
    request.getfixturevalue("lists")
    batch = received(many(2600), rina)
    let_work()
    job = applying.apply(batch, by=rina)
    worker = child(job.pk)
    end = time.monotonic() + 90
    while not batch.rows.filter(state="imported").exists() and worker.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    begun = batch.rows.filter(state="imported").count()
    batch.refresh_from_db()
    assert 0 < begun < 2600
    assert begun % work.CHUNK == 0
    assert BusinessEdition.objects.count() == begun
    assert batch.state == "applying"
    silent = timezone.now() - datetime.timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(beat_at=silent)  # the next worker takes it for dead
    perform.call(job.pk)
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, job.result, batch.state) == ("done", {"drafts": 2600, "left": 0}, "applied")
    assert BusinessEdition.objects.count() == Business.objects.count() == Owner.objects.count() == 2600


@pytest.mark.django_db(transaction=True)
def test_two_officers_with_the_same_file_at_once_make_it_once(request, rina, asep):
    request.getfixturevalue("lists")
    lines = HEAD + "\n".join(f"Usaha Rekaan {n};Pemilik {n};;Sobang;;PO;10722" for n in range(700))
    batches = [received(lines, rina), received(lines, asep)]
    let_work()
    orders = [applying.apply(batch, by=batch.uploaded_by) for batch in batches]
    assert at_once(*(lambda job=job: perform.call(job.pk) for job in orders)) == [None, None]
    assert [Job.objects.get(pk=job.pk).state for job in orders] == ["done", "done"]
    assert BusinessEdition.objects.count() == 700
    assert sum(states(batch).get("imported", 0) for batch in batches) == 700
    assert sum(states(batch).get("duplicate", 0) for batch in batches) == 700


@pytest.mark.django_db(transaction=True)
def test_one_press_orders_once_however_many_tap(request, rina):
    request.getfixturevalue("lists")
    batch = received(many(3), rina)
    let_work()
    found = at_once(*(lambda: applying.apply(batch, by=rina) for _ in range(4)))
    assert [type(one).__name__ for one in found].count("Job") == 1, found
    assert Job.objects.filter(kind=work.APPLY).count() == 1
