"""What the tests of the desk share: signed-in clients and a waiting product."""

import pytest
from django.test import Client

from catalog import actions as catalog
from tests import build
from tests.people import sign_in


@pytest.fixture
def as_person():
    """A fresh client of a person, second factor passed."""
    return lambda user: sign_in(Client(), user)


@pytest.fixture
def desk(as_person, rina):
    """Rina at her desk."""
    return as_person(rina)


@pytest.fixture
def business(sari, asep):
    """Sari's public business."""
    return build.live_business(sari, asep).business


@pytest.fixture
def waiting_product(business, sari):
    """Sari's product, waiting; the fixture is its submission."""
    return catalog.submit(build.draft_product(business, sari), by=sari)
