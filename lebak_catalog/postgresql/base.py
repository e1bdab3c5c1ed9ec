"""A connection that answered a moment ago is not asked again whether it lives; its socket tells when it was closed.

Django asks every connection `SELECT 1` at its first use in a request (CONN_HEALTH_CHECKS): a journey to the database
and back before each page, as dear as a small statement.
"""

import select
import time
from typing import Any

from django.db.backends.postgresql import base

FRESH = 0.5  # seconds after an answer in which nothing is looked at
TRUST = 5.0  # seconds after an answer in which a quiet socket is enough


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend of Django."""

    heard_at = float("-inf")
    health_check_done: bool  # of Django: asked since the request began

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django does; a new connection has just answered."""
        link = super().get_new_connection(conn_params)
        self.heard_at = time.monotonic()
        return link

    def close_if_unusable_or_obsolete(self) -> None:
        """As Django does at both ends of a request; one that used the connection without errors had its answer."""
        if self.connection is not None and self.health_check_done and not self.errors_occurred:
            self.heard_at = time.monotonic()
        super().close_if_unusable_or_obsolete()

    def is_usable(self) -> bool:
        """Whether the connection can be used: asked over the network only when the last answer is some seconds old, or
        when something lies in the socket that nobody waits for (the server closed it)."""
        now = time.monotonic()
        if self.connection is not None and not self.connection.closed:
            silent = now - self.heard_at
            if silent < FRESH or (silent < TRUST and _is_quiet(self.connection)):
                return True
        usable = bool(super().is_usable())
        if usable:
            self.heard_at = now
        return usable


def _is_quiet(link: Any) -> bool:
    watched = select.poll()
    watched.register(link.fileno(), select.POLLIN)
    return not watched.poll(0)
