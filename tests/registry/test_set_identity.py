"""Storing the NIK of an owner."""

import logging

import pytest

from registry import actions, secrets
from review.actions import Refused
from tests import build

NIK = "3602991708410007"


@pytest.fixture
def owner(sari):
    return actions.start_business(by=sari).business.owner


def test_it_is_unreadable_in_the_database_and_opens_with_the_key(owner, sari):
    actions.set_identity(owner, nik=NIK, by=sari)
    assert NIK not in owner.nik_cipher
    assert secrets.decrypt(owner.nik_cipher) == NIK
    assert owner.nik_last4 == "0007"


def test_the_same_number_again_changes_nothing(owner, sari):
    actions.set_identity(owner, nik=NIK, by=sari)
    before = owner.nik_cipher
    actions.set_identity(owner, nik=NIK, by=sari)
    assert owner.nik_cipher == before


def test_two_owners_never_share_one(owner, sari, dede):
    actions.set_identity(owner, nik=NIK, by=sari)
    other = actions.start_business(by=dede).business.owner
    with pytest.raises(Refused, match="sudah dipakai akun lain"):
        actions.set_identity(other, nik=NIK, by=dede)


def test_it_cannot_change_once_a_registration_was_sent(sari):
    edition = build.draft_business(sari)
    actions.submit(edition, by=sari)
    with pytest.raises(Refused, match="tidak bisa diubah"):
        actions.set_identity(edition.business.owner, nik=NIK, by=sari)


def test_it_is_in_no_log_line(browser, sari, owner, caplog):
    caplog.set_level(logging.DEBUG)
    browser(sari).post("/daftar-usaha/pemilik/", {"owner_name": "Ibu Sari", "nik": NIK, "phone": "0860 1111 0001"})
    assert owner.__class__.objects.get().nik_last4 == "0007"
    ours = [line for line in caplog.messages if not line.startswith("(")]  # sql lines appear only with DEBUG on
    assert not any(NIK in line for line in ours)
