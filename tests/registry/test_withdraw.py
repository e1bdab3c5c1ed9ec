"""Pulling a waiting registration back."""

from registry import actions
from review.models import Submission
from tests import build
from tests.registry.conftest import words


def test_a_withdrawn_registration_is_a_draft_again_with_all_answers(browser, sari):
    edition = build.draft_business(sari)
    actions.submit(edition, by=sari)
    code = edition.business.code
    client = browser(sari)
    answer = client.post(f"/daftar-usaha/{code}/batalkan/")
    assert answer.url == f"/daftar-usaha/{code}/"
    page = words(client.get(answer.url))
    assert "Kiriman dibatalkan" in page
    assert "7 dari 7 selesai" in page
    assert Submission.objects.get().state == "withdrawn"


def test_a_decided_registration_cannot_be_withdrawn_and_she_is_told(browser, sari, rina):
    edition = build.live_business(sari, rina)
    client = browser(sari)
    answer = client.post(f"/daftar-usaha/{edition.business.code}/batalkan/")
    assert "sudah memutuskan pengajuan ini" in words(client.get(answer.url))


def test_a_draft_that_was_never_sent_has_nothing_to_withdraw(browser, sari):
    edition = build.draft_business(sari)
    client = browser(sari)
    page = client.post(f"/daftar-usaha/{edition.business.code}/batalkan/", follow=True)
    assert "Belum ada yang dikirim" in words(page)
