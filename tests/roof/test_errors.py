"""Error pages: plain Indonesian, the right status, no trace, and the pages of last resort need no database."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from lebak_catalog import errors

FAULTS = {
    "400": SuspiciousOperation("nonsense"),
    "403": PermissionDenied(),
    "404": Http404("Produk ini sudah tidak tayang."),
    "500": RuntimeError("secret-of-the-house"),
    "away": OperationalError("connection to server at 10.0.0.7 failed"),
    "lost": InterfaceError("connection already closed"),
}


def fail(request, kind):
    """A view that goes wrong in the way its address says."""
    raise FAULTS[kind]


# this file is a urlconf of its own, with the handlers of the real one
handler400 = "lebak_catalog.errors.bad_request"
handler403 = "lebak_catalog.errors.forbidden"
handler404 = "lebak_catalog.errors.not_found"
handler500 = "lebak_catalog.errors.server_error"
urlpatterns = [path("<kind>/", fail)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("400", 400, "tidak dapat kami baca"),
        ("403", 403, "bukan untuk akun Anda"),
        ("404", 404, "Produk ini sudah tidak tayang."),
        ("500", 500, "bukan kesalahan Anda"),
        ("away", 503, "sedang tidak dapat dibuka"),
        ("lost", 503, "sedang tidak dapat dibuka"),
    ],
)
def test_each_fault_has_its_page(visitor, kind: str, status: int, words: str):
    answer = visitor.get(f"/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert page.count("<h1") == 1
    assert 'lang="id"' in page
    assert "Traceback" not in page
    assert "secret-of-the-house" not in page
    assert "10.0.0.7" not in page


def test_the_code_of_a_500_leads_to_the_log(visitor, caplog):
    answer = visitor.get("/500/", headers={"X-Request-ID": "abcd1234-rest"})
    assert "ABCD1234" in answer.content.decode()
    assert answer["X-Request-ID"] == "abcd1234-rest"


def test_a_database_that_is_away_is_logged_in_one_line(visitor, caplog):
    with caplog.at_level(logging.ERROR, "lebak_catalog.errors"):
        answer = visitor.get("/away/")
    assert answer["Retry-After"] == "30"
    lines = [record for record in caplog.records if record.name == "lebak_catalog.errors"]
    assert len(lines) == 1
    assert lines[0].exc_info is None


def test_pages_of_last_resort_ask_nothing_of_the_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        for template, status in (("400.html", 400), ("500.html", 500), ("503.html", 503)):
            assert errors.plain(template, status, code="7F3A").status_code == status


def test_a_broken_template_still_gives_words():
    page = errors.plain("there-is-no-such-page.html", 500).content.decode()
    assert "Sistem sedang bermasalah" in page


def test_djangos_own_english_is_not_shown():
    answer = errors.not_found(RequestFactory().get("/x/"), Http404("No Product matches the given query."))
    assert "matches" not in answer.content.decode()


@override_settings(CSRF_FAILURE_VIEW="lebak_catalog.errors.csrf_failure")
def test_a_stale_form_is_told_to_reload():
    answer = Client(enforce_csrf_checks=True).post("/404/")
    assert answer.status_code == 403
    assert "terlalu lama terbuka" in answer.content.decode()
