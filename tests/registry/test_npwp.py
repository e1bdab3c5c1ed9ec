"""The NPWP of a business: optional, encrypted, masked, each look with its purpose, gone with an erasure."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from privacy.erasure import erase_businesses
from privacy.rotation import secret_columns
from registry import actions, secrets
from registry.models import Business, BusinessEdition
from review.actions import Refused
from tests import build
from tests.people import person, sign_in
from tests.registry.conftest import words

FIRM, TYPED = "0013456785901000", "01.345.678.5-901.000"  # 15 digits as on an old card
PAGE, NIB = "/daftar-usaha/nib/", {"nib_status": "none", "nib": ""}


@pytest.fixture
def client(browser, sari):
    actions.start_business(by=sari)
    return browser(sari)


@pytest.fixture
def sent(sari):
    """A registration of Sari that waits, with an NPWP."""
    edition = build.draft_business(sari)
    actions.set_npwp(edition.business, FIRM, by=sari)
    return actions.submit(edition, by=sari)


def as_(user) -> Client:
    """With the second factor that pages of the office ask for."""
    return sign_in(Client(), user)


def stored() -> str:
    cipher = Business.objects.get().npwp_cipher
    return secrets.decrypt(cipher) if cipher else ""


def test_an_old_card_is_understood_kept_encrypted_and_shown_masked(client):
    answer = client.post(PAGE, NIB | {"npwp": TYPED})
    assert answer.status_code == 302
    business = Business.objects.get()
    assert (stored(), business.npwp_last4) == (FIRM, FIRM[-4:])
    assert FIRM[1:] not in business.npwp_cipher
    page = client.get(PAGE)
    assert f"Tersimpan: ••••••••••••{FIRM[-4:]}" in words(page)
    assert FIRM[1:] not in page.content.decode()


def test_it_may_stay_empty_and_an_empty_field_keeps_what_is_stored(client):
    assert client.post(PAGE, NIB | {"npwp": ""}).status_code == 302
    assert stored() == ""
    client.post(PAGE, NIB | {"npwp": TYPED})
    client.post(PAGE, NIB | {"npwp": ""})
    assert stored() == FIRM


def test_she_takes_it_away_again(client):
    assert "forget_npwp" not in client.get(PAGE).content.decode()
    client.post(PAGE, NIB | {"npwp": TYPED})
    assert "Hapus NPWP yang tersimpan" in words(client.get(PAGE))
    client.post(PAGE, NIB | {"npwp": "", "forget_npwp": "on"})
    assert (stored(), Business.objects.get().npwp_last4) == ("", "")


def test_a_slip_is_named_at_the_field_and_stored_nowhere(client):
    page = client.post(PAGE, NIB | {"npwp": "01.345.678.9-901.000"})
    assert "NPWP tidak cocok" in words(page)
    assert stored() == ""
    assert "npwp" not in BusinessEdition.objects.get().raw
    assert "NPWP tidak cocok" not in words(client.get(PAGE)), "a secret is not kept as typed"


def test_a_persons_number_that_is_not_her_nik_is_asked_about(client, sari):
    edition = BusinessEdition.objects.select_related("business__owner").get()
    actions.save_draft(edition, {"legal_form": "sole"}, by=sari)
    actions.set_identity(edition.business.owner, nik="3602991708410007", by=sari)
    differs = "Yang Anda isi berbeda"
    assert differs in words(client.post(PAGE, NIB | {"npwp": "3602991708410008"}, follow=True))
    assert differs not in words(client.post(PAGE, NIB | {"npwp": "3602991708410007"}, follow=True))
    assert differs not in words(client.post(PAGE, NIB | {"npwp": TYPED}, follow=True))


def test_a_member_neither_sees_the_field_nor_gets_past_it(browser, sari, rina):
    business = build.live_business(sari, rina).business
    actions.open_draft(business, by=sari)
    yani = person("Yani", phone="+6286022220001")
    build.member(business, yani, sari, role="responsible_person")
    page, address = browser(yani), f"/daftar-usaha/{business.code}/nib/"
    assert 'name="npwp"' not in page.get(address).content.decode()
    page.post(address, {"nib_status": "has", "nib": "0220103456178", "npwp": TYPED})
    assert stored() == ""
    with pytest.raises(Refused, match="pemiliknya sendiri"):
        actions.set_npwp(business, FIRM, by=yani)


def test_the_reviewer_says_why_before_she_sees_it_and_the_owner_reads_that(sent, browser, rina, sari):
    address = reverse("registry:full-npwp", args=[sent.code])
    page = as_(rina).get(reverse("registry:review", args=[sent.code]))
    assert f"••••••••••••{FIRM[-4:]}" in words(page)
    assert FIRM not in page.content.decode()
    assert as_(rina).post(address, {}).status_code == 422
    assert not Event.objects.filter(verb="secret_viewed").exists()
    answer = as_(rina).post(address, {"purpose": "review"})
    assert FIRM in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    line = Event.objects.get(verb="secret_viewed")
    assert (line.subject_kind, line.detail) == ("business", {"what": "npwp", "purpose": "review"})
    seen = words(browser(sari).get("/pusat-usaha/data-pribadi/"))
    assert "NPWP lengkap dilihat" in seen
    assert f"••••••••••••{FIRM[-4:]}" in seen


def test_it_is_never_a_link_and_owners_ask_in_vain(sent, browser, rina, dede):
    address = reverse("registry:full-npwp", args=[sent.code])
    assert as_(rina).get(address).status_code == 405
    assert browser(dede).post(address, {"purpose": "review"}).status_code == 403


def test_her_copy_has_it_masked(sent, browser, sari):
    answer = browser(sari).get("/pusat-usaha/data-saya.json")
    assert json.loads(answer.content)["usaha"][0]["versi"][0]["isi"]["NPWP"] == f"••••••••••••{FIRM[-4:]}"
    assert FIRM not in answer.content.decode()


def test_keys_are_rotated_for_it_and_an_erasure_takes_it(sent):
    assert ("registry.Business", "npwp_cipher") in {(one.table, one.name) for one in secret_columns()}
    erase_businesses(Business.objects.all())
    business = Business.objects.get()
    assert (business.npwp_cipher, business.npwp_last4) == ("", "")
