"""Every number of the data-quality page opens exactly the businesses it counts."""

import pytest
from django.utils import timezone

from registry.models import Business, BusinessActivity, BusinessEdition, DuplicatePair, EditionActivity, Owner
from tests import build
from tests.people import person, sign_in
from upkeep import counted
from upkeep.quality import BY_KEY, MEASURES, numbers, work_list


@pytest.fixture
def desk(client, db):
    """Bu Yuli at her desk."""
    return sign_in(
        client, person("Yuli", email="yuli@contoh.example", permissions="upkeep.see_upkeep review.view_queue")
    )


@pytest.fixture
def untidy(sari, dede, rina):
    """Two businesses: Sari's is whole, Dede's lacks nearly everything."""
    build.live_business(sari, rina)
    old, _ = BusinessActivity.objects.get_or_create(
        kbli_code="10794", kbli_edition="2020", defaults={"title": "Industri Kerupuk"}
    )
    gaps = {"nib_status": "none", "nib": "", "phone": "", "whatsapp": "", "workers_male": None, "workers_female": None}
    return build.live_business(dede, rina, name="=Keripik", capital_range="", activity=old, **gaps)


def test_each_number_is_the_length_of_its_list(untidy):
    now = timezone.now()
    counted = numbers(now)
    assert counted.pop("semua") == 2
    assert counted == {one.key: work_list(one, now).count() for one in MEASURES}
    for key in ("tanpa-nib", "tanpa-skala", "tanpa-tenaga-kerja", "tanpa-kontak", "kbli-lama"):
        assert [one.name for one in work_list(BY_KEY[key], now)] == ["=Keripik"], key


def test_the_page_and_every_list_open(desk, untidy):
    page = desk.get("/petugas/mutu-data/").text
    for one in MEASURES:
        assert one.title in page
        expected = 404 if one.elsewhere else 200
        assert desk.get(f"/petugas/mutu-data/{one.key}/").status_code == expected
        file = desk.get(f"/petugas/mutu-data/{one.key}/unduh.csv")
        assert file.status_code == expected
        if file.streaming:
            assert b"".join(file.streaming_content)  # read to the end: only few files are made at the same time


def test_an_empty_register_says_so(desk):
    assert "Dari 0 usaha" in desk.get("/petugas/mutu-data/").text
    assert "Tidak ada usaha dengan masalah ini" in desk.get("/petugas/mutu-data/tanpa-nib/").text


def test_kecamatan_narrows_the_list(desk, untidy):
    assert "=Keripik" in desk.get("/petugas/mutu-data/tanpa-nib/?kecamatan=rangkasbitung").text
    build.village("Hariang", "Sobang")
    assert "=Keripik" not in desk.get("/petugas/mutu-data/tanpa-nib/?kecamatan=sobang").text


def test_the_file_runs_no_formula_and_holds_no_contact(desk, untidy):
    lines = b"".join(desk.get("/petugas/mutu-data/tanpa-nib/unduh.csv").streaming_content).decode()
    assert "'=Keripik" in lines and "860" not in lines


def test_an_unknown_list_is_not_found(desk):
    assert desk.get("/petugas/mutu-data/apa-saja/").status_code == 404


def test_the_numbers_cost_eleven_statements(untidy, django_assert_num_queries):
    with django_assert_num_queries(11):
        numbers(timezone.now())


def test_the_page_shows_what_was_counted_until_somebody_counts_anew(desk, sari, rina):
    assert "Dari 0 usaha" in desk.get("/petugas/mutu-data/").text
    build.live_business(sari, rina)
    page = desk.get("/petugas/mutu-data/").text
    assert "Dari 0 usaha" in page and "Dihitung " in page and "WIB" in page
    assert "Dari 1 usaha" in desk.post("/petugas/mutu-data/hitung/", follow=True).text


def test_the_nightly_job_counts_anew(desk, sari, rina):
    desk.get("/petugas/mutu-data/")
    build.live_business(sari, rina)
    counted.job(None, None)
    assert "Dari 1 usaha" in desk.get("/petugas/mutu-data/").text


def test_doubles_lead_to_their_page_for_those_who_may_open_it(client, desk, untidy, sari, dede, rina):
    pks = sorted(Business.objects.values_list("pk", flat=True))
    DuplicatePair.objects.get_or_create(a_id=pks[0], b_id=pks[1], defaults={"reasons": ["name"], "score": 50})
    DuplicatePair.objects.update(state="open")
    assert numbers(timezone.now())["ganda"] == 1
    assert 'href="/petugas/ganda/"' not in desk.get("/petugas/mutu-data/").text.split("<main")[1]
    merger = person("Mimi", email="mimi@contoh.example", permissions="upkeep.see_upkeep registry.merge_businesses")
    assert 'href="/petugas/ganda/"' in sign_in(client, merger).get("/petugas/mutu-data/").text.split("<main")[1]


def test_a_registration_typed_for_an_owner_waits_until_she_confirms(desk, dede, rina):
    draft = build.draft_business(dede, name="Opak Dede", village=None)
    Business.objects.filter(pk=draft.business_id).update(assisted_by=rina)
    assert numbers(timezone.now())["belum-dikonfirmasi"] == 0, "an owner with an account works on it herself"
    Owner.objects.filter(pk=draft.business.owner_id).update(user=None)
    assert numbers(timezone.now())["belum-dikonfirmasi"] == 1
    page = desk.get("/petugas/mutu-data/belum-dikonfirmasi/").text
    assert "Opak Dede" in page and "Desa belum diisi" in page
    assert (
        "Opak Dede" in b"".join(desk.get("/petugas/mutu-data/belum-dikonfirmasi/unduh.csv").streaming_content).decode()
    )
    Business.objects.filter(pk=draft.business_id).update(
        confirmed_at=timezone.now(), confirmed_by=dede, confirmed_how="code"
    )
    assert numbers(timezone.now())["belum-dikonfirmasi"] == 0


def test_an_old_further_code_counts_as_unmatched_too(sari, rina):
    edition = build.draft_business(sari)
    old, _ = BusinessActivity.objects.get_or_create(
        kbli_code="10794", kbli_edition="2020", defaults={"title": "Industri Kerupuk"}
    )
    EditionActivity.objects.create(edition=edition, activity=old)
    build.registry.approve(build.registry.submit(edition, by=sari), by=rina)
    assert numbers(timezone.now())["kbli-lama"] == 1
    Business.objects.update(closed_at=timezone.now(), closed_reason="x")
    assert numbers(timezone.now())["kbli-lama"] == 0


def test_a_long_list_says_that_it_is_cut(desk, untidy, sari, rina, monkeypatch):
    monkeypatch.setattr("upkeep.views.quality.MOST_LISTED", 1)
    build.live_business(sari, rina, nib_status="none", nib="", name="Kedua")
    assert "Lebih dari 1 usaha" in desk.get("/petugas/mutu-data/tanpa-nib/").text


def test_a_list_goes_village_by_village(untidy, sari, rina):
    build.live_business(
        sari, rina, nib_status="none", nib="", name="Zaitun", village=build.village("Hariang", "Sobang")
    )
    build.live_business(sari, rina, nib_status="none", nib="", name="Abon", village=build.village("Hariang", "Sobang"))
    rows = [(one.village_id, one.name) for one in work_list(BY_KEY["tanpa-nib"], timezone.now())]
    assert rows == sorted(rows) and len(rows) == 3
    assert BusinessEdition.objects.filter(is_live=True).count() == 4
