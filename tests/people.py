"""The people of our tests: two owners, three officers, a supervisor and a procurement officer."""

import time

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User


def person(name: str, *, phone: str | None = None, email: str | None = None, permissions: str = "") -> User:
    """A user with exactly the permissions named ("room.codename room.codename")."""
    user = User.objects.create_user(name=name, phone=phone, email=email)
    if wanted := set(permissions.split()):
        names = {name.partition(".")[2] for name in wanted}
        found = Permission.objects.filter(codename__in=names).select_related("content_type")
        given = {f"{one.content_type.app_label}.{one.codename}": one for one in found}
        user.user_permissions.add(*(given[name] for name in wanted))  # a name that is none stops here
    return User.objects.get(pk=user.pk)


def sign_in(client: Client, user: User) -> Client:
    """The client as `user` after a full sign-in: code and second factor, so that the gates of staff pages open."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()} for method in ("code", "mfa")]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


REVIEWER = (
    "review.view_queue review.assign_submission registry.decide_business catalog.decide_product "
    "certification.decide_certificate certification.view_any_scan registry.view_secret registry.import_businesses "
    "fieldwork.assist_owner fieldwork.record_visit fieldwork.view_any_work "
    "registry.merge_businesses faults.answer_report "
    "figures.view_figures figures.compare_lists catalog.curate catalog.tell_story"
)

LEAD = (
    "registry.suspend_business clusters.manage_cluster upkeep.see_upkeep review.supervise_queue review.change_reason "
    "catalog.edit_words catalog.edit_specification demand.see_demand figures.take_snapshot "
    "figures.enter_figure"
)
FIELD_OFFICER = (
    "review.view_queue registry.import_businesses fieldwork.assist_owner fieldwork.record_visit catalog.tell_story"
)


@pytest.fixture
def sari(db):
    """Ibu Sari owns a business; she has a phone only."""
    return person("Ibu Sari", phone="+6286011110001")


@pytest.fixture
def dede(db):
    """Pak Dede, another owner: must not see what is Sari's."""
    return person("Pak Dede", email="dede@contoh.example")


@pytest.fixture
def rina(db):
    """Bu Rina, reviewer at Disperindag."""
    return person("Bu Rina", email="rina@contoh.example", permissions=REVIEWER)


@pytest.fixture
def asep(db):
    """Pak Asep, second reviewer."""
    return person("Pak Asep", email="asep@contoh.example", permissions=REVIEWER)


@pytest.fixture
def ratna(db):
    """Bu Ratna, head of the section: a reviewer who may also suspend."""
    return person("Bu Ratna", email="ratna@contoh.example", permissions=f"{REVIEWER} {LEAD}")


@pytest.fixture
def tono(db):
    """Pak Tono, field officer: types for owners and visits them, decides nothing."""
    return person("Pak Tono", email="tono@contoh.example", permissions=FIELD_OFFICER)


@pytest.fixture
def wulan(db):
    """Bu Wulan, procurement officer: looks, never decides."""
    return person("Bu Wulan", email="wulan@contoh.example")
