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
    """A second look. `better`: the words put right, when all of them find more; `near`: what else to show.

    `read_as`: the words as they were put right for what is near, when only some of them are found.
    `is_wider`: what is near was looked for without the filters. `is_met`: somebody makes what was looked for.
    """

    better: str = ""
    read_as: str = ""
    near: Found | None = None
    is_wider: bool = False
    is_met: bool = True


def look_again(wish: Wish, found: Found, choices: Choices, ask: Callable[[Wish], Found]) -> Second:
    """What to show beside `found`; at most two more statements."""
    if not wish.text or wish.page > 1 or found.total >= FEW:
        return Second()
    better = corrected(wish.text) if found.total < MISSPELT else ""
    if not found.total:
        return _instead(wish, better, ask)
    if better:
        near = ask(replace(wish, text=better, any_word=True))
        is_better = near.level == 1 and near.total > found.total
        return Second(better if is_better else "", "" if is_better else better, _without(near, found))
    known = choices.categories
    kinds = {known[row["category_slug"]].key for row in found.rows[:BEST] if row["category_slug"] in known}
    hits = tuple(row["code"] for row in found.rows)
    near = ask(replace(wish, alike=Alike(tuple(sorted(kinds)), hits), order="cocok"))
    return Second(near=near if near.total else None)


def bare(wish: Wish) -> Wish:
    """The same words without any filter."""
    return Wish(text=wish.text, any_word=wish.any_word)


def _instead(wish: Wish, better: str, ask: Callable[[Wish], Found]) -> Second:
    """Nothing was found: the words put right or some of them, and without the filters when there are any."""
    wider = bare(wish)
    is_filtered = wish.without(order=wider.order) != wider
    near = ask(replace(wider, text=better or wish.text, any_word=True))
    is_better = bool(better) and near.level == 1 and near.total > 0
    return Second(
        better if is_better else "",
        "" if is_better else better,
        near if near.total else None,
        is_wider=is_filtered and near.total > 0,
        is_met=is_better and not is_filtered,
    )


def _without(near: Found, found: Found) -> Found | None:
    """`near` without the rows that are shown already; its counts stay those of the whole answer."""
    shown = {row["product_id"] for row in found.rows}
    near.rows = [row for row in near.rows if row["product_id"] not in shown]
    return near if near.rows else None
