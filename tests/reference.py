"""Reference data is read from its files once in a process, then copied: loading costs more than most tests do.

The copy is every row that loading added, put back as it was, past triggers that would add theirs twice. It is used only
where all these tables are empty; otherwise, and the first time, the loaders themselves run. They are tested by tests of
their own (tests/roof/test_load_reference.py and the loading tests of the rooms).
"""

import io
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from catalog.loading import load_categories
from registry.loading import load_activities, load_home, load_national

PASSING = {"cache_entry", "django_session"}
KEPT: dict[str, dict[str, str]] = {}  # what was loaded: table: its rows as COPY writes them


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - PASSING)


def filled(tables: list[str]) -> dict[str, int]:
    """How many rows each of these tables has, where it has any."""
    asked = ", ".join(f'(select count(*) from "{one}")' for one in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"select {asked}")
        return {one: count for one, count in zip(tables, cursor.fetchone(), strict=True) if count}


def _keep(name: str, before: dict[str, int]) -> None:
    """Remember what stands now in the tables that were empty before; nothing when others have grown, too."""
    now = filled(_tables())
    if any(now.get(one) != count for one, count in before.items()):
        return
    rows: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in now.keys() - before.keys():
            out = io.StringIO()
            cursor.copy_expert(f'copy "{table}" to stdout', out)
            rows[table] = out.getvalue()
    KEPT[name] = rows


def _put_back(rows: dict[str, str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for table, text in rows.items():
            cursor.copy_expert(f'copy "{table}" from stdin', io.StringIO(text))
        cursor.execute("set local session_replication_role = origin")


def _again(name: str, load: Callable[[], object]) -> None:
    """Load, or put back what loading left the last time."""
    name = f"{name} {settings.REGION_CODE}"
    if name in KEPT and not filled(list(KEPT[name])):
        _put_back(KEPT[name])
    elif name in KEPT:
        load()
    else:
        before = filled(_tables())
        load()
        _keep(name, before)


def load_reference() -> None:
    """What a fresh portal begins with."""
    _again("reference", lambda: call_command("load_reference", verbosity=0))


def load_places() -> None:
    """Provinces and regencies, and the kecamatan and villages of ours."""

    def load() -> None:
        load_national()
        load_home(settings.REGION_CODE)

    _again("places", load)


def load_lists() -> None:
    """Places, activities and categories, as every portal has them."""

    def load() -> None:
        load_national()
        load_home(settings.REGION_CODE)
        load_activities()
        load_categories()

    _again("lists", load)
