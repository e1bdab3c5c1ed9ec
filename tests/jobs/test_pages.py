"""Everybody sees her own jobs and nobody else's; the page moves without scripts."""

import pytest

from jobs import work
from jobs.actions import order
from jobs.models import Job
from tests.people import sign_in


@pytest.fixture
def job(db, sari, monkeypatch):
    """A job that Sari ordered."""
    monkeypatch.setitem(work.KINDS, "test.count", lambda job, progress: None)
    return order("test.count", by=sari, title="Menyusun unduhan", address="/pusat-usaha/")


def test_a_running_job_shows_how_far_it_is_and_reloads_itself(client, job, sari):
    Job.objects.filter(pk=job.pk).update(state="running", done=30, total=120, words="Baris 30")
    page = sign_in(client, sari).get(f"/pekerjaan/{job.code}/")
    assert page["Refresh"] == "3"
    assert 'value="25"' in page.text and "Baris 30" in page.text and "Sedang dikerjakan" in page.text
    assert client.get(f"/pekerjaan/{job.code}/keadaan/").json() == {
        "state": "running", "over": False, "percent": 25, "words": "Baris 30", "label": "Sedang dikerjakan",
    }  # fmt: skip


def test_a_finished_job_leads_back_to_where_it_was_ordered(client, job, sari):
    work.perform.call(job.pk)
    assert sign_in(client, sari).get(f"/pekerjaan/{job.code}/").url == "/pusat-usaha/"


def test_a_failed_job_says_why_and_stays(client, job, sari):
    work._end(job, Job.State.FAILED, words="Berkasnya kosong.")
    page = sign_in(client, sari).get(f"/pekerjaan/{job.code}/")
    assert page.status_code == 200 and "Berkasnya kosong." in page.text and "Refresh" not in page


def test_nobody_else_sees_it(client, job, dede):
    sign_in(client, dede)
    assert client.get(f"/pekerjaan/{job.code}/").status_code == 404
    assert client.get(f"/pekerjaan/{job.code}/keadaan/").status_code == 404
