"""Each promise the database keeps is broken once on purpose: by plain ORM or SQL, past every verb.

A constraint or trigger without its line in `breaks.BREAKS` fails the first test.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import override_settings

from catalog import actions as catalog
from catalog.models import Product, ProductEdition
from certification import actions as certification
from certification.models import Certificate, Scan
from tests.architecture.house import MAY
from tests.attack.world import places
from tests.database.breaks import BREAKS
from tests.database.things import Things
from tests.people import REVIEWER, person

ROOMS = tuple(MAY)
# These refuse nothing: they keep the counts of lists; tests/catalog/test_search_property.py compares them.
COUNTING = {f"catalog.ProductSearch.count_{what}" for what in ("new", "changed", "gone")}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Things]:
    """The things, in a transaction that lasts as long as the module."""
    with django_db_blocker.unblock(), override_settings(**places(tmp_path_factory.mktemp("berkas"))):
        outer = transaction.atomic()
        outer.__enter__()
        sari = person("Ibu Sari", phone="+6286011110001")
        yield Things(sari, person("Bu Rina", email="rina@contoh.example", permissions=REVIEWER))
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def things(made, db) -> Things:
    """The things as they were: what a test changes is rolled back."""
    return made


EACH = [
    pytest.param(name, one, id=f"{name}-{n}")
    for name, given in BREAKS.items()
    for n, one in enumerate(given if isinstance(given, list) else [given])
]


def our_models() -> list[type[models.Model]]:
    """Every model of our rooms."""
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def test_every_promise_is_broken_below():
    promised = {
        f"{model._meta.label}.{one.name}"
        for model in our_models()
        for one in [*model._meta.constraints, *getattr(model._meta, "triggers", [])]
    }
    assert promised - BREAKS.keys() - COUNTING == set(), "show below that the database keeps it"
    assert BREAKS.keys() - promised == set(), "no longer promised"


@pytest.mark.parametrize(("name", "attempt"), EACH)
def test_the_database_refuses(things, name, attempt):
    with pytest.raises(DatabaseError, match=name.rpartition(".")[2]), transaction.atomic():
        attempt(things)


def test_every_unique_column_is_unique_in_the_database(db):
    for model in our_models():
        with connection.cursor() as cursor:
            kept = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
        single = {one["columns"][0] for one in kept if one["unique"] and len(one["columns"]) == 1}
        wanted = {one.column for one in model._meta.local_fields if one.unique}
        assert wanted <= single, model._meta.label


def test_every_constraint_and_trigger_is_switched_on(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        assert cursor.fetchall() == []
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
        assert cursor.fetchall() == []


def test_the_usual_way_still_works(things):
    edit = catalog.open_draft(things.product.product, by=things.sari)
    catalog.save_draft(edit, {"name": "Gula Semut Baru"}, by=things.sari, certificates=[things.paper])
    catalog.approve(catalog.submit(edit, by=things.sari), by=things.rina)
    assert ProductEdition.objects.get(product=things.product.product, is_live=True).name == "Gula Semut Baru"
    again = certification.copy_for_fix(things.paper, by=things.sari)
    assert Scan.objects.filter(certificate=again).exists()
    certification.discard(things.draft_paper, by=things.sari)
    assert not Certificate.objects.filter(pk=things.draft_paper.pk).exists()
    assert Product.objects.filter(pk=things.product.product_id).exists()
