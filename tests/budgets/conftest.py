"""A portal with 24 of everything, and one with a single one."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.budgets.shelf import People, fill
from tests.people import sign_in
from tests.reference import load_reference


@dataclass
class Portal:
    """A filled portal; opens addresses and counts what they cost."""

    people: People
    words: dict[str, str]

    def open(self, who: str, address: str) -> str:
        """The page as HTML; it must be a page of its own, not a redirect."""
        answer = self._client(who).get(address.format(**self.words))
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    def statements(self, who: str, address: str) -> int:
        """How often this page asks the database, a session already open."""
        client, path = self._client(who), address.format(**self.words)
        client.get(path)  # what is read once per process is read
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    def _client(self, who: str) -> Client:
        return sign_in(Client(), getattr(self.people, who)) if who else Client()


@pytest.fixture
def filled(db, sari, dede, rina) -> Callable[[int], Portal]:
    """Makes a portal with so many of everything."""
    load_reference()

    def make(count: int) -> Portal:
        people = People(sari, dede, rina)
        return Portal(people, fill(people, count))

    return make
