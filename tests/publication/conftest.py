"""The pages for everybody are kept, from an empty memory on."""

import pytest

from publication.pages import shelf
from tests.budgets.conftest import filled  # noqa: F401


@pytest.fixture(autouse=True)
def _kept(settings):
    """As in production; what another test left is forgotten."""
    settings.SHARED_PAGES = True
    shelf.clear()
    yield
    shelf.clear()
