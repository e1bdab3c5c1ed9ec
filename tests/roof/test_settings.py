"""Settings refuse nonsense, and refuse to start insecure in production."""

import os
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT

GOOD = {
    "MODE": "production",
    "SECRET_KEY": "s" * 50,
    "FIELD_KEY": "f" * 32,
    "HASH_KEY": "h" * 32,
    "SITE_URL": "https://katalog.example.go.id",
    "ALLOWED_HOSTS": "katalog.example.go.id",
    "DATABASE_URL": "postgres://lebak:secret@127.0.0.1/lebak",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.go.id:587",
}


def load(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a fresh Python; a change of None leaves the variable out."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    environ |= {name: value for name, value in (GOOD | changes).items() if value is not None}
    code = "import lebak_catalog.settings as s; print(s.MODE, s.SESSION_COOKIE_SECURE, s.DEBUG, s.REGION_CODE)"
    return subprocess.run([sys.executable, "-c", code], env=environ, cwd=ROOT, capture_output=True, text=True)


def test_complete_production_settings_are_taken():
    done = load()
    assert done.stdout.split() == ["production", "True", "False", "3602"], done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "produksi"),
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("FIELD_KEY", None),
        ("HASH_KEY", None),
        ("HASH_KEY", "f" * 32),
        ("SITE_URL", None),
        ("SITE_URL", "http://katalog.example.go.id"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "katalog.example.go.id,*"),
        ("REGION_CODE", "Lebak"),
        ("REGION_CODE", "36.02.01"),
        ("DATABASE_URL", None),
        ("EMAIL_URL", None),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_setting(name: str, value: str | None):
    done = load(**{name: value})
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert name in last


def test_another_regency_is_taken():
    assert load(REGION_CODE="36.01").stdout.split()[-1] == "3601"


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_demo_and_tests_need_no_secret(mode: str):
    environ = dict.fromkeys(GOOD) | {"MODE": mode}
    assert load(**environ).stdout.split()[0] == mode
