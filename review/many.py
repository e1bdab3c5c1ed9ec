"""Sending and deciding many at once: the same promises as `review.actions`, in a few statements.

Like there, the caller holds the locks on the name plates and works inside its own transaction. Nobody gets a letter for
each: whoever decides many tells the sender once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from review.actions import Refused
from review.models import Edition, State, Submission
from review.queries import own_days
from review.workdays import due

VERBS = {State.APPROVED: Verb.APPROVED, State.NEEDS_CHANGES: Verb.CHANGES_ASKED, State.REJECTED: Verb.REJECTED}


def submit_many(
    editions: Sequence[Edition], *, by: User, plates: Sequence[models.Model], about: Sequence[Mapping[str, Any]]
) -> list[Submission]:
    """Freeze locked drafts and put them in the queue; `plates` and `about` go with the editions one by one.

    Raises Refused when one of them is not a draft any more.
    """
    if not editions:
        return []
    if not all(edition.is_draft for edition in editions):
        raise Refused("Sebagian draf baru saja dikirim. Muat ulang, lalu coba lagi.")
    at = timezone.now()
    until = due(at, own=own_days())
    submissions = Submission.objects.bulk_create(
        Submission(
            subject_code=plate.code,  # type: ignore[attr-defined]
            submitted_by=by,
            submitted_at=at,
            due_at=until,
            hands=sorted({*edition.hands, by.pk}),
            **said,
        )
        for edition, plate, said in zip(editions, plates, about, strict=True)
    )
    pairs = {edition.pk: submission.pk for edition, submission in zip(editions, submissions, strict=True)}
    table = type(editions[0])._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS e SET submission_id = s.submission "  # noqa: S608  (name of our own table)
            "FROM unnest(%s::bigint[], %s::bigint[]) AS s(edition, submission) WHERE e.id = s.edition",
            [list(pairs), list(pairs.values())],
        )
    record_many(Verb.SUBMITTED, plates, by=by, many=len(editions))
    return submissions


def decide_many(
    submissions: Sequence[Submission],
    state: State,
    *,
    by: User,
    at: datetime,
    plates: Sequence[models.Model],
    words: str = "",
    **detail: Any,
) -> None:
    """Sign the same decision under locked, waiting submissions; one diary line about each of `plates`.

    Raises Refused for the four-eyes rule, for one that no longer waits, or for a refusal without words.
    """
    if any(not one.is_waiting for one in submissions):
        raise Refused("Sebagian pengajuan baru saja diputuskan. Muat ulang, lalu coba lagi.")
    if any(by.pk == one.submitted_by_id or by.pk in one.hands for one in submissions):
        raise Refused("Anda ikut mengisi atau mengirim sebagian pengajuan ini. Petugas lain yang harus memutuskan.")
    if state != State.APPROVED and not words.strip():
        raise Refused("Tulis alasan supaya pengirim tahu apa yang harus dilakukan.")
    Submission.objects.filter(pk__in=[one.pk for one in submissions]).update(
        state=state, decided_by=by, decided_at=at, reason=words.strip()
    )
    record_many(VERBS[state], plates, by=by, **detail)


def put_live_many(editions: Sequence[Edition], plate_field: str) -> None:
    """Close approved editions and move the live pointers of their name plates to them."""
    if not editions:
        return
    manager = type(editions[0])._default_manager
    plates = [getattr(edition, f"{plate_field}_id") for edition in editions]
    manager.filter(**{f"{plate_field}__in": plates}, is_live=True).update(is_live=False)
    manager.filter(pk__in=[edition.pk for edition in editions]).update(is_open=False, is_live=True)


def close_many(editions: Sequence[Edition]) -> None:
    """Close editions that were sent back; what is live stays live."""
    if editions:
        type(editions[0])._default_manager.filter(pk__in=[edition.pk for edition in editions]).update(is_open=False)
