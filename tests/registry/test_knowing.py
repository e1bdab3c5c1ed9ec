"""A page that asks a dozen things about her businesses asks once which they are, and hears the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.contacts import Contact
from catalog.queries import newest_editions as newest_products
from registry import members
from registry.membership import Right
from registry.models import Business
from registry.queries import acts_for, businesses_of, knowing_businesses, newest_editions_for, with_role
from tests import build
from tests.people import person

PHONE = "+6286022220001"


@pytest.fixture
def yani(db, sari, rina, dede):
    """Teh Yani owns one business and manages another, which Sari owns; Dede's is none of hers."""
    user = person("Teh Yani", phone=PHONE)
    type(user).objects.filter(pk=user.pk).update(phone_verified=True)
    user.refresh_from_db()
    managed = build.live_business(sari, rina).business
    build.live_product(managed, sari, rina, name="Gula")
    for owner in (user, dede):
        build.live_business(owner, rina, name=f"Usaha {owner}")
    invited = members.invite(managed, contact=Contact("phone", PHONE), name="Yani", role="manager", by=sari)
    members.accept(invited, by=user)
    return user


def answers(user):
    return {
        **{right: sorted(Business.objects.filter(acts_for(user, "", right)).values_list("pk", flat=True))
           for right in Right},
        "roles": dict(with_role(Business.objects.order_by("pk"), user).values_list("pk", "acting_role")),
        "mine": [(one.pk, one.acting_role) for one in businesses_of(user)],
        "newest": [(one.pk, one.acting_role) for one in newest_editions_for(user)],
        "products": [(one.pk, one.acting_role) for one in newest_products(user)],
    }  # fmt: skip


def test_within_it_everything_is_answered_as_without(yani, sari, dede, rina):
    for user in (yani, sari, dede, rina):
        plainly = answers(user)
        with knowing_businesses(user):
            assert answers(user) == plainly
    assert set(answers(yani)["roles"].values()) == {"owner", "manager", ""}


def test_within_it_nobody_is_asked_again_who_acts_for_what(yani):
    with knowing_businesses(yani), CaptureQueriesContext(connection) as asked:
        answers(yani)
    assert not [one["sql"] for one in asked if "registry_member" in one["sql"]]


def test_it_ends_with_the_page_also_when_that_breaks(yani, sari):
    with pytest.raises(ZeroDivisionError), knowing_businesses(yani):
        1 / 0  # noqa: B018
    business = Business.objects.get(owner__user=sari)
    members.remove(business.members.get(user=yani), by=sari)
    assert len(businesses_of(yani)) == 1


def test_somebody_without_a_business_has_none_within_it_either(rina):
    with knowing_businesses(rina):
        assert list(businesses_of(rina)) == [] and list(newest_editions_for(rina)) == []
