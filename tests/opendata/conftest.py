"""The portal of the examples."""

import pytest
from django.test import Client

from tests.opendata.scene import build_scene


@pytest.fixture
def scene(sari, rina):
    """One product, one business, one paper, with known codes."""
    build_scene(sari, rina)
    return Client()
