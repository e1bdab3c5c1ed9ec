"""The values one may filter by are kept, and never older than the database."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from catalog.search.choices import load
from certification.models import Kind
from registry.models import Region


@pytest.fixture
def known(db):
    """One category; what is there already does not matter."""
    Category.objects.load_bulk([{"data": {"name": "Gula", "slug": "gula-uji"}}])
    for code, level, above in (("36", "province", None), ("3601", "regency", "36"), ("3602", "regency", "36")):
        Region.objects.get_or_create(
            code=code, defaults={"name": code, "slug": f"uji-{code}", "level": level, "parent_id": above}
        )
    load()
    return Category.objects.get(slug="gula-uji")


def test_asking_twice_is_one_statement_each_and_gives_the_same_thing(known):
    with CaptureQueriesContext(connection) as asked:
        first, second = load(), load()
    assert first is second and len(asked) == 2


def test_every_change_is_seen_at_once_also_within_one_transaction(known):
    Category.objects.filter(pk=known.pk).update(name="Gula Uji")
    assert load().categories["gula-uji"].name == "Gula Uji"
    Category.objects.filter(pk=known.pk).update(name="Gula Uji Lagi")
    assert load().categories["gula-uji"].name == "Gula Uji Lagi"
    Category.objects.filter(pk=known.pk).update(is_active=False)
    assert "gula-uji" not in load().categories
    known.refresh_from_db()
    known.delete()
    Category.objects.load_bulk([{"data": {"name": "Kopi", "slug": "kopi-uji"}}])
    assert {"kopi-uji"} == {"gula-uji", "kopi-uji"} & load().categories.keys()


def test_what_was_rolled_back_is_forgotten(known):
    with transaction.atomic():
        Category.objects.filter(pk=known.pk).update(name="Salah")
        assert load().categories["gula-uji"].name == "Salah"
        transaction.set_rollback(True)
    assert load().categories["gula-uji"].name == "Gula"


def test_kinds_and_places_count_too(known):
    before = load().mark
    Kind.objects.create(code="uji", name="Uji", short_name="Uji", bit=29)
    with_kind = load()
    assert with_kind.kinds["uji"].number == 29 and with_kind.mark != before
    Region.objects.create(code="360299", name="Uji", slug="uji", level="district", parent_id="3602")
    assert "uji" in load().districts


def test_another_regency_has_its_own_kecamatan(known, settings):
    Region.objects.create(code="360101", name="Seberang", slug="seberang", level="district", parent_id="3601")
    assert "seberang" not in load().districts
    settings.REGION_CODE = "3601"
    assert set(load().districts) == {"seberang"}
    settings.REGION_CODE = "3602"
    assert "seberang" not in load().districts
