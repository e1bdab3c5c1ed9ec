"""What an owner agreed to show, and how fast it is hidden again."""

import pytest

from registry import actions
from registry.consents import OPTIONAL, PURPOSES
from registry.models import Consent
from registry.queries import consents_in_force
from tests import build
from tests.registry.conftest import words

PART, PROFILE = "/daftar-usaha/persetujuan/", "/pusat-usaha/profil/"


@pytest.fixture
def owner(sari):
    return actions.start_business(by=sari).business.owner


def test_nothing_is_ticked_beforehand(browser, sari, owner):
    assert " checked" not in browser(sari).get(PART).content.decode()


def test_each_consent_is_given_for_itself_with_the_version_of_its_text(browser, sari, owner):
    browser(sari).post(PART, {"show_contact": "on"})
    consent = Consent.objects.get()
    assert (consent.purpose, consent.text_version, consent.channel) == ("show_contact", OPTIONAL[0].version, "web")


def test_agreeing_to_nothing_is_an_answer_too(browser, sari, owner):
    client = browser(sari)
    assert "0 dari 7 selesai" in words(client.get("/daftar-usaha/"))
    client.post(PART, {})
    assert "1 dari 7 selesai" in words(client.get("/daftar-usaha/"))
    assert not Consent.objects.exists()


def test_withdrawing_hides_at_once_and_keeps_the_record(browser, sari, dede, rina):
    live = build.live_business(sari, rina)
    owner = live.business.owner
    page = f"/usaha/{live.slug}-{live.business.code}/"
    secrets = ("+6286011110001", "Kp. Pasir")
    assert not any(text in browser(dede).get(page).text for text in secrets)
    actions.answer_consents(owner, dict.fromkeys(PURPOSES, True), by=sari)
    assert all(text in browser(dede).get(page).text for text in secrets)
    browser(sari).post(PROFILE, {"show_address": "on"})
    assert [text in browser(dede).get(page).text for text in secrets] == [False, True]
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == len(PURPOSES) - 1
    assert "ditarik" in words(browser(sari).get(PROFILE))


def test_saving_twice_gives_one_consent(browser, sari, owner):
    for _ in range(2):
        browser(sari).post(PART, {"show_name": "on"})
    assert consents_in_force(owner) == {"show_name"}
    assert Consent.objects.count() == 1


def test_the_profile_is_her_own(browser, sari, dede, rina):
    build.live_business(sari, rina)
    assert "Gula Aren Ibu Sari" in words(browser(sari).get(PROFILE))
    assert browser(dede).get(PROFILE).url == "/daftar-usaha/"
