"""Browsers of our people, and forms with their one-time key."""

import re
import uuid

import pytest
from django.test import Client


@pytest.fixture
def browser():
    """A function: the browser of a person who has signed in."""

    def opened(person):
        client = Client()
        client.force_login(person)
        return client

    return opened


def key():
    """A fresh one-time key, as a form would carry it."""
    return {"form_key": str(uuid.uuid4())}


def words(response):
    """What a page says, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
