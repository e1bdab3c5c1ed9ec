"""For the tests of the import: the sample tables, the reference lists, and the way of a file through the page."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.models import Job
from jobs.work import perform
from registry.models import ImportBatch
from tests.people import sign_in
from tests.reference import load_lists

SAMPLES = Path(__file__).parent / "data" / "import-samples"
LIST = "/petugas/impor/"


@pytest.fixture
def lists(db):
    """Places, activities and categories, as every portal has them."""
    load_lists()


def table(text: str, name: str = "daftar.csv") -> SimpleUploadedFile:
    """A CSV out of lines of text; the spaces around the separators are for reading."""
    lines = [";".join(cell.strip() for cell in line.split(";")) for line in text.strip().splitlines()]
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def sample(name: str) -> SimpleUploadedFile:
    """One of the sample tables."""
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def work() -> list[Job]:
    """Do what a worker would do now; the jobs as they ended."""
    waiting = list(Job.objects.filter(state=Job.State.WAITING).order_by("pk"))
    for job in waiting:
        perform.call(job.pk)
        job.refresh_from_db()
    return waiting


def form_key(client) -> str:
    """The one-time key of the upload form."""
    return re.search(r'name="form_key" value="([^"]+)"', client.get(LIST).content.decode())[1]


def send(client, file, kind="business"):
    """The answer to an upload."""
    return client.post(LIST, {"kind": kind, "file": file, "form_key": form_key(client)})


def upload(client, person, file, kind="business") -> ImportBatch:
    """The table after an upload by `person`, read by the worker."""
    sign_in(client, person)
    answer = send(client, file, kind)
    assert answer.status_code == 302, answer.content.decode()
    work()
    return ImportBatch.objects.get(code=answer["Location"].strip("/").split("/")[-1])


def press(client, batch, button: str, **data):
    """Press a button of the page about a table, let the worker work, and see the page it leads to."""
    address = f"{LIST}{batch.code}/{button}/"
    answer = client.post(address, data)
    work()
    return client.get(answer["Location"]) if answer.status_code == 302 else answer


def states(batch) -> dict[str, int]:
    """How many rows are in which state."""
    found: dict[str, int] = {}
    for state in batch.rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def words(batch, number: int) -> str:
    """All sentences about one row."""
    return " ".join(one["message"] for one in batch.rows.get(number=number).problems)
