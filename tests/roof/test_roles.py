"""The table of roles and permissions."""

import pytest
from django.contrib.auth.models import Group

from accounts.actions import grant_role
from accounts.models import User
from accounts.roles import Role
from lebak_catalog.roles import PERMISSIONS, sync_roles


@pytest.mark.django_db
def test_every_permission_of_the_table_is_declared_by_a_model():
    assert sync_roles() == []


@pytest.mark.django_db
def test_migrate_leaves_one_group_for_each_role_with_its_permissions():
    for role in Role:
        rows = Group.objects.get(name=role.value).permissions.select_related("content_type")
        assert {f"{row.content_type.app_label}.{row.codename}" for row in rows} == PERMISSIONS[role]


@pytest.mark.django_db
def test_a_permission_added_by_hand_is_taken_back_at_the_next_migrate():
    owner = Group.objects.get(name="owner")
    owner.permissions.set(Group.objects.get(name="reviewer").permissions.all())
    sync_roles()
    assert owner.permissions.count() == 0


def test_only_reviewers_and_supervisors_decide():
    for role in set(Role) - {Role.REVIEWER, Role.SUPERVISOR}:
        assert not [name for name in PERMISSIONS[role] if ".decide_" in name]


def test_a_granted_role_carries_its_permissions(sari):
    grant_role(sari, Role.SUPERVISOR, by=None)
    assert User.objects.get(pk=sari.pk).has_perm("registry.suspend_business")
