"""The only writer of the diary; called by verbs, inside their transaction."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models, transaction

from audit.models import Event, Verb
from audit.request_id import current_request_id


class Actor(Protocol):
    """Whoever acts: has a public code and a name."""

    code: str
    name: str


def record(verb: Verb, subject: models.Model, *, by: Actor | None, **detail: Any) -> Event:
    """Write one diary line about `subject` (anything with a `code`).

    `by` is None for the system itself. `detail` must be JSON and hold no personal data (UU 27/2022).
    Raises RuntimeError outside a transaction, ValueError for a verb that is not on the list.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of its verb")
    event = _line(verb, subject, by, detail)
    event.save()
    return event


def _line(verb: Verb, subject: models.Model, by: Actor | None, detail: dict[str, Any]) -> Event:
    return Event(
        actor_code=by.code if by else "",
        actor_name=(by.name or by.code) if by else "sistem",
        verb=Verb(verb),
        subject_kind=subject._meta.model_name or "",
        subject_code=subject.code,  # type: ignore[attr-defined]
        detail=detail,
        request_id=current_request_id.get(),
    )


def record_many(verb: Verb, subjects: Iterable[models.Model], *, by: Actor | None, **detail: Any) -> None:
    """One diary line about each of `subjects`, all with the same `detail`, in one statement for each thousand."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_many() belongs inside the transaction of its verb")
    Event.objects.bulk_create((_line(verb, subject, by, detail) for subject in subjects), batch_size=1000)
