"""A visitor with a browser, and the counts she leaves."""

import pytest
from django.test import Client

from demand.counting import memory
from demand.models import DailyCount

BROWSER = "Mozilla/5.0 (Linux; Android 12; SM-A032F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def visitor(agent: str = BROWSER) -> Client:
    """A client that looks like a telephone."""
    return Client(headers={"User-Agent": agent})


@pytest.fixture(autouse=True)
def _empty_memory():
    """What another test rang is forgotten."""
    memory.held = type(memory.held)()
    yield
    memory.held = type(memory.held)()


def counts() -> dict[tuple[str, str, str], int]:
    """What was written down: (product name, kind, filter) -> n."""
    memory.flush()
    rows = DailyCount.objects.select_related("product")
    names = {row.product_id: row.product.editions.get(is_live=True).name for row in rows}
    return {(names[row.product_id], row.kind, row.filter): row.n for row in rows}
