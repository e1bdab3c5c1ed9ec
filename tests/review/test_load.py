"""The supervisor's page: how the work lies, what is late, links into the queue, and the same as a file."""

import csv
import datetime
import io

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Event, Verb
from catalog import actions as catalog
from review import actions
from review.load import load_of_the_desk
from review.models import Submission
from tests import build

PAGE = "/petugas/beban/"
NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 10, 0))  # a Friday
DAY = datetime.timedelta(days=1)


@pytest.fixture
def head(as_person, ratna):
    return as_person(ratna)


@pytest.fixture
def mixed(business, sari, rina, asep):
    """Rina holds two, one of them late; one late one is nobody's; Asep decided three, one of them late."""
    drafts = [build.draft_product(business, sari, name=f"Gula {n}") for n in range(6)]
    sent = [catalog.submit(draft, by=sari) for draft in drafts]
    for one in sent[:2]:
        actions.take(one, by=rina)
    for one, hours in zip(sent[3:], (2, 4, 100), strict=True):
        begin = NOW - datetime.timedelta(hours=hours)
        Submission.objects.filter(pk=one.pk).update(submitted_at=begin, due_at=begin + 3 * DAY)
        catalog.approve(Submission.objects.get(pk=one.pk), by=asep)
    Submission.objects.filter(pk__in=[sent[0].pk, sent[2].pk]).update(submitted_at=NOW - 8 * DAY, due_at=NOW - 4 * DAY)
    Submission.objects.filter(pk=sent[1].pk).update(submitted_at=NOW - DAY / 24, due_at=NOW + 3 * DAY)
    return sent


@pytest.fixture
def clock(monkeypatch):
    """It is Friday morning."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_the_figures_by_officer_kind_place_and_age(clock, mixed, rina, asep):
    load = load_of_the_desk(NOW)
    assert (load.waiting, load.overdue, load.free) == (3, 2, 1)
    rows = {str(one.officer): one for one in load.officers}
    assert (rows["Bu Rina"].waiting, rows["Bu Rina"].overdue) == (2, 1)
    assert rows["Bu Rina"].oldest == NOW - 8 * DAY
    assert (rows["None"].waiting, rows["None"].overdue) == (1, 1)
    asep_row = rows["Pak Asep"]
    assert (asep_row.week, asep_row.month, asep_row.late) == (4, 4, 1), "the business of the fixture counts too"
    assert asep_row.median is not None and asep_row.median < 5 * DAY / 24
    assert [(one.name, one.waiting, one.overdue, one.percent) for one in load.kinds] == [("Produk", 3, 2, 67)]
    assert [(one.name, one.waiting, one.free) for one in load.districts] == [("Rangkasbitung", 3, 1)]
    assert [one.count for one in load.ages] == [1, 0, 0, 2, 0, 0]
    assert load.ages[3].since == load.ages[3].until == (NOW - 8 * DAY).date()
    assert load.ages[3].percent == 100 and load.ages[3].is_late


def test_every_figure_leads_to_its_list(clock, head, mixed, rina):
    page = head.get(PAGE).content.decode()
    assert f"?umur=lewat&amp;petugas={rina.code}" in page
    queue = lambda query: len(head.get(f"/petugas/antrean/?{query}").context["rows"])  # noqa: E731
    assert queue(f"umur=lewat&petugas={rina.code}") == 1
    assert queue("petugas=belum") == 1
    day = (NOW - 8 * DAY).date()
    assert queue(f"sejak={day}&sampai={day}") == 2
    assert "Dikirim sejak 12 November 2026" in head.get(f"/petugas/antrean/?sejak={day}").content.decode()


def test_without_anything_waiting_it_says_so(head):
    page = head.get(PAGE).content.decode()
    assert page.count("Tidak ada yang menunggu.") == 3
    assert "Belum ada pengajuan yang dipegang petugas." in page


def test_the_same_figures_as_files(clock, head, mixed, ratna):
    answer = head.get(f"{PAGE}beban.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Petugas", "Jenis", "Kecamatan", "Umur"]
    rows = book.get_sheet_by_name("Petugas").to_python()
    assert ["Bu Rina", 2, 1] in [row[:3] for row in rows]
    text = head.get(f"{PAGE}beban.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert ["Kecamatan", "Rangkasbitung", "3"] in [line[:3] for line in lines]
    assert [one.detail["format"] for one in Event.objects.filter(verb=Verb.EXPORTED).order_by("pk")] == ["xlsx", "csv"]


def test_a_name_that_looks_like_a_formula_runs_nowhere(head, mixed, rina):
    type(rina).objects.filter(pk=rina.pk).update(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in head.get(f"{PAGE}beban.csv").content.decode()


def test_the_statements_do_not_grow(clock, head, mixed, sari, django_assert_max_num_queries):
    head.get(PAGE)
    with django_assert_max_num_queries(14) as few:
        head.get(PAGE)
    Submission.objects.bulk_create(
        Submission(
            room="catalog",
            kind="product",
            subject_code=f"x{n}",
            title=f"Produk {n}",
            region_code=f"3602{n % 28:02d}",
            region_name=f"Kecamatan {n % 28}",
            submitted_by=sari,
            submitted_at=NOW - n * DAY,
            due_at=NOW + 3 * DAY - n * DAY,
        )
        for n in range(300)
    )
    with django_assert_max_num_queries(14) as many:
        head.get(PAGE)
    assert len(few) == len(many)


def test_reviewers_do_not_see_it(desk):
    assert desk.get(PAGE).status_code == 403
    assert desk.get(f"{PAGE}beban.csv").status_code == 403
