"""What a person may do, read in one statement instead of two: every page behind a gate asks for it."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection, models

RIGHTS = """select t.app_label || '.' || p.codename from auth_permission p
join django_content_type t on t.id = p.content_type_id where p.id in (
    select permission_id from accounts_user_user_permissions where user_id = %(user)s
    union all select g.permission_id from auth_group_permissions g
    join accounts_user_groups of on of.group_id = g.group_id where of.user_id = %(user)s)"""


class Rights(ModelBackend):
    """Django's own backend; only the reading of all permissions of a person is its own."""

    def get_all_permissions(self, user_obj: Any, obj: models.Model | None = None) -> set[str]:
        """The permissions of an active person ("room.codename"), her own and those of her roles."""
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):  # where Django's backend keeps them too, for this request
            with connection.cursor() as cursor:
                cursor.execute(RIGHTS, {"user": user_obj.pk})
                user_obj._perm_cache = {right for (right,) in cursor}
        return user_obj._perm_cache
