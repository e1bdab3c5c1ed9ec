"""`{% product_cards cards %}` and `{% option_lines group options %}`: many equal things, quickly.

Their templates stay the one source of their look. Each is rendered once for each shape a thing can have (a card with a
photo, with these badges, paused ...), with marks where the words go; things of that shape are then filled in.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.templatetags.portal import number
from catalog.views.options import Group, Option

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


@lru_cache(maxsize=64)
def _line(kind: str, checked: bool, has_count: bool) -> tuple[str, ...]:
    """A line of a filter, cut at its marks."""
    marks = {name: f"{MARK}{name}{MARK}" for name in ("name", "value", "words", "count")}
    line = {**marks, "kind": kind, "checked": checked} | ({} if has_count else {"count": ""})
    return tuple(get_template("catalog/parts/option.html").render(line).split(MARK))


@register.simple_tag
def option_lines(group: Group, options: Iterable[Option]) -> SafeString:
    """The values of a filter."""
    drawn = []
    for one in options:
        name, value = (group.name, one.value) if group.name else (one.value, "1")
        given = {"name": name, "value": value, "words": one.words, "count": number(one.count)}
        pieces = _line(group.kind, one.checked, one.count is not None)
        drawn += [escape(given[piece]) if place % 2 else piece for place, piece in enumerate(pieces)]
    return mark_safe("".join(drawn))  # noqa: S308  # as above


@lru_cache(maxsize=1)
def _why() -> tuple[str, ...]:
    """The link "Kenapa muncul?" below a card, cut at its marks."""
    code = "2" * 8  # what an address takes for a code
    given = {"card": {"code": code, "name": f"{MARK}name{MARK}"}, "query": f"{MARK}query{MARK}"}
    html = get_template("catalog/parts/why.html").render(given)
    return tuple(html.replace(code, f"{MARK}code{MARK}").split(MARK))


@lru_cache(maxsize=1)
def _tools() -> tuple[str, ...]:
    """The links "Bandingkan" and "Simpan" below a card, cut at their marks."""
    given = {"code": f"{MARK}code{MARK}", "name": f"{MARK}name{MARK}"}
    return tuple(get_template("catalog/parts/card_tools.html").render(given).split(MARK))


def _below(card: dict[str, Any], pieces: tuple[str, ...], query: str = "") -> str:
    given = {"code": card["code"], "name": card["name"], "query": query}
    return "".join([escape(given[piece]) if place % 2 else piece for place, piece in enumerate(pieces)])


def _wrapped(card: dict[str, Any], why: str, tools: bool) -> str:
    below = (_below(card, _why(), why) if why else "") + (_below(card, _tools()) if tools else "")
    return f'<div class="card-w">{filled(card)}{below}</div>'


@register.simple_tag
def product_cards(cards: Iterable[dict[str, Any]], why: str = "", tools: bool = False) -> SafeString:
    """All cards of a list; with `why` (what the link carries: the words of the question) each with "Kenapa muncul?".

    With `tools` each with "Bandingkan" and "Simpan": links, the same for everybody.
    """
    drawn = (_wrapped(card, why, tools) for card in cards) if why or tools else map(filled, cards)
    return mark_safe("".join(drawn))  # noqa: S308  # values are escaped, the rest is our template
