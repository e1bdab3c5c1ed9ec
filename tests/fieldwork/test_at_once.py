"""Several at the same moment, on committed rows: one visit, one photo, one confirmation."""

import uuid

import pytest
from django.utils import timezone

from fieldwork.actions import assistance as help_actions
from fieldwork.actions import visits as actions
from fieldwork.models import Assistance, Visit, VisitPhoto
from registry.models import Business, Owner
from review.actions import Refused
from tests import build
from tests.attack.test_races import at_once, kinds
from tests.fieldwork.conftest import PHONE, helped

pytestmark = pytest.mark.django_db(transaction=True)


def values():
    """What a draft holds."""
    return {"purpose": "statistics", "visited_at": timezone.now(), "village": build.village()}


def test_a_visit_that_arrives_four_times_at_once_is_one(tono):
    key, told = uuid.uuid4(), values()
    found = at_once(*(lambda: actions.keep(key, told, [{"name": "Oven"}], [], by=tono) for _ in range(4)))
    assert kinds(found) == {"Visit": 4}, found
    assert len({one.pk for one in found}) == 1
    assert Visit.objects.get().machines.count() == 1


def test_a_photo_that_arrives_twice_at_once_is_one(tono):
    visit = actions.keep(uuid.uuid4(), values(), [], [], by=tono)
    photos = [VisitPhoto(client_key=uuid.UUID(int=5), kind="front", folder=f"x{n}", width=1, height=1) for n in (1, 2)]
    found = at_once(*(lambda one=one: actions.add_photo(visit, one, by=tono) for one in photos))
    assert kinds(found) == {"VisitPhoto": 2}, found
    assert VisitPhoto.objects.count() == 1


def test_a_photo_and_the_end_at_once_leave_a_visit_that_is_whole(tono):
    visit = actions.keep(uuid.uuid4(), values(), [], [], by=tono)
    photo = VisitPhoto(kind="front", folder="x", width=1, height=1)
    found = at_once(lambda: actions.send(visit, by=tono), lambda: actions.add_photo(visit, photo, by=tono))
    assert set(kinds(found)) <= {"Visit", "VisitPhoto", "Refused"}, found
    assert Visit.objects.get().state == "sent"


def test_the_owner_and_the_counter_at_once_leave_one_owner_and_a_whole_confirmation(tono, rina):
    made = helped(tono)
    found = at_once(
        lambda: help_actions.confirm(made, consents={}),
        lambda: help_actions.confirm_at_counter(made, reason="KTP dicocokkan", by=rina),
    )
    assert set(kinds(found)) <= {"User", "NoneType", "Refused"}, found
    business = Business.objects.get(pk=made.business.pk)
    assert business.owner.user.phone == PHONE
    assert business.confirmed_how == "code"


def test_two_taps_on_yes_confirm_once(tono):
    made = helped(tono)
    found = at_once(*(lambda: help_actions.confirm(made, consents={"show_name": True}) for _ in range(3)))
    assert kinds(found) == {"User": 1, "Refused": 2}, found
    assert Owner.objects.count() == 1


def test_two_links_at_once_are_one(tono):
    made = helped(tono)
    found = at_once(*(lambda: help_actions.send_link(made, phone=PHONE, by=tono) for _ in range(3)))
    assert [type(one) for one in found].count(Refused) == 2, found
    assert Assistance.objects.get().links_sent == 1
