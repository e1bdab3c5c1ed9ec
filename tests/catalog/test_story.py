"""The right edition is public at each step of the story."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from audit.models import Event
from catalog import actions
from catalog.models import ProductEdition
from catalog.queries import public
from registry import actions as registry
from review.actions import AlreadyDecided, Refused
from tests import build


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def names():
    return sorted(public().values_list("name", flat=True))


def test_a_product_is_public_only_after_approval(business, sari, rina):
    edition = build.draft_product(business, sari)
    assert names() == []
    submission = actions.submit(edition, by=sari)
    assert names() == []
    actions.approve(submission, by=rina)
    assert names() == ["Gula Semut Aren 250 g"]


def test_the_approved_edition_stays_public_while_its_edit_waits_and_comes_back(business, sari, rina, asep):
    product = build.live_product(business, sari, rina).product
    edit = actions.open_draft(product, by=sari)
    actions.save_draft(edit, {"name": "Gula Semut Premium"}, by=sari)
    waiting = actions.submit(edit, by=sari)
    assert names() == ["Gula Semut Aren 250 g"]
    actions.send_back(waiting, by=asep, words="Nama belum sama dengan label.")
    assert names() == ["Gula Semut Aren 250 g"]
    fix = actions.open_draft(product, by=sari)
    assert fix.name == "Gula Semut Premium", "the owner never types twice"
    assert fix.shown_photos.count() == 1
    actions.approve(actions.submit(fix, by=sari), by=rina)
    assert names() == ["Gula Semut Premium"]


def test_who_submitted_never_decides(business, sari, rina):
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {"brand": "Sari"}, by=rina)
    submission = actions.submit(edition, by=sari)
    with pytest.raises(Refused, match="Petugas lain"):
        actions.approve(submission, by=rina)


def test_the_second_officer_is_told_who_decided(business, sari, rina, asep):
    submission = actions.submit(build.draft_product(business, sari), by=sari)
    actions.approve(submission, by=rina)
    with pytest.raises(AlreadyDecided, match="Bu Rina sudah memutuskan"):
        actions.approve(submission, by=asep)


def test_a_buyer_cannot_decide(business, sari, wulan):
    submission = actions.submit(build.draft_product(business, sari), by=sari)
    with pytest.raises(Refused, match="Peran"):
        actions.approve(submission, by=wulan)


def test_the_database_freezes_a_submitted_edition(business, sari, rina):
    edition = build.live_product(business, sari, rina)
    with pytest.raises(InternalError), transaction.atomic():
        ProductEdition.objects.filter(pk=edition.pk).update(name="Lain")
    with pytest.raises(InternalError), transaction.atomic():
        edition.shown_photos.all().delete()


def test_the_database_keeps_the_diary(business):
    with pytest.raises(InternalError), transaction.atomic():
        Event.objects.update(actor_name="orang lain")
    with pytest.raises(InternalError), transaction.atomic():
        Event.objects.all().delete()


def test_one_open_edition_per_product(business, sari):
    edition = build.draft_product(business, sari)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductEdition.objects.create(product=edition.product, number=9, created_by=sari)


def test_refusing_needs_a_reason(business, sari, rina):
    submission = actions.submit(build.draft_product(business, sari), by=sari)
    with pytest.raises(Refused, match="alasan"):
        actions.send_back(submission, by=rina)


def test_a_suspended_business_shows_nothing(business, sari, rina, ratna):
    build.live_product(business, sari, rina)
    registry.suspend(business, by=ratna, reason="Pindah ke luar Lebak")
    assert names() == []
    registry.resume(business, by=ratna)
    assert names() == ["Gula Semut Aren 250 g"]


def test_an_incomplete_product_is_refused_in_words(business, sari):
    edition = build.draft_product(business, sari, minimum_order=None, unit="")
    with pytest.raises(Refused, match="Lengkapi dulu: satuan, pesanan minimal"):
        actions.submit(edition, by=sari)
