"""Every number of the data-quality page opens exactly the businesses it counts."""

import pytest
from django.utils import timezone

from registry.models import BusinessActivity
from tests import build
from tests.people import person, sign_in
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
        assert desk.get(f"/petugas/mutu-data/{one.key}/").status_code == 200


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


def test_the_numbers_cost_two_statements(untidy, django_assert_num_queries):
    with django_assert_num_queries(2):
        numbers(timezone.now())
