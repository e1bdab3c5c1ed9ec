"""One stretch of the directory, read by key: the last one costs what the first one costs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from registry.models import DirectoryEntry

PER_PAGE = 24
FEW = 20_000
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass
class Stretch:
    """Up to PER_PAGE entries by name, `count` of the whole list, and the codes where its neighbours go on, or ""."""

    rows: list[DirectoryEntry]
    count: int
    after: str = ""
    before: str = ""


def dressed(keys: list[Any]) -> list[DirectoryEntry]:
    """The entries of these businesses (ids) in this order, with their place and field."""
    rows = DirectoryEntry.objects.select_related("village", "district", "activity").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def stretch(
    found: QuerySet[DirectoryEntry], *, by_words: bool, after: str = "", before: str = "", letter: str = ""
) -> Stretch:
    """The entries of `found` behind or before the business with a code, or from a letter on; else the first ones.

    `found` is in the order of names and narrowed, perhaps by words. A code that is listed no more, or a letter behind
    the last name, gives the first stretch.
    """
    count, place = found.count(), _place(after or before)
    if by_words and count < FEW:
        # PostgreSQL would walk down the list of names until a page is full, which is long when the words stand in names
        # of one letter; when not too many fit, it must find them first and sort them: an order without an index
        found = found.order_by(Concat("name", Value("")), "pk")
    keys: list[Any] = []
    if place and before:
        keys = _keys(found.filter(Q(name__lt=place[0]) | Q(pk__lt=place[1]), name__lte=place[0]).reverse())
        shown = keys[:PER_PAGE][::-1]
        is_first, is_last = len(keys) <= PER_PAGE, False
        if is_first:  # the first stretch is a full one
            keys = []
    elif place:
        keys = _keys(found.filter(Q(name__gt=place[0]) | Q(pk__gt=place[1]), name__gte=place[0]))
        shown, is_first, is_last = keys[:PER_PAGE], False, len(keys) <= PER_PAGE
    elif letter:
        keys = _keys(found.filter(name__gte=letter))
        shown, is_last = keys[:PER_PAGE], len(keys) <= PER_PAGE
        is_first = not found.filter(name__lt=letter).exists()
    if not keys:
        keys = _keys(found)
        shown, is_first, is_last = keys[:PER_PAGE], True, len(keys) <= PER_PAGE
    rows = dressed(shown)
    return Stretch(
        rows,
        count,
        after="" if is_last or not rows else rows[-1].code,
        before="" if is_first or not rows else rows[0].code,
    )


def _place(code: str) -> tuple[str, int] | None:
    """Where a business stands in the order: its name and id."""
    return DirectoryEntry.objects.filter(business__code=code).values_list("name", "pk").first() if code else None


def _keys(found: QuerySet[DirectoryEntry]) -> list[Any]:
    return list(found.values_list("pk", flat=True)[: PER_PAGE + 1])
