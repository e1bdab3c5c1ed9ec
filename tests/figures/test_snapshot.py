"""Freezing: once, by whom, when; and never changed again."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.models import Event, Verb
from figures import queries
from figures.actions.snapshots import take_snapshot
from figures.counting import fingerprint_of, sums_of_snapshot
from figures.models import Snapshot, SnapshotUnit
from figures.working import INTERIM, YEAR_END
from jobs import repeated
from jobs.actions import order
from jobs.models import Job
from jobs.work import perform
from review.actions import Refused
from tests import build
from tests.figures.moments import LATER, at, plate, shot
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db):
    """The head of the section, who may freeze."""
    permissions = "figures.view_figures figures.take_snapshot"
    return person("Bu Ratna", email="ratna.kepala@contoh.example", permissions=permissions)


def test_the_year_is_frozen_on_new_years_night_by_the_calendar(sari, rina, monkeypatch):
    build.live_business(sari, rina)
    at(monkeypatch, LATER)
    job = order(YEAR_END, by=None, title="Potret 31 Desember")
    perform.call(job.pk)
    taken = Snapshot.objects.get()
    assert (taken.year, taken.kind, taken.as_of, taken.taken_by) == (2026, "yearly", datetime.date(2026, 12, 31), None)
    assert (taken.units, taken.note) == (1, "")
    assert Event.objects.get(verb=Verb.SNAPSHOT_TAKEN).subject_code == taken.code
    again = order(YEAR_END, by=None, title="Potret 31 Desember")
    perform.call(again.pk)
    assert Job.objects.get(pk=again.pk).state == Job.State.DONE
    assert Snapshot.objects.count() == 1


def test_the_calendar_knows_the_night():
    assert repeated.CALENDAR[YEAR_END].cron == "30 0 1 1 *"


def test_what_happens_after_midnight_does_not_belong_to_the_year(sari, rina, monkeypatch):
    old = build.live_business(sari, rina)
    at(monkeypatch, LATER + datetime.timedelta(minutes=30))
    build.live_business(sari, rina, name="Baru lahir")
    plate(old, closed_at=LATER)
    taken = take_snapshot(2026, by=None)
    assert [row.business_code for row in taken.rows.all()] == [old.business.code]
    assert taken.rows.get().state == "active"


def test_a_late_one_says_so_and_after_january_it_is_refused(sari, rina, head, monkeypatch):
    build.live_business(sari, rina)
    at(monkeypatch, LATER + datetime.timedelta(days=60))
    with pytest.raises(Refused, match="hanya bisa diambil sampai 31 Januari 2027"):
        take_snapshot(2026, by=head)
    at(monkeypatch, LATER + datetime.timedelta(days=9))
    assert "Diambil 10 hari sesudah" in take_snapshot(2026, by=head).note


@pytest.mark.parametrize("year", [2027, 2030, 2024])
def test_a_year_that_has_not_ended_or_ended_long_ago_is_refused(year, head, monkeypatch):
    at(monkeypatch, LATER)
    with pytest.raises(Refused):
        take_snapshot(year, by=head)


def test_in_the_middle_of_a_year_once_and_the_year_end_still_comes(sari, rina, head, monkeypatch):
    build.live_business(sari, rina)
    year = timezone.localdate().year
    taken = take_snapshot(year, kind="interim", by=head)
    assert taken.as_of == timezone.localdate()
    assert taken.label == f"{year} ({taken.as_of:%d-%m})"
    with pytest.raises(Refused, match="Setahun cukup satu"):
        take_snapshot(year, kind="interim", by=head)
    with pytest.raises(Refused, match="tahun berjalan"):
        take_snapshot(year - 1, kind="interim", by=head)
    at(monkeypatch, timezone.make_aware(datetime.datetime(year + 1, 1, 1, 0, 30)))
    assert take_snapshot(year, by=None).kind == "yearly"


def test_only_who_may_freeze_freezes(rina):
    with pytest.raises(Refused, match="Peran Anda"):
        take_snapshot(timezone.localdate().year, kind="interim", by=rina)


def test_the_job_of_the_button_tells_a_refusal_in_words(head):
    take_snapshot(timezone.localdate().year, kind="interim", by=head)
    job = order(INTERIM, by=head, title="Potret")
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, "sudah diambil" in job.words) == (Job.State.FAILED, True)


def test_a_job_that_died_after_the_work_finds_it_done(head):
    job = order(INTERIM, by=head, title="Potret")
    taken = take_snapshot(timezone.localdate().year, kind="interim", by=head)
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["snapshot"]) == (Job.State.DONE, taken.code)


def test_printed_today_and_next_year_it_is_the_same(sari, rina, client):
    editions = [build.live_business(sari, rina, name=f"Gula {n}") for n in range(3)]
    taken = shot(2026)
    before = (taken.totals, taken.fingerprint, taken.units)
    plate(editions[0], closed_at=timezone.now())
    plate(editions[1], merged_into=editions[2].business)
    build.live_business(sari, rina, name="Baru")
    taken = Snapshot.objects.get()
    assert (taken.totals, taken.fingerprint, taken.units) == before
    assert sums_of_snapshot(taken.pk) == taken.totals
    assert fingerprint_of(taken.pk) == taken.fingerprint
    assert queries.today(anew=True).total["units"] == 2


def test_nothing_can_be_added_changed_or_removed(sari, rina):
    build.live_business(sari, rina)
    taken = shot(2026)
    row = taken.rows.get()
    row.pk, row.business_code = None, "lainlagi"
    for attempt, words in (
        (lambda: row.save(force_insert=True), "sealed"),
        (lambda: taken.rows.update(state="closed"), "append_only"),
        (lambda: taken.rows.all()._raw_delete("default"), "append_only"),
        (lambda: Snapshot.objects.update(units=9), "append_only"),
        (lambda: Snapshot.objects.all()._raw_delete("default"), "append_only"),
    ):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            attempt()
    assert SnapshotUnit.objects.count() == 1


def test_rows_changed_past_the_guards_are_found_at_night(sari, rina):
    build.live_business(sari, rina)
    taken = shot(2026)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table figures_snapshotunit disable trigger user")
        cursor.execute("update figures_snapshotunit set workers_male = 99")
        cursor.execute("alter table figures_snapshotunit enable trigger user")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_all", stdout=said)
    assert f"{taken}: sidik barisnya berubah" in said.getvalue()


def test_no_name_of_a_person_or_business_is_frozen(sari, rina):
    build.live_business(sari, rina, name="Gula Bu Rahasia", owner_name="Bu Rahasia")
    taken = shot(2026)
    words = str(list(taken.rows.values())) + str(taken.totals)
    assert "Rahasia" not in words
    assert "+62" not in words
