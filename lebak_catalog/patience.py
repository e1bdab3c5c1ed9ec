"""How long a worker waits for PostgreSQL: a server that is frozen or cut off must not hold its threads for ever.

`connect_timeout` does not help a link that froze later, and `statement_timeout` is kept by the server, which may be the
one that is frozen. So the workers wait by themselves: psycopg2 calls us whenever it would block.
"""

import select
from collections.abc import Callable

import psycopg2
from psycopg2 import extensions

CONNECT = 3.0  # seconds for a new link
ANSWER = 9.0  # seconds for any answer: a second more than statement_timeout, within the promised ten


def waiter(connect: float = CONNECT, answer: float = ANSWER) -> Callable[[extensions.connection], None]:
    """A wait callback that raises OperationalError when PostgreSQL is silent for too long; the link is then dropped."""

    def wait(link: extensions.connection) -> None:
        while (state := link.poll()) != extensions.POLL_OK:
            patience = connect if link.protocol_version == 0 else answer  # 0: not connected yet
            watched = select.poll()
            watched.register(link.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
            if not watched.poll(patience * 1000):
                raise psycopg2.OperationalError(f"PostgreSQL gave no answer within {patience:g} s")

    return wait


def be_patient_within_limits() -> None:
    """For this process and all its links, from now on. COPY does not work then; only commands use it."""
    extensions.set_wait_callback(waiter())
