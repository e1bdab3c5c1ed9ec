"""The two doors in the wall around the diary (docs/decisions/0021): a pseudonym for an erased person, and retention.

Both are opened for one transaction only; what they let through is decided by the database (audit.models.APPEND_ONLY).
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from audit.models import PSEUDONYM, Event


def _open(door: str, value: str) -> None:
    """Set a door for this transaction; it falls shut at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [door, value])


@transaction.atomic
def pseudonymise(actor_code: str) -> int:
    """Put "Pengguna <code>" where the diary names the person with this code; returns how many lines changed.

    What was done, when and to what stays; only who can no longer be told by name.
    """
    lines = Event.objects.filter(actor_code=actor_code).exclude(actor_name=f"{PSEUDONYM}{actor_code}")
    _open("audit.pseudonym", actor_code)
    changed = lines.update(actor_name=f"{PSEUDONYM}{actor_code}")
    _open("audit.pseudonym", "")
    return changed


@transaction.atomic
def forget(before: datetime, *, only: Collection[str] = (), never: Collection[str] = (), at_most: int = 5000) -> int:
    """Remove at most `at_most` lines older than `before` (of the verbs `only`, not of `never`); returns how many.

    Raises InternalError of the database for lines younger than its own floors.
    """
    lines = Event.objects.filter(at__lt=before)
    if only:
        lines = lines.filter(verb__in=only)
    if never:
        lines = lines.exclude(verb__in=never)
    chosen = list(lines.order_by("at").values_list("pk", flat=True)[:at_most])
    _open("audit.forget_before", before.isoformat())
    gone, _ = Event.objects.filter(pk__in=chosen).delete()
    _open("audit.forget_before", "")
    return gone
