"""The verbs of the library of ready reasons. Every version stands in the diary; decisions keep their words.

A reason the office has touched is the office's: our list (data/reasons.csv) no longer changes it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from audit.codes import new_code
from audit.models import Verb
from audit.record import record
from review.actions import Refused, require
from review.models import Reason, Submission

FIELDS = ("kind", "decision", "field", "label", "sentence", "example")
STEP = 10
HIGHEST = 32_000


def version_of(reason: Reason) -> str:
    """A short text that changes whenever the office changes the reason; a form carries it."""
    return reason.edited_at.isoformat() if reason.edited_at else "awal"


@transaction.atomic
def add_reason(values: Mapping[str, str], *, by: User) -> Reason:
    """Add a reason at the end of the list. Raises Refused without the permission."""
    require("review.change_reason", by)
    last = Reason.objects.aggregate(last=Max("order"))["last"] or 0
    reason = Reason(
        code=f"{slugify(values['label'])[:50] or 'alasan'}-{new_code()}",
        order=min(last + STEP, HIGHEST),
        edited_at=timezone.now(),
        **{name: values[name] for name in FIELDS},
    )
    reason.save(force_insert=True)
    record(Verb.REASON_CHANGED, reason, by=by, new=_words(reason))
    return reason


@transaction.atomic
def change_reason(reason: Reason, values: Mapping[str, str], *, version: str, by: User) -> Reason:
    """Change the words of a reason. Raises Refused when somebody changed it since `version` was shown."""
    locked = _locked(reason, by)
    if version_of(locked) != version:
        raise Refused("Orang lain baru saja mengubah alasan ini. Lihat yang baru di bawah, lalu ubah lagi bila perlu.")
    before = _words(locked)
    for name in FIELDS:
        setattr(locked, name, values[name])
    if _words(locked) != before:
        _keep(locked, by, old=before, new=_words(locked))
    return locked


@transaction.atomic
def switch_reason(reason: Reason, *, on: bool, by: User) -> None:
    """Offer a reason to reviewers or no longer; it is never removed."""
    locked = _locked(reason, by)
    if locked.is_active is not on:
        locked.is_active = on
        _keep(locked, by, active=on)


@transaction.atomic
def move_reason(reason: Reason, *, up: bool, by: User) -> None:
    """Let a reason change places with its neighbour of the same kind; at the end of the list nothing happens."""
    require("review.change_reason", by)
    rows = list(Reason.objects.select_for_update().order_by("order", "code"))
    place = next(n for n, row in enumerate(rows) if row.pk == reason.pk)
    way = range(place - 1, -1, -1) if up else range(place + 1, len(rows))
    other = next((n for n in way if rows[n].kind == rows[place].kind), None)
    if other is None:
        return
    moved = rows[place]
    rows[place], rows[other] = rows[other], rows[place]
    for n, row in enumerate(rows, start=1):
        if row.order != n * STEP:
            row.order = n * STEP
            row.save(update_fields=["order"])
    record(Verb.REASON_CHANGED, moved, by=by, order=moved.order)


def _locked(reason: Reason, by: User) -> Reason:
    require("review.change_reason", by)
    return Reason.objects.select_for_update().get(pk=reason.pk)


def _keep(reason: Reason, by: User, **detail: Any) -> None:
    reason.edited_at = timezone.now()
    reason.save()
    record(Verb.REASON_CHANGED, reason, by=by, **detail)


def _words(reason: Reason) -> dict[str, str]:
    return {name: getattr(reason, name) for name in FIELDS}


def uses() -> dict[str, int]:
    """How many decisions gave each reason, by its code."""
    used = Submission.objects.exclude(reason_code="").order_by().values_list("reason_code")
    return dict(used.annotate(n=Count("*")))
