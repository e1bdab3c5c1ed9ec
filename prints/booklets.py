"""A catalogue as PDF: its data, section by section, and its file. The same data give the same bytes."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from catalog.picked import Item, items_of, pick
from prints.contents import files_of, head, listed
from prints.fonts import folder
from prints.models import Booklet
from prints.queries import MOST, in_category
from prints.typesetting import Limits, Paper, typeset

LIMITS = Limits(memory_mb=1024, cpu_seconds=240, wall_seconds=600)
Tell = Callable[[int, int, str], None]


def items_for(booklet: Booklet) -> list[Item]:
    """The products of an order that are on display now; a list by codes keeps its order within each kind."""
    if booklet.category is not None:
        return items_of(in_category(booklet.category)[:MOST])
    items = pick(booklet.codes).items
    return sorted(items, key=lambda one: one.edition.category.path if one.edition.category else "")


def data_of(booklet: Booklet, items: list[Item], day: date) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What the template reads, and the row of each product by its code."""
    rows = {one.code: listed(one) for one in items}
    sections = [
        {"title": title, "products": [rows[one.code] for one in group]}
        for title, group in groupby(items, key=lambda one: str(one.edition.category or "Lain-lain"))
    ]
    makers = len({one.business.business_id for one in items})
    return head(booklet.title, day) | {"sections": sections, "products": len(items), "makers": makers}, rows


def make(booklet: Booklet, items: list[Item], day: date, tell: Tell) -> Paper:
    """The PDF; `tell(done, total, words)` is called often. Raises prints.typesetting.NotSet."""
    total = len(items) + 10
    data, rows = data_of(booklet, items, day)
    files: dict[str, bytes] = {}
    for at, (name, blob) in enumerate(files_of(items, rows)):
        files[name] = blob
        if at % 20 == 0:
            tell(min(at // 2, len(items)), total, "Mengumpulkan foto")
    tell(len(items), total, "Menyusun halaman")
    return typeset(
        "catalogue", data, files, folder(), limits=LIMITS, beat=lambda: tell(len(items), total, "Menyusun halaman")
    )
