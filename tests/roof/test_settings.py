"""Settings refuse nonsense, and refuse to start insecure in production."""

import ast
import os
import string
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


CLOSED = [
    ("DEBUG", False),
    ("SESSION_COOKIE_SECURE", True),
    ("CSRF_COOKIE_SECURE", True),
    ("SESSION_COOKIE_HTTPONLY", True),
    ("CSRF_COOKIE_HTTPONLY", True),
    ("SESSION_COOKIE_SAMESITE", "Lax"),
    ("SESSION_COOKIE_NAME", "__Host-sessionid"),
    ("CSRF_COOKIE_NAME", "__Host-csrftoken"),
    ("SECURE_SSL_REDIRECT", True),
    ("SECURE_HSTS_SECONDS", 31536000),
    ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
    ("CSRF_TRUSTED_ORIGINS", ["https://katalog.example.go.id"]),
    ("EMAIL_USE_TLS", True),
]
SHOW = "import lebak_catalog.settings as s; print(s.MODE, s.SESSION_COOKIE_SECURE, s.DEBUG, s.REGION_CODE)"


def load(*, code: str = SHOW, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a fresh Python; a change of None leaves the variable out."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    environ |= {name: value for name, value in (GOOD | changes).items() if value is not None}
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
        ("ALLOWED_HOSTS", ".example.go.id"),
        ("MESSAGE_GATEWAY_URL", "http://pesan.example.go.id/kirim"),
        ("MESSAGE_GATEWAY_URL", "https://pesan.example.go.id/kirim"),  # without its token
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
    names = {"REGION_NAME": "Kabupaten Pandeglang", "OFFICE_NAME": "Disperindag Pandeglang"}
    assert load(REGION_CODE="36.01", **names).stdout.split()[-1] == "3601"


def test_another_regency_must_say_its_own_names():
    assert "REGION_NAME" in load(REGION_CODE="36.01").stderr


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_demo_and_tests_need_no_secret(mode: str):
    environ = dict.fromkeys(GOOD) | {"MODE": mode}
    assert load(**environ).stdout.split()[0] == mode


def test_the_demo_opens_to_this_machine_only():
    done = load(**(dict.fromkeys(GOOD) | {"MODE": "demo", "ALLOWED_HOSTS": "127.0.0.1,katalog.example.go.id"}))
    assert done.returncode == 1
    assert "ALLOWED_HOSTS" in done.stderr


def test_production_is_closed_in_every_respect():
    names = [name for name, _ in CLOSED]
    done = load(code=f"import lebak_catalog.settings as s; print([getattr(s, n) for n in {names}])")
    assert ast.literal_eval(done.stdout) == [value for _, value in CLOSED], done.stderr


def test_production_has_no_demo_door_and_no_complaint_of_django():
    code = "import django; django.setup(); from django.core.management import call_command; "
    code += (
        "from django.urls import resolve; call_command('check', deploy=True, fail_level='WARNING'); resolve('/demo/')"
    )
    varied = string.ascii_letters + string.digits
    done = load(code=code, DJANGO_SETTINGS_MODULE="lebak_catalog.settings", SECRET_KEY=varied)
    assert "Resolver404" in done.stderr
    assert "security.W" not in done.stderr
