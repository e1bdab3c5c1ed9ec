"""Pages of long lists that cost the same on page 1 and page 400: the ids first, then only the rows of the page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

MOST = 2_000  # a list of decisions is counted so far; what lies further back is reached by its month


class Pages(Paginator):
    """Pages of `found` (narrowed and ordered); `whole` dresses the rows of one page, in the same order.

    `count` when it is known already; else rows are counted up to MOST, and `is_cut` says that there are more.
    """

    def __init__(self, found: QuerySet, whole: QuerySet, per_page: int, *, count: int | None = None) -> None:
        super().__init__(found, per_page)
        self.whole, self.is_cut = whole, False
        if count is None:
            count = found.values("pk")[: MOST + 1].count()
            self.is_cut = count > MOST
        self.count = min(count, MOST) if self.is_cut else count

    def page(self, number: Any) -> Page:
        """The page `number`."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        ids = self.object_list.values("pk")[bottom : min(bottom + self.per_page, self.count)]  # type: ignore[attr-defined]
        return Page(list(self.whole.filter(pk__in=ids)), number, self)


class Scanned(Paginator):
    """Pages of a list whose filter is dear: looked through once for the ids of its first MOST rows.

    `whole` gives the rows of one page, in the order of `found`. `is_cut` says that more fit than are listed.
    """

    def __init__(self, found: QuerySet, whole: QuerySet, per_page: int) -> None:
        ids = list(found.values_list("pk", flat=True)[: MOST + 1])
        self.whole, self.is_cut = whole, len(ids) > MOST
        super().__init__(ids[:MOST], per_page)

    def page(self, number: Any) -> Page:
        """The page `number`; a row that went meanwhile is left out."""
        page = super().page(number)
        rows = {row.pk: row for row in self.whole.filter(pk__in=page.object_list)}
        page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
        return page


def pages_of(found: QuerySet, whole: QuerySet, per_page: int, *, is_narrowed: bool) -> Paginator:
    """Pages of `whole`, or of what its filters leave (`found`): all of it counted, or the first MOST that fit."""
    if is_narrowed:
        return Scanned(found, whole, per_page)
    return Pages(whole, whole, per_page, count=whole.count())
