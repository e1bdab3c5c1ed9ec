"""Granting and revoking roles: administrators only, never to oneself, always in the diary."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.actions import AccountRefused, grant_role, revoke_role
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import GRANTABLE, Role
from audit.models import Event, Verb
from tests.accounts.door import fresh_limits  # noqa: F401
from tests.people import person, sign_in


@pytest.fixture
def admin(db):
    """The administrator."""
    user = person("Bu Nining", phone="+6286011110099")
    grant_role(user, Role.ADMINISTRATOR, by=None)
    return User.objects.get(pk=user.pk)


def test_an_administrator_grants_a_role_and_the_diary_knows(admin, sari):
    assert grant_role(sari, Role.REVIEWER, by=admin)
    line = Event.objects.filter(verb=Verb.ROLE_GRANTED).latest("id")
    assert (line.actor_code, line.subject_code, line.detail) == (admin.code, sari.code, {"role": "reviewer"})
    assert User.objects.get(pk=sari.pk).has_perm("catalog.decide_product")


def test_granting_twice_writes_one_line(admin, sari):
    grant_role(sari, Role.REVIEWER, by=admin)
    assert not grant_role(sari, Role.REVIEWER, by=admin)
    assert Event.objects.filter(verb=Verb.ROLE_GRANTED, subject_code=sari.code).count() == 1


@pytest.mark.parametrize("role", GRANTABLE)
def test_nobody_grants_himself_a_role(admin, role):
    with pytest.raises(AccountRefused, match="sendiri"):
        grant_role(admin, role, by=admin)


def test_a_reviewer_or_owner_grants_nothing(rina, sari, dede):
    for by in (rina, sari):
        with pytest.raises(PermissionDenied):
            grant_role(dede, Role.REVIEWER, by=by)


def test_owner_is_no_role_to_grant(admin, sari):
    with pytest.raises(AccountRefused):
        grant_role(sari, Role.OWNER, by=admin)


def test_a_closed_account_gets_no_role(admin, sari):
    User.objects.filter(pk=sari.pk).update(is_active=False)
    with pytest.raises(AccountRefused, match="tidak aktif"):
        grant_role(sari, Role.REVIEWER, by=admin)


def test_revoking_takes_the_permissions_and_is_noted(admin, sari):
    grant_role(sari, Role.REVIEWER, by=admin)
    assert revoke_role(sari, Role.REVIEWER, by=admin)
    assert not User.objects.get(pk=sari.pk).has_perm("review.view_queue")
    assert Event.objects.filter(verb=Verb.ROLE_REVOKED, subject_code=sari.code).exists()


def test_the_last_administrator_stays(admin):
    with pytest.raises(AccountRefused, match="terakhir"):
        revoke_role(admin, Role.ADMINISTRATOR, by=None)


def test_the_command_makes_the_first_administrator(sari, capsys):
    call_command("grant_role", "0860-1111-0001", "administrator")
    assert roles_of(User.objects.get(pk=sari.pk)) == ["administrator"]
    assert "Admin" in capsys.readouterr().out


@pytest.mark.parametrize("contact", ["0860 9999 9999", "tidak@ada.example", "xyz"])
def test_the_command_says_who_is_unknown(db, contact):
    with pytest.raises(CommandError):
        call_command("grant_role", contact, "administrator")


def test_the_page_grants_and_revokes(client, admin, sari):
    sign_in(client, admin)
    client.post("/akun/peran/", {"contact": sari.phone, "role": "reviewer"})
    assert "Ibu Sari sekarang Petugas." in client.get("/akun/peran/").content.decode()
    client.post(f"/akun/peran/{sari.code}/reviewer/cabut/")
    assert roles_of(User.objects.get(pk=sari.pk)) == []


@pytest.mark.parametrize(
    "sent", [{}, {"contact": "0860 9999 9999", "role": "reviewer"}, {"contact": "x", "role": "raja"}]
)
def test_the_page_explains_what_is_wrong(client, admin, sent):
    page = sign_in(client, admin).post("/akun/peran/", sent)
    assert page.status_code == 200
    assert "yang perlu diperbaiki" in page.content.decode()


@pytest.mark.parametrize("address", ["/akun/peran/", "/akun/peran/abc/reviewer/cabut/"])
def test_the_page_is_closed_to_owners_and_reviewers(client, sari, rina, address):
    for user in (sari, rina):
        assert sign_in(client, user).post(address).status_code == 403


def test_unknown_people_and_roles_are_not_found_or_harmless(client, admin, sari):
    sign_in(client, admin)
    assert client.post("/akun/peran/tidakada/reviewer/cabut/").status_code == 404
    assert client.post(f"/akun/peran/{sari.code}/raja/cabut/").status_code == 302
