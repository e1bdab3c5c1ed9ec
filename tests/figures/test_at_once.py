"""Two at the same moment, on committed rows."""

import pytest
from django.utils import timezone

from figures.actions.lists import confirm_match, load_list, match_list, refuse_match
from figures.actions.snapshots import take_snapshot
from figures.actions.sourced import correct_figure, enter_figure
from figures.models import ComparedRow, Snapshot, SourcedFigure
from registry.spreadsheet import read_table
from tests import build
from tests.attack.test_races import at_once, kinds
from tests.figures.test_sourced import ONE
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
ALL = "figures.view_figures figures.compare_lists figures.take_snapshot figures.enter_figure"


def test_a_snapshot_is_taken_once(sari, rina):
    head = person("Bu Ratna", email="ratna.kepala@contoh.example", permissions=ALL)
    build.live_business(sari, rina)
    year = timezone.localdate().year
    found = at_once(*(lambda: take_snapshot(year, kind="interim", by=head) for _ in range(3)))
    assert kinds(found) == {"Snapshot": 1, "Refused": 2}, found
    assert Snapshot.objects.get().rows.count() == 1


def test_a_row_is_decided_by_one_officer(sari, rina):
    one = person("Bu Rina", email="rina.satu@contoh.example", permissions=ALL)
    other = person("Pak Asep", email="asep.satu@contoh.example", permissions=ALL)
    mine = build.live_business(sari, rina)
    data = b"Nama Usaha\nLain"
    about = {"name": "A", "office": "B", "year": None, "district_code": ""}
    of_list = load_list(read_table(data, "a.csv"), data, "a.csv", about, by=one)
    match_list(of_list, tell=lambda *_: None)
    row = of_list.rows.get()
    found = at_once(lambda: confirm_match(row, mine.business.code, by=one), lambda: refuse_match(row, by=other))
    assert kinds(found) == {"ComparedRow": 1, "Refused": 1}, found
    assert ComparedRow.objects.get().decided_by in (one, other)


def test_a_figure_is_corrected_once(db):
    head = person("Bu Ratna", email="ratna.kepala@contoh.example", permissions=ALL)
    old = enter_figure(ONE, by=head)
    found = at_once(*(lambda n=n: correct_figure(old, {**ONE, "value": n}, reason="Revisi", by=head) for n in (1, 2)))
    assert kinds(found) == {"SourcedFigure": 1, "Refused": 1}, found
    assert SourcedFigure.objects.count() == 2
