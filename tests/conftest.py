"""What every test gets: the named people, quick password hashing, files in a folder of its own."""

import gc
import threading

import pytest
from django.conf import settings

from catalog.search import vocabulary
from review import exports
from tests import flushing
from tests.people import *  # noqa: F403


def pytest_configure() -> None:
    """Password hashing is slow on purpose; tests do not need that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not walk over it again and again (7 % of a run)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database as pytest-django makes it; what is in it now is what a flush leaves."""
    with django_db_blocker.unblock():
        flushing.remember()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> None:
    """Photos, scans and letters of a test lie in its own folder and go with it."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path / "private"), "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture(autouse=True)
def _own_downloads(monkeypatch) -> None:
    """A file that a test did not read to the end keeps nobody else's from being made; a server closes such a one."""
    monkeypatch.setattr(exports, "_free", threading.BoundedSemaphore(exports.AT_ONCE))


@pytest.fixture(autouse=True)
def _own_words() -> None:
    """What a test did to the words of search goes with it: the process forgets what it heard."""
    vocabulary.EAR = vocabulary.Ear()
