"""Fixtures every test may use."""

from pathlib import Path

import pytest
from django.conf import settings as given

from tests.people import asep, dede, ratna, rina, sari, wulan  # noqa: F401


def pytest_sessionstart() -> None:
    """WhiteNoise wants its folder to be there, collected or not."""
    Path(given.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Every test writes its files into a folder of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private"), "base_url": None},
        },
    }
