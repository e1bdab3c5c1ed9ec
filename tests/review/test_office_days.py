"""Days of the yearly decree: entered by who supervises, and every promise that waits moves with them."""

import datetime

import pytest
from django.utils import timezone

from audit.models import Event, Verb
from catalog import actions as catalog
from review import office_days
from review.actions import Refused
from review.models import OfficeHoliday, Submission
from review.workdays import due
from tests import build

PAGE = "/petugas/hari-libur/"


@pytest.fixture
def tuesday(waiting_product):
    """A product sent on Tuesday 1 December 2026, promised for Friday."""
    at = timezone.make_aware(datetime.datetime(2026, 12, 1, 9, 30))
    Submission.objects.filter(pk=waiting_product.pk).update(submitted_at=at, due_at=due(at), late_told_at=at)
    return waiting_product


@pytest.fixture
def free_day():
    """A Thursday that no list calls free."""
    return datetime.date(2026, 12, 3)


def promised(submission):
    return timezone.localtime(Submission.objects.get(pk=submission.pk).due_at)


def test_entering_a_day_moves_the_promises_and_taking_it_back_too(tuesday, free_day, ratna):
    assert promised(tuesday).date() == datetime.date(2026, 12, 4)
    assert office_days.enter_day(free_day, "Cuti bersama", "SKB 3 Menteri", by=ratna) == 1
    assert f"{promised(tuesday):%Y-%m-%d %H:%M}" == "2026-12-07 09:30"
    assert Submission.objects.get(pk=tuesday.pk).late_told_at is None, "late again would be told again"
    assert office_days.remove_day(free_day, by=ratna) == 1
    assert promised(tuesday).date() == datetime.date(2026, 12, 4)
    lines = Event.objects.filter(verb=Verb.CHANGED, subject_kind="officeholiday")
    assert [line.detail["moved"] for line in lines] == [1, 1]


def test_what_was_decided_keeps_its_promise(tuesday, free_day, ratna, rina):
    catalog.approve(tuesday, by=rina)
    assert office_days.enter_day(free_day, "Cuti bersama", "SKB", by=ratna) == 0


def test_a_day_the_library_calls_free_can_become_a_working_day(tuesday, ratna):
    christmas_eve = datetime.date(2026, 12, 24)
    assert office_days.enter_day(christmas_eve, "Tetap masuk", "SE Bupati", is_off=False, by=ratna) == 0
    assert OfficeHoliday.objects.get().is_off is False


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime.date(2026, 12, 5), "Sabtu"),
        (datetime.date(2020, 1, 2), "Isi tanggal antara"),
        (datetime.date(2099, 1, 2), "Isi tanggal antara"),
        (datetime.date(2026, 12, 25), "sudah libur"),
    ],
)
def test_senseless_days_are_refused_in_words(ratna, day, words):
    with pytest.raises(Refused, match=words):
        office_days.enter_day(day, "x", "y", by=ratna)


def test_only_who_supervises_enters_days(rina, free_day):
    with pytest.raises(Refused, match="Peran Anda"):
        office_days.enter_day(free_day, "x", "y", by=rina)


def test_the_page_takes_a_day_and_says_how_many_promises_moved(as_person, ratna, tuesday, free_day):
    desk = as_person(ratna)
    given = {"date": "03-12-2026", "is_off": "libur", "name": "Cuti bersama", "source": "SKB Nomor 5"}
    page = desk.post(PAGE, given, follow=True).content.decode()
    assert "1 janji pengajuan yang menunggu disesuaikan" in page
    assert "SKB Nomor 5" in page and "dicatat Bu Ratna" in page
    page = desk.post(f"{PAGE}2026-12-03/hapus/", follow=True).content.decode()
    assert "Hari dihapus." in page and "SKB Nomor 5" not in page
    assert "sudah tidak ada" in desk.post(f"{PAGE}2026-12-03/hapus/", follow=True).content.decode()


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(as_person, ratna):
    answer = as_person(ratna).post(PAGE, {"date": "31-02-2026", "is_off": "libur", "name": "Cuti"})
    page = answer.content.decode()
    assert "Tanggal tidak ada." in page and "Tulis dasarnya" in page and 'value="Cuti"' in page


@pytest.mark.parametrize("year", ["2026", "2027", "9999999999", "abc", "-1", ""])
def test_any_year_in_the_address_opens(as_person, ratna, year):
    assert as_person(ratna).get(f"{PAGE}?tahun={year}").status_code == 200


def test_a_day_that_is_none_is_not_found(as_person, ratna):
    assert as_person(ratna).post(f"{PAGE}2026-13-40/hapus/").status_code == 404


def test_what_is_sent_after_the_day_was_entered_counts_it(business, sari, ratna, monkeypatch):
    now = timezone.make_aware(datetime.datetime(2026, 12, 1, 9, 30))
    office_days.enter_day(datetime.date(2026, 12, 3), "Cuti bersama", "SKB", by=ratna)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    sent = catalog.submit(build.draft_product(business, sari), by=sari)
    assert promised(sent).date() == datetime.date(2026, 12, 7)
