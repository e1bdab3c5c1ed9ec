"""What every test gets: the named people, quick password hashing, files in a folder of its own."""

import gc
import shutil
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import setting_changed

from accounts.links import link
from accounts.templatetags.keep import drawer
from catalog.search import vocabulary
from review import exports
from tests import flushing
from tests.people import *  # noqa: F403


def pytest_configure() -> None:
    """Password hashing is slow on purpose; tests do not need that. Settings never change while a portal runs."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setting_changed.connect(_forget_what_was_drawn)


def _forget_what_was_drawn(**_: object) -> None:
    drawer.forget()
    link.cache_clear()


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


@pytest.fixture(scope="session")
def _folder_of_files(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _own_files(settings, _folder_of_files) -> Iterator[None]:
    """Photos, scans and letters of a test lie in its own folder and go with it. Most tests have none: no folder."""
    folder = _folder_of_files / uuid.uuid4().hex
    settings.MEDIA_ROOT = str(folder / "media")
    settings.PRIVATE_ROOT = str(folder / "private")
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(folder / "private"), "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_downloads(monkeypatch) -> None:
    """A file that a test did not read to the end keeps nobody else's from being made; a server closes such a one."""
    monkeypatch.setattr(exports, "_free", threading.BoundedSemaphore(exports.AT_ONCE))


@pytest.fixture(autouse=True)
def _own_words() -> None:
    """What a test did to the words of search goes with it: the process forgets what it heard."""
    vocabulary.EAR = vocabulary.Ear()
