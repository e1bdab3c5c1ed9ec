"""`{% product_cards cards %}`: many cards, quickly.

parts/product_card.html stays the one source of their look. It is rendered once for each shape a card can have (with a
photo, with these badges, paused ...), with marks where the words go; cards of that shape are then filled in.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

MARK = "\x02"
WORDS = ("name", "address", "price_words", "unit", "unit_price_words", "minimum", "business", "place")
PHOTO = ("webp", "webp_set", "jpeg", "width", "height")

Badges = tuple[tuple[str, str], ...]


@lru_cache(maxsize=2048)
def _shape(
    given: tuple[bool, ...], has_photo: bool, category: str, paused: bool, ready: bool, badges: Badges
) -> tuple[str, ...]:
    """The card of a shape, cut at its marks: every second piece is the name of a value."""
    card: dict[str, Any] = {name: f"{MARK}{name}{MARK}" if has else "" for name, has in zip(WORDS, given, strict=False)}
    card |= {
        "photo": {name: f"{MARK}{name}{MARK}" for name in PHOTO} if has_photo else None,
        "category": category,
        "paused": paused,
        "ready": ready,
        "badges": [{"label": label, "state": state} for label, state in badges],
    }
    html = get_template("parts/product_card.html").render({"card": card})
    return tuple(html.split(MARK))


def filled(card: dict[str, Any]) -> str:
    """One card as HTML."""
    photo = card["photo"]
    badges = tuple((badge["label"], badge["state"]) for badge in card["badges"])
    given = tuple(bool(card.get(name)) for name in WORDS)
    category = "" if photo else card["category"]
    pieces = _shape(given, bool(photo), category, bool(card.get("paused")), bool(card.get("ready")), badges)
    values = {**card, **photo} if photo else card
    return "".join([escape(values[piece]) if place % 2 else piece for place, piece in enumerate(pieces)])


@register.simple_tag
def product_cards(cards: Iterable[dict[str, Any]]) -> SafeString:
    """All cards of a list."""
    return mark_safe("".join(map(filled, cards)))  # noqa: S308  # values are escaped, the rest is our template
