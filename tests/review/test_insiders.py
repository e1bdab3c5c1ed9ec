"""Four eyes: who owns or helps a business never decides about it. And who of its people is told."""

import pytest
from django.core import mail
from django.test import Client

from catalog import actions as catalog
from certification import actions as certification
from registry import actions as registry
from registry import members
from review.actions import Refused
from review.models import State, Submission
from tests import build
from tests.people import person, sign_in


def business_waiting(business, sari):
    draft = registry.open_draft(business, by=sari)
    return registry, registry.submit(draft, by=sari)


def product_waiting(business, sari):
    return catalog, catalog.submit(build.draft_product(business, sari), by=sari)


def paper_waiting(business, sari):
    return certification, certification.submit(build.draft_certificate(business, sari), by=sari)


WAITING = [business_waiting, product_waiting, paper_waiting]


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.mark.parametrize("waiting", WAITING)
def test_an_officer_who_is_a_member_never_decides(business, sari, asep, rina, waiting):
    joined = build.member(business, asep, sari, "helper")
    room, submission = waiting(business, sari)
    for act in (
        lambda: room.approve(submission, by=asep),
        lambda: room.send_back(submission, by=asep, words="Perbaiki namanya."),
        lambda: room.send_back(submission, by=asep, state=State.REJECTED, words="Tidak."),
    ):
        with pytest.raises(Refused, match="pemilik atau anggota usaha ini"):
            act()
    assert Submission.objects.get(pk=submission.pk).is_waiting
    members.remove(joined, by=sari)
    room.approve(submission, by=asep)
    assert Submission.objects.get(pk=submission.pk).decided_by == asep


@pytest.mark.parametrize("waiting", WAITING)
def test_an_officer_who_owns_the_business_never_decides_what_a_member_sent(rina, asep, dede, waiting):
    own = build.live_business(asep, rina).business
    build.member(own, dede, asep, "responsible_person")
    room, submission = waiting(own, dede)
    Submission.objects.filter(pk=submission.pk).update(hands=[dede.pk])
    with pytest.raises(Refused, match="pemilik atau anggota"):
        room.approve(submission, by=asep)


@pytest.mark.parametrize("waiting", WAITING)
def test_the_page_tells_an_insider_and_offers_no_button(business, sari, asep, waiting):
    build.member(business, asep, sari, "manager")
    _, submission = waiting(business, sari)
    where = {"registry": "usaha", "catalog": "produk", "certification": "sertifikat"}[submission.room]
    client = sign_in(Client(), asep)
    page = client.get(f"/petugas/tinjau/{where}/{submission.code}/").content.decode()
    assert "Anda pemilik atau anggota usaha ini" in page
    assert 'value="approved"' not in page
    answer = client.post(f"/petugas/tinjau/{where}/{submission.code}/", {"decision": "approved"})
    assert answer.status_code == 422


def people(business, sari):
    found = {}
    for role in ("responsible_person", "manager", "helper"):
        found[role] = person(f"Teh {role}", email=f"{role}@contoh.example")
        build.member(business, found[role], sari, role)
    return found


@pytest.mark.parametrize(
    ("waiting", "told"),
    [
        (business_waiting, {"responsible_person"}),
        (product_waiting, {"responsible_person", "manager"}),
        (paper_waiting, {"responsible_person", "manager"}),
    ],
)
def test_a_decision_is_told_to_owner_and_members_who_could_have_sent_it(
    business, sari, rina, asep, waiting, told, django_capture_on_commit_callbacks
):
    people(business, sari)
    room, submission = waiting(business, sari)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        room.send_back(submission, by=asep, words="Lengkapi dulu.")
    went = sorted(letter.to[0] for letter in mail.outbox)
    assert went == sorted([f"{sari.phone}@pesan.invalid", *(f"{role}@contoh.example" for role in told)])
    assert all("Lengkapi dulu." in letter.body for letter in mail.outbox)


def test_who_sent_it_and_left_is_told_nothing_more(business, sari, asep, django_capture_on_commit_callbacks):
    manager = people(business, sari)["manager"]
    _, submission = product_waiting(business, manager)
    members.remove(business.members.get(user=manager), by=sari)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        catalog.approve(submission, by=asep)
    assert "manager@contoh.example" not in [letter.to[0] for letter in mail.outbox]
    assert f"{sari.phone}@pesan.invalid" in [letter.to[0] for letter in mail.outbox]


def test_of_a_business_without_accounts_the_officer_who_sent_it_is_told(rina, asep, django_capture_on_commit_callbacks):
    business = build.listed_business(rina)
    submission = registry.submit(business.editions.get(), by=rina)
    with django_capture_on_commit_callbacks(execute=True):
        registry.approve(submission, by=asep)
    assert [letter.to[0] for letter in mail.outbox] == [rina.email]
