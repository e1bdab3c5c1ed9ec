"""After a test that commits, only what it filled is emptied: Django's flush truncates every table and then makes all
permissions and roles anew, which costs more than most such tests."""

from django.db import connection
from django.test import TransactionTestCase

from tests.reference import filled

# What migrating leaves behind; no test changes it, and when one does, the whole flush does its work.
BASE = ("auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations")
MANY = 300  # rows whose room is worth giving back at once
whole_flush = TransactionTestCase._fixture_teardown
known: list[str] = []


def _base() -> str:
    """A fingerprint of everything in the base tables."""
    asked = " || ".join(f"(select md5(string_agg(t::text, ' ' order by t::text)) from {one} t)" for one in BASE)
    with connection.cursor() as cursor:
        cursor.execute(f"select {asked}")
        return str(cursor.fetchone()[0])


def remember() -> None:
    """Called while the database is as migrating left it; there is none when no test of this run asks for it."""
    if not known and "auth_group" in connection.introspection.table_names():
        known.append(_base())


def empty(case: TransactionTestCase) -> None:
    """In the place of `_fixture_teardown`: rows of ours go, the base stays."""
    if not known or connection.in_atomic_block or _base() != known[0]:
        whole_flush(case)
        return
    tables = sorted(set(connection.introspection.table_names()) - {*BASE})
    rows = filled(tables)
    with connection.cursor() as cursor:
        if rows:
            gone = "; ".join(f'delete from "{one}"' for one in rows)
            cursor.execute(f"set session_replication_role = replica; {gone}; set session_replication_role = origin")
        if many := [f'"{one}"' for one, count in rows.items() if count > MANY]:
            cursor.execute(f"vacuum {', '.join(many)}")


TransactionTestCase._fixture_teardown = empty
