"""Hiding a business from the public."""

import pytest

from audit.models import Event
from registry import actions
from registry.queries import public
from review.actions import Refused
from tests import build


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def test_the_head_of_section_suspends_with_a_reason_and_resumes(business, ratna):
    actions.suspend(business, by=ratna, reason="Alamat tidak ditemukan")
    assert not public().exists()
    actions.resume(business, by=ratna)
    assert public().exists()
    assert set(Event.objects.filter(actor_code=ratna.code).values_list("verb", flat=True)) == {"suspended", "resumed"}


def test_a_reviewer_or_the_owner_may_not(business, rina, sari):
    for person in (rina, sari):
        with pytest.raises(Refused, match="Peran Anda"):
            actions.suspend(business, by=person, reason="Coba")


def test_without_a_reason_nothing_is_hidden(business, ratna):
    with pytest.raises(Refused, match="Tulis alasan"):
        actions.suspend(business, by=ratna, reason="  ")
    assert public().exists()
