"""People who claim, and the business of an old list they claim."""

import pytest
from django.test import Client

from tests import build
from tests.people import person

NIK = "3602994107800011"


@pytest.fixture
def listed(rina):
    """Emping Bu Minah, from an old list: no account, her NIK and phone are known."""
    return build.listed_business(rina, nik=NIK)


@pytest.fixture
def minah(db):
    """Bu Minah has signed up with the phone of the list."""
    user = person("Minah", phone=build.LISTED_PHONE)
    type(user).objects.filter(pk=user.pk).update(phone_verified=True)
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def browser():
    """A function: the browser of a person who has signed in."""

    def opened(user):
        client = Client()
        client.force_login(user)
        return client

    return opened
