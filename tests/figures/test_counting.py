"""Who is counted, and by which class."""

import datetime

import pytest
from django.utils import timezone

from bench.register import fill_register
from figures import queries
from figures.classes import industry_class_of
from figures.models import SnapshotUnit
from registry import actions as registry
from registry.loading import load_activities, load_home, load_national
from registry.models import BusinessActivity
from tests import build
from tests.figures.moments import decided, plate, shot

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 31)


def total() -> dict:
    return queries.today(anew=True).total


def test_an_empty_register_counts_nothing_and_knows_it():
    count = queries.today(anew=True)
    assert count.total["units"] == count.total["workers"] == 0
    assert count.totals["district"] == {}
    assert count.totals["states"] == {}


def test_only_approved_businesses_are_counted(sari, dede, rina):
    build.draft_business(sari)
    registry.submit(build.draft_business(dede, name="Opak Pak Dede"), by=dede)
    assert total()["units"] == 0
    build.live_business(sari, rina)
    assert total()["units"] == 1


def test_workers_sex_nib_and_kecamatan_come_from_the_approved_edition(sari, rina):
    edition = build.live_business(sari, rina, workers_male=2, workers_female=5)
    cell = total()
    assert (cell["workers"], cell["workers_female"], cell["reporting"]) == (7, 5, 1)
    assert (cell["women"], cell["sex_known"], cell["nib"]) == (0, 1, 1), "day 17 of birth: a man"
    totals = queries.today(anew=True).totals
    code = edition.village.parent.code
    assert totals["district"][code]["units"] == 1
    assert totals["names"] == {code: "Rangkasbitung"}


def test_businesses_that_ended_or_are_hidden_are_on_record_but_not_counted(sari, rina):
    rows = [build.live_business(sari, rina, name=f"Gula {n}") for n in range(5)]
    now = timezone.now()
    plate(rows[0], closed_at=now)
    plate(rows[1], suspended_at=now, suspended_reason="Pindah")
    plate(rows[2], dormant_at=now)
    plate(rows[3], merged_into=rows[4].business)
    count = queries.today(anew=True)
    assert count.total["units"] == 1
    assert count.totals["states"] == {"active": 1, "closed": 1, "suspended": 1, "dormant": 1, "merged": 1}


def test_ikm_is_small_or_medium_industry_and_umkm_is_scale(sari, rina):
    trade, _ = BusinessActivity.objects.get_or_create(
        kbli_code="47111", kbli_edition="2025", defaults={"title": "Warung"}
    )
    build.live_business(sari, rina, capital_range="50000000")
    build.live_business(sari, rina, name="Warung", activity=trade, capital_range="50000000")
    build.live_business(sari, rina, name="Pabrik", capital_range="50000000001", workers_male=90)
    build.live_business(sari, rina, name="Diam", capital_range="", workers_male=None, workers_female=None)
    cell = total()
    assert (cell["units"], cell["ikm"], cell["umkm"], cell["unclear"], cell["no_scale"]) == (4, 1, 2, 1, 1)
    kinds = {key: one["units"] for key, one in queries.today().totals["kind"].items()}
    assert kinds == {"ikm": 1, "umkm": 1, "large_industry": 1, "unclear": 1}


@pytest.mark.parametrize(
    ("workers", "money", "expected"),
    [
        (19, "1000000000", "small"),
        (20, "50000000", "medium"),
        (5, "2000000000", "medium"),
        (25, "15000000000", "medium"),
        (25, "50000000000", "large"),
        (5, "", ""),
    ],
)
def test_a_range_up_to_a_bound_stays_below_it(workers, money, expected):
    assert industry_class_of(workers, money, on=DAY) == expected


def test_a_snapshot_uses_the_edition_in_force_on_that_day(sari, rina):
    first = build.live_business(sari, rina, workers_male=1, workers_female=1)
    decided(first, datetime.datetime(2025, 5, 1, tzinfo=datetime.UTC))
    later = registry.open_draft(first.business, by=sari)
    registry.save_draft(later, {"workers_female": 9}, by=sari)
    registry.approve(registry.submit(later, by=sari), by=rina)
    before = queries.sums_of_register(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), past=True)
    assert before["total"]["workers"] == 2
    assert total()["workers"] == 10
    earlier = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    assert queries.sums_of_register(earlier, past=True)["total"]["units"] == 0


def test_the_figures_of_today_say_when_they_were_counted_and_stay_for_a_quarter_of_an_hour(sari, rina, monkeypatch):
    assert queries.today(anew=True).total["units"] == 0
    build.live_business(sari, rina)
    assert queries.today().total["units"] == 0
    later = timezone.now() + queries.FRESH
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert queries.today().total["units"] == 1
    assert queries.today().at == later


def test_sums_of_a_large_register_are_those_of_its_rows():
    load_national()
    load_home("3602")
    load_activities()
    fill_register(300)
    frozen = shot(2026)
    rows = list(SnapshotUnit.objects.filter(snapshot=frozen))
    assert len(rows) == frozen.units == frozen.totals["total"]["units"] == 300
    totals = queries.sums_of_register(timezone.now())
    assert totals == frozen.totals, "today and a snapshot are counted in the same way"
    assert sum(cell["units"] for cell in totals["district"].values()) == 300
    assert sum(row.is_ikm for row in rows) == totals["total"]["ikm"]
    assert sum(row.workers_male or 0 for row in rows) + totals["total"]["workers_female"] == totals["total"]["workers"]
    assert set(totals["names"]) == set(totals["district"])
