"""Confirming at the counter, what everybody is shown of it, and that who typed never decides."""

import pytest
from django.test import Client

from accounts.models import User
from fieldwork.actions import assistance as actions
from registry import actions as registry
from registry.models import Business
from registry.queries import public
from review.actions import Refused
from tests import build
from tests.fieldwork.conftest import PHONE, helped, proven, sent_link, words

YES = {"answer": "yes"}


def now(made) -> Business:
    """The business as the database has it."""
    return Business.objects.get(pk=made.business.pk)


def test_another_officer_confirms_at_the_counter_with_a_reason_and_never_the_one_who_typed(as_, tono, rina):
    made = helped(tono, phone="")
    address = f"/petugas/lapangan/{made.business.code}/loket/"
    assert "Petugas lain yang harus mencatat" in words(as_(tono).post(address, {"reason": "Saya kenal"}))
    assert "Tulis bagaimana pemilik dikenali" in words(as_(rina).post(address, {"reason": " "}))
    assert now(made).confirmed_at is None
    assert as_(rina).post(address, {"reason": "KTP dicocokkan di kecamatan"}).status_code == 302
    business = now(made)
    assert (business.confirmed_by, business.confirmed_how) == (rina, "counter")
    page = words(as_(rina).get(f"/petugas/usaha/{made.business.code}/"))
    assert "Dikonfirmasi di loket" in page and "KTP dicocokkan di kecamatan" in page
    with pytest.raises(Refused):
        actions.confirm_at_counter(made, reason="lagi", by=rina)


def test_the_counter_can_be_followed_by_the_owners_own_word_when_she_has_a_phone(tono, rina):
    made = helped(tono, phone="")
    actions.confirm_at_counter(made, reason="KTP dicocokkan", by=rina)
    link = sent_link(made, tono)
    proven(link).post(f"{link}jawab/", YES)
    assert now(made).confirmed_how == "code"
    assert now(made).owner.user.phone == PHONE


def test_an_unconfirmed_business_may_be_approved_but_shows_no_name_and_no_contact(as_, tono, rina):
    made = helped(tono, owner_name="Nyi Icih Rahayu")
    submission = registry.submit(made.business.editions.get(), by=tono)
    page = words(as_(rina).get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert "Diisi Pak Tono untuk pemilik" in page
    assert "Belum dikonfirmasi pemilik" in page
    registry.approve(submission, by=rina)
    edition = public().get(business=made.business)
    shown = Client().get(f"/usaha/{edition.slug}-{edition.business.code}/").content.decode()
    assert "Opak Mak Icih" in shown
    for secret in ("Nyi Icih Rahayu", PHONE, "5555", "Kp. Pasir", "Pak Tono"):
        assert secret not in shown, secret


def test_the_typist_never_decides(as_, tono, ratna):
    made = helped(tono)
    submission = registry.submit(made.business.editions.get(), by=tono)
    assert submission.hands == [tono.pk]
    with pytest.raises(Refused):
        registry.approve(submission, by=tono)
    assert as_(tono).post(f"/petugas/tinjau/usaha/{submission.code}/", {"decision": "approved"}).status_code == 403
    draft = registry.withdraw(made.business.editions.get(submission=submission), by=tono)
    registry.save_draft(draft, {"street": "Kp. Baru"}, by=ratna)  # the head of the section stepped in and typed
    again = registry.submit(draft, by=tono)
    with pytest.raises(Refused, match="ikut mengisi"):
        registry.approve(again, by=ratna)


def test_who_typed_and_who_confirmed_is_always_shown(as_, tono, rina, sari):
    own = build.live_business(sari, rina).business
    assert "Diisi pemilik sendiri" in words(as_(rina).get(f"/petugas/usaha/{own.code}/"))
    assert "Diisi pemilik sendiri" in words(as_(sari).get("/pusat-usaha/profil/"))
    made = helped(tono)
    link = sent_link(made, tono)
    proven(link).post(f"{link}jawab/", YES)
    icih = User.objects.get(phone=PHONE)
    for who, address in (
        (icih, "/pusat-usaha/profil/"),
        (rina, f"/petugas/usaha/{made.business.code}/"),
        (tono, f"/petugas/lapangan/{made.business.code}/"),
    ):
        page = words(as_(who).get(address))
        assert "Diisi Pak Tono untuk pemilik" in page and "Dikonfirmasi pemilik" in page, address


def test_after_she_confirmed_the_owner_edits_and_the_officer_only_reads(as_, tono):
    made = helped(tono)
    link = sent_link(made, tono)
    proven(link).post(f"{link}jawab/", YES)
    icih = User.objects.get(phone=PHONE)
    address = f"/daftar-usaha/{made.business.code}/persetujuan/"
    assert as_(icih).get(address).status_code == 200
    assert as_(tono).get(address).status_code == 404
    assert as_(tono).get(f"/petugas/lapangan/{made.business.code}/").status_code == 200
    with pytest.raises(Refused):
        actions.send_link(made, phone=PHONE, by=tono)


def test_an_officer_who_is_the_owner_does_not_decide_about_her_own(tono, rina):
    made = helped(tono)
    submission = registry.submit(made.business.editions.get(), by=tono)
    type(rina).objects.filter(pk=rina.pk).update(phone=PHONE)
    link = sent_link(made, tono)
    proven(link).post(f"{link}jawab/", YES)
    assert now(made).owner.user == rina
    for verb in (registry.approve, registry.send_back):
        with pytest.raises(Refused, match="pemilik atau anggota"):
            verb(submission, by=rina)
