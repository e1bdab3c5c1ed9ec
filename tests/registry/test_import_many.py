"""The decision about a whole list: never by somebody whose own business is in it, and in few statements."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.importing import applying, sampling
from registry.importing.business_kind import BusinessKind
from registry.models import BatchReview, Business, DirectoryEntry, ImportBatch, Owner
from registry.queries import public
from tests.imports import LIST, lists, press, table, upload, work  # noqa: F401
from tests.people import sign_in
from tests.registry.test_import_sampling import HEAD, decided, rows, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


@pytest.fixture
def batch(client, rina):
    return sent(client, rina, rows(30))


def claimed_by(who) -> None:
    """One business of the list is hers by now."""
    owner, _ = Owner.objects.get_or_create(user=who)
    Business.objects.filter(editions__name="Usaha Rekaan 7").update(owner=owner)


def signed(batch: ImportBatch, who) -> BatchReview:
    """Drawn, marked as right and signed; the worker has not begun yet."""
    found = sampling.draw(batch, by=who)
    sampling.mark(found, {one.place: ("right", "") for one in found.sample.all()}, by=who)
    sampling.decide(found, by=who)
    return found


def test_nobody_samples_a_list_with_her_own_business(client, batch, asep, ratna):
    claimed_by(asep)
    sign_in(client, asep)
    assert "Ambil sampel" not in client.get(f"{LIST}{batch.code}/").content.decode()
    assert "memuat usaha Anda sendiri" in press(client, batch, "sampel/ambil").content.decode()
    assert not batch.reviews.exists()
    assert decided(client, batch, ratna).state == "approved"
    assert public().count() == 30


def test_nobody_signs_a_sample_after_one_of_the_list_became_hers(client, batch, asep):
    sign_in(client, asep)
    press(client, batch, "sampel/ambil")
    claimed_by(asep)
    assert "hanya bisa melihat" in client.get(f"{LIST}{batch.code}/sampel/").content.decode()
    marks = {f"{one.place}-verdict": "right" for one in batch.reviews.get().sample.all()}
    assert "memuat usaha Anda sendiri" in press(client, batch, "sampel", **marks, putuskan="ya").content.decode()
    assert batch.reviews.get().state == "sampling"


@pytest.mark.parametrize("wrong", [False, True])
def test_what_became_hers_after_she_signed_waits_for_another_officer(client, batch, asep, wrong):
    found = sampling.draw(batch, by=asep)
    said = {one.place: ("right", "") for one in found.sample.all()}
    if wrong:
        said[1] = ("wrong", "Alamatnya keliru")
    sampling.mark(found, said, by=asep)
    sampling.decide(found, by=asep)
    claimed_by(asep)
    work()
    assert sampling.waiting(batch).count() == 1
    assert public().count() == (0 if wrong else 29)
    if not wrong:
        sign_in(client, asep)
        assert "usaha pemeriksanya sendiri" in client.get(f"{LIST}{batch.code}/").content.decode()


def counted(act: Callable[[], object]) -> int:
    """How many statements it takes."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_a_longer_list_takes_no_more_statements(client, rina, asep):
    """Of one chunk: to see its drafts, to send them, and to approve them; other rooms are told once what changed."""

    def statements(name: str, first: int, count: int) -> list[int]:
        lines = [f"{name} {n};Pemilik {n};0000{n:09d};Sobang;Hariang;PO;10722" for n in range(first, first + count)]
        batch = upload(client, rina, table(HEAD + "\n".join(lines)))
        press(client, batch, "draf")
        page = f"{LIST}{batch.code}/"
        looked = counted(lambda: client.get(page))
        applying.send(batch, by=rina)
        went = counted(work)
        signed(batch, asep)
        return [looked, went, counted(work)]

    few, many = statements("Usaha Sedikit", 1_000, 12), statements("Usaha Banyak", 2_000, 48)
    assert [b <= a for a, b in zip(few, many, strict=True)] == [True] * 3, (few, many)
    assert DirectoryEntry.objects.count() == 60


def test_drafts_are_not_counted_again_and_again_while_a_job_works(client, batch, rina, monkeypatch):
    page = f"{LIST}{batch.code}/"
    assert "30 draf: 0 lengkap, 30 menunggu" in client.get(page).content.decode()
    applying.undo(batch, by=rina)
    monkeypatch.setattr(BusinessKind, "standing", lambda *_: pytest.fail("counted while the job works"))
    assert "Membatalkan" in client.get(page).content.decode()
