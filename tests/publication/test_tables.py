"""Every table that a shared page asks makes a new edition when it changes."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.prepared import forget
from publication.pages import SHARED
from publication.tables import TABLES
from tests.journeys.scene import build_scene
from tests.journeys.tour import PUBLIC

ASKED = re.compile(r'\b(?:from|join)\s+"?([a-z][a-z0-9_]+)"?', re.IGNORECASE)
TRIGGERS = "select tgrelid::regclass::text from pg_trigger where tgname = 'publication_note'"
# Asked by shared pages, and no reason for a new edition.
NOT_TOLD = {"publication_change"}  # the edition itself
VISITED = [(name, address) for name, who, address in PUBLIC if name in SHARED and not who]


@pytest.fixture
def scene(db, sari, rina, ratna):
    """A portal with one of everything."""
    call_command("load_reference", verbosity=0)
    return build_scene(sari, rina, ratna)


def test_every_kind_of_shared_page_is_on_the_tour():
    assert {name for name, _ in VISITED} == SHARED


def test_a_page_asks_only_tables_whose_change_is_noticed(scene):
    unknown: set[tuple[str, str]] = set()
    every = set(connection.introspection.table_names())
    forget()  # statements that are planned already do not name their tables
    for name, pattern in VISITED:
        address = pattern.format(**scene.words)
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200, address
        tables = {table.lower() for one in asked for table in ASKED.findall(one["sql"])} & every
        unknown |= {(table, name) for table in tables - set(TABLES) - NOT_TOLD}
    assert unknown == set()


def test_the_tables_of_the_list_have_the_trigger_and_no_others(db):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        assert sorted(name for (name,) in cursor.fetchall()) == sorted(TABLES)
