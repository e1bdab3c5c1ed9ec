"""Why a count changed: every reason once, and the lines add up."""

import pytest
from django.utils import timezone

from bench.register import fill_register
from figures import changes
from registry import actions as registry
from registry.loading import load_activities, load_home, load_national
from registry.models import Business
from tests import build
from tests.figures.moments import plate, shot

pytestmark = pytest.mark.django_db


def edit(edition, sari, rina, **values):
    """A new approved edition."""
    draft = registry.open_draft(edition.business, by=sari)
    registry.save_draft(draft, values, by=sari)
    registry.approve(registry.submit(draft, by=sari), by=rina)


@pytest.fixture
def story(sari, rina):
    """Two snapshots with one business for each thing that can happen between them."""
    names = ("tetap", "tutup", "gabung", "henti", "diam", "pindah", "naik", "kembali")
    one = {name: build.live_business(sari, rina, name=name, sales_range="") for name in names}
    plate(one["kembali"], closed_at=timezone.now())
    first = shot(2025)
    now = timezone.now()
    plate(one["tutup"], closed_at=now)
    plate(one["gabung"], merged_into=one["tetap"].business)
    plate(one["henti"], suspended_at=now, suspended_reason="Pindah")
    plate(one["diam"], dormant_at=now)
    plate(one["kembali"], closed_at=None)
    edit(one["pindah"], sari, rina, village=build.village("Hariang", "Sobang"))
    edit(one["naik"], sari, rina, capital_range="5000000000", workers_female=10)
    one["muda"] = build.live_business(sari, rina, name="muda", founded_year=2026)
    one["tua"] = build.live_business(sari, rina, name="tua", founded_year=2010)
    return one, first, shot(2026)


def test_what_was_compared_once_is_kept_and_pages_read_only_their_own_rows(story, django_assert_num_queries):
    _, first, second = story
    groups, found = changes.groups(first, second), changes.businesses(first, second, "late")
    with django_assert_num_queries(1) as asked:  # the cache
        assert changes.groups(first, second) == groups
    with django_assert_num_queries(2) as asked:  # the cache, and the rows of one page
        assert changes.businesses(first, second, "late", begin=0, most=50) == found
    assert "business_code = any" in asked[-1]["sql"]
    assert changes.businesses(first, second, "late", begin=1, most=50) == []


def lines_of(first, second, district=""):
    return changes.explanation(changes.groups(first, second), first, second, district)


def test_every_reason_has_its_line_and_its_list(story):
    one, first, second = story
    expected = {
        "founded": ["muda"], "late": ["tua"], "back": ["kembali"], "closed": ["tutup"], "merged": ["gabung"],
        "suspended": ["henti"], "dormant": ["diam"], "gone": [], "moved": ["pindah"], "rescaled": ["naik"],
    }  # fmt: skip
    for reason, names in expected.items():
        found = changes.businesses(first, second, reason)
        assert [row.code for row in found] == [one[name].business.code for name in names], reason
        assert changes.count_of(first, second, reason) == len(names)
    assert changes.businesses(first, second, "merged")[0].merged_into == one["tetap"].business.code
    moved = changes.businesses(first, second, "moved")[0]
    assert (moved.from_name, moved.to_name) == ("Rangkasbitung", "Sobang")


@pytest.mark.parametrize("where", ["", "Rangkasbitung", "Sobang"])
def test_the_signed_lines_add_up(story, where):
    _, first, second = story
    codes = {name: code for code, name in second.totals["names"].items()}
    lines = lines_of(first, second, codes.get(where, ""))
    for name in ("units", "workers"):
        moves = sum(line.sign * getattr(line, name) for line in lines[1:-1])
        assert getattr(lines[0], name) + moves == getattr(lines[-1], name)
    if not where:
        assert (lines[0].units, lines[-1].units) == (first.units, second.units) == (7, 6)


def test_by_kecamatan_the_same(story):
    _, first, second = story
    table = changes.by_district(changes.groups(first, second), second.totals["names"])
    for before, joined, left, came, went, after in table.values():
        assert before + joined - left + came - went == after
    assert sum(row[0] for row in table.values()) == first.units
    assert sum(row[5] for row in table.values()) == second.units


def test_scales(story):
    _, first, second = story
    assert changes.scale_moves(changes.groups(first, second)) == {("micro", "small"): 1}


def test_a_business_whose_approval_was_taken_back_is_gone(sari, rina):
    edition = build.live_business(sari, rina)
    first = shot(2025)
    type(edition).objects.filter(pk=edition.pk).update(is_live=False)
    second = shot(2026)
    assert [row.code for row in changes.businesses(first, second, "gone")] == [edition.business.code]


def test_a_list_that_is_none_is_refused(story):
    with pytest.raises(KeyError):
        changes.businesses(*story[1:], "drop table")


def test_lines_add_up_in_a_large_register():
    load_national()
    load_home("3602")
    load_activities()
    fill_register(200)
    first = shot(2025)
    ids = list(Business.objects.values_list("pk", flat=True).order_by("pk"))
    Business.objects.filter(pk__in=ids[::7]).update(closed_at=timezone.now())
    Business.objects.filter(pk__in=ids[1::9]).update(merged_into=ids[2])
    fill_register(50, seed=2)
    second = shot(2026)
    lines = lines_of(first, second)
    assert lines[0].units + sum(line.sign * line.units for line in lines[1:-1]) == lines[-1].units == second.units
