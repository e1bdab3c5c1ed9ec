"""The shared world of a module; each test gets it as it was, for whatever a test changes is rolled back."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.attack.world import World, build_world, places


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and the folder of its files, in a transaction that lasts as long as the module."""
    folder = tmp_path_factory.mktemp("dunia")
    with django_db_blocker.unblock(), override_settings(**places(folder)):
        outer = transaction.atomic()
        outer.__enter__()
        made = build_world()
        yield made, folder
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def world(built, db, settings) -> World:
    """The world inside the transaction of one test."""
    made, folder = built
    for name, value in places(folder).items():
        setattr(settings, name, value)
    cache.clear()
    return made
