"""A database that freezes or vanishes does not hold a worker for ever."""

import select
import socket
import threading
import time
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection
from psycopg2 import extensions

from lebak_catalog.patience import waiter


class Cable:
    """A stretch of network between us and PostgreSQL that can be cut without either side noticing."""

    def __init__(self) -> None:
        self.cut = threading.Event()
        self.end = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.carry)
        self.thread.start()

    def carry(self) -> None:
        other: dict[socket.socket, socket.socket] = {}
        while not self.end.is_set():
            ready, _, _ = select.select([self.listener, *([] if self.cut.is_set() else other)], [], [], 0.05)
            for side in ready:
                if side is self.listener:
                    near, _ = self.listener.accept()
                    server = connection.settings_dict
                    far = socket.create_connection((server["HOST"], int(server["PORT"] or 5432)))
                    other[near], other[far] = far, near
                elif not self.cut.is_set() and (data := side.recv(65536)):
                    other[side].sendall(data)
        for side in [*other, self.listener]:
            side.close()


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    yield made
    made.end.set()
    made.thread.join()


@pytest.fixture
def _limits() -> Iterator[None]:
    extensions.set_wait_callback(waiter(connect=0.5, answer=1.0))
    yield
    extensions.set_wait_callback(None)


def link_through(cable: Cable) -> extensions.connection:
    """A new link by way of the cable."""
    server = connection.settings_dict
    who = {"user": server["USER"], "password": server["PASSWORD"], "dbname": server["NAME"]}
    return psycopg2.connect(host="127.0.0.1", port=cable.port, sslmode="disable", gssencmode="disable", **who)


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits")
def test_a_link_that_freezes_is_given_up(cable):
    link = link_through(cable)
    with link.cursor() as cursor:
        cursor.execute("select 1")
        cable.cut.set()
        begun = time.monotonic()
        with pytest.raises(psycopg2.OperationalError, match="no answer within 1 s"):
            cursor.execute("select 1")
    assert time.monotonic() - begun < 2
    assert link.closed


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits")
def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(cable):
    cable.cut.set()
    begun = time.monotonic()
    with pytest.raises(psycopg2.OperationalError):
        link_through(cable)
    assert time.monotonic() - begun < 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits")
def test_slow_but_steady_answers_are_taken(cable):
    with link_through(cable) as link, link.cursor() as cursor:
        cursor.execute("select pg_sleep(0.7), repeat('x', 3000000)")
        assert len(cursor.fetchone()[1]) == 3_000_000
    link.close()
