"""Entering and correcting figures of other sources."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record
from figures.definitions import BY_KEY
from figures.models import SourcedFigure
from review import actions as review
from review.actions import Refused

PERMISSION = "figures.enter_figure"


@transaction.atomic
def enter_figure(values: Mapping[str, Any], *, by: User) -> SourcedFigure:
    """Write down what another source says; `values` are the fields of SourcedFigure. Raises Refused."""
    review.require(PERMISSION, by)
    if values["figure"] not in BY_KEY:
        raise Refused("Pilih angka yang dimaksud dari daftar.")
    made = SourcedFigure.objects.create(**values, entered_by=by)
    record(Verb.FIGURE_ENTERED, made, by=by, figure=made.figure, year=made.year, value=made.value)
    return made


@transaction.atomic
def correct_figure(old: SourcedFigure, values: Mapping[str, Any], *, reason: str, by: User) -> SourcedFigure:
    """A new row takes the place of `old`, which stays readable. Raises Refused when somebody was faster."""
    review.require(PERMISSION, by)
    return _replace(old, {**values, "figure": old.figure}, reason, by=by)


@transaction.atomic
def withdraw_figure(old: SourcedFigure, *, reason: str, by: User) -> SourcedFigure:
    """Say that the figure should not have been entered; it is no longer shown and stays in the history."""
    review.require(PERMISSION, by)
    kept = ("figure", "year", "value", "unit", "source", "source_detail", "source_url", "note")
    values = {name: getattr(old, name) for name in kept}
    return _replace(old, {**values, "is_withdrawn": True}, reason, by=by)


def _replace(old: SourcedFigure, values: Mapping[str, Any], reason: str, *, by: User) -> SourcedFigure:
    if not reason:
        raise Refused("Tulis alasannya, supaya orang lain mengerti mengapa angkanya berubah.")
    try:
        with transaction.atomic():
            made = SourcedFigure.objects.create(**values, replaces=old, reason=reason, entered_by=by)
    except IntegrityError:
        raise Refused("Angka ini baru saja dikoreksi orang lain. Muat ulang untuk melihat hasilnya.") from None
    record(Verb.FIGURE_ENTERED, made, by=by, figure=made.figure, replaces=old.code, withdrawn=made.is_withdrawn)
    return made
