"""Connections are asked for a sign of life when there is doubt, and a closed one is never used."""

import time

import psycopg2
import pytest
from django.db import connection
from django.db.backends.postgresql import base as django_base

from lebak_catalog.postgresql import base


@pytest.fixture
def link(transactional_db):
    """A connection of its own, outside of any transaction."""
    copy = connection.copy()
    copy.ensure_connection()
    yield copy
    copy.close()


@pytest.fixture
def asked(monkeypatch):
    """How often the database was asked."""
    times = []
    ask = django_base.DatabaseWrapper.is_usable
    monkeypatch.setattr(django_base.DatabaseWrapper, "is_usable", lambda self: times.append(1) or ask(self))
    return times


def end(link):
    """Let the server close the connection, as a restart does."""
    number = link.connection.info.backend_pid
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [number])
        assert cursor.fetchone() == (True,)


def test_it_is_our_backend(link):
    assert isinstance(link, base.DatabaseWrapper) and link.vendor == "postgresql"


def test_one_that_answered_a_moment_ago_is_not_asked(link, asked):
    assert all(link.is_usable() for _ in range(5)) and asked == []


def test_one_that_was_silent_for_seconds_is_asked_once(link, asked):
    link.heard_at = time.monotonic() - base.TRUST - 1
    assert link.is_usable() and link.is_usable() and asked == [1]


@pytest.mark.parametrize("silent", [base.FRESH + 0.1, base.TRUST + 1])
def test_one_that_the_server_closed_is_noticed_at_once(link, silent):
    end(link)
    link.heard_at = time.monotonic() - silent
    assert not link.is_usable()


def test_a_request_after_a_restart_gets_a_new_connection(link):
    end(link)
    link.health_check_enabled, link.health_check_done = True, False
    link.heard_at = time.monotonic() - base.FRESH - 0.1
    with link.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_a_request_that_had_its_answer_renews_the_trust(link, asked):
    link.heard_at = time.monotonic() - base.TRUST - 1
    link.health_check_enabled, link.health_check_done = True, False
    with link.cursor() as cursor:
        cursor.execute("select 1")
    asked_once = len(asked)
    link.heard_at = time.monotonic() - base.TRUST - 1  # a long request
    link.close_if_unusable_or_obsolete()
    assert link.is_usable() and len(asked) == asked_once == 1


def test_an_error_renews_nothing(link, asked):
    link.heard_at = before = time.monotonic() - base.TRUST - 1
    link.health_check_done = link.errors_occurred = True
    link.close_if_unusable_or_obsolete()
    assert asked and link.heard_at > before  # Django asked it


def test_one_that_we_closed_is_not_usable(link):
    link.connection.close()
    assert not link.is_usable()
    link.connection = None
    assert not link.is_usable()


def test_without_it_the_next_statement_fails(link):
    end(link)
    with pytest.raises(psycopg2.OperationalError):
        link.connection.cursor().execute("select 1")
