"""No dead end: what else to show when a question finds nothing or little."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from catalog.search.choices import Choices
from catalog.search.match import Alike
from catalog.search.query import Found, Wish
from catalog.search.typo import corrected

MISSPELT = 3  # below so many hits the words may be misspelt
FEW = 10  # below so many hits what is alike stands below them
BEST = 3  # hits whose kinds count as what is meant


@dataclass(frozen=True)
class Second:
    """A second look. `better`: the words put right, when all of them find more; `is_met`: the first look was enough
    or the words put right are: somebody makes what was looked for."""

    better: str = ""
    near: Found | None = None
    is_met: bool = True


def look_again(wish: Wish, found: Found, choices: Choices, ask: Callable[[Wish], Found]) -> Second:
    """What to show beside `found`; at most two more statements."""
    if not wish.text or wish.page > 1 or found.total >= FEW:
        return Second()
    better = corrected(wish.text) if found.total < MISSPELT else ""
    if better or not found.total:
        near = ask(replace(wish, text=better or wish.text, any_word=True, page=1))
        if better and near.level == 1 and near.total > found.total:
            return Second(better, _without(near, found))
        return Second("", _without(near, found) if near.total else None, is_met=bool(found.total))
    kinds = {choices.categories[row["category_slug"]].key for row in found.rows[:BEST] if row["category_slug"] in
             choices.categories}
    hits = tuple(row["code"] for row in found.rows)
    near = ask(replace(wish, alike=Alike(tuple(sorted(kinds)), hits), order="cocok", page=1))
    return Second("", near if near.total else None)


def _without(near: Found, found: Found) -> Found:
    """`near` without the rows that are shown already; its counts stay those of the whole answer."""
    shown = {row["product_id"] for row in found.rows}
    near.rows = [row for row in near.rows if row["product_id"] not in shown]
    return near
