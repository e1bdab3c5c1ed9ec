"""`{% product_cards cards %}` and `{% facet group %}`: many equal things, quickly.

Their templates stay the one source of their look. Each is rendered once for each shape a thing can have (a card with a
photo, with these badges, paused ...), with marks where the words go; things of that shape are then filled in.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from accounts.escaping import escaped
from accounts.templatetags.keep import drawer
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
    return tuple(get_template("parts/product_card.html").render({"card": card}).split(MARK))


def filled(card: dict[str, Any], words: dict[str, str] | None = None) -> str:
    """One card as HTML; `words`: its texts, escaped already."""
    photo = card["photo"]
    badges = tuple([(badge["label"], badge["state"]) for badge in card["badges"]])
    given = tuple([bool(card.get(name)) for name in WORDS])
    category = "" if photo else card["category"]
    pieces = _shape(given, bool(photo), category, bool(card.get("paused")), bool(card.get("ready")), badges)
    values = _escaped(card) if words is None else words
    return "".join([values[piece] if place % 2 else piece for place, piece in enumerate(pieces)])


def _escaped(card: dict[str, Any]) -> dict[str, str]:
    words = {name: escaped(card[name]) for name in WORDS if card.get(name)}
    photo = card["photo"]
    return words if not photo else words | {name: escaped(photo[name]) for name in PHOTO}


@lru_cache(maxsize=4096)
def _line(kind: str, checked: bool, has_count: bool, name: str, value: str, words: str) -> tuple[str, ...]:
    """A line of a filter, cut where its count stands."""
    line = {"kind": kind, "checked": checked, "name": name, "value": value, "words": words}
    return tuple(get_template("catalog/parts/option.html").render(line | {"count": MARK * has_count}).split(MARK))


def _lines(group: Group, options: Iterable[Option]) -> str:
    drawn = []
    for one in options:
        name, value = (group.name, one.value) if group.name else (one.value, "1")
        pieces = _line(group.kind, one.checked, one.count is not None, name, value, one.words)
        drawn.append(number(one.count).join(pieces))
    return "".join(drawn)


@lru_cache(maxsize=256)
def _group(is_open: bool, has_more: bool, has_rest: bool, amounts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """A filter of a shape, cut at its marks; `amounts`: names of its fields for amounts, and their words."""
    marks = {name: f"{MARK}{name}{MARK}" for name in ("title", "lines", "more", "more_words", "rest")}
    group = {**marks, "is_open": is_open}
    group |= {} if has_more else {"more": ""}
    group |= {} if has_rest else {"rest": ""}
    fields = [{"name": name, "words": words, "typed": f"{MARK}{name}{MARK}"} for name, words in amounts]
    return tuple(get_template("catalog/parts/group.html").render({"group": group, "fields": fields}).split(MARK))


@register.simple_tag
def facet(
    group: Group, typed: dict[str, str] | None = None, low: str = "", low_words: str = "", high: str = "",
    high_words: str = "",
) -> SafeString:  # fmt: skip
    """One filter with its values, nothing without any; `low` and `high` name fields for amounts, `typed` holds them."""
    if not group.options:
        return SafeString("")
    amounts = tuple((name, words) for name, words in ((low, low_words), (high, high_words)) if name)
    filled_in = {name: (typed or {}).get(name, "") for name, _ in amounts}
    pieces = _group(group.is_open or any(filled_in.values()), bool(group.more), bool(group.rest), amounts)
    values = {"title": group.title, "more_words": group.more_words, "rest": group.rest, **filled_in}
    drawn = {"lines": _lines(group, group.options), "more": _lines(group, group.more)}
    parts = (
        piece if place % 2 == 0 else drawn[piece] if piece in drawn else escaped(values[piece])
        for place, piece in enumerate(pieces)
    )
    return mark_safe("".join(parts))  # noqa: S308  # as above


@lru_cache(maxsize=1)
def _why() -> tuple[str, ...]:
    """The link "Kenapa muncul?" below a card, cut at its marks."""
    code = "2" * 8  # what an address takes for a code
    given = {"card": {"code": code, "name": f"{MARK}name{MARK}"}, "query": f"{MARK}query{MARK}"}
    drawn = get_template("catalog/parts/why.html").render(given)
    return tuple(drawn.replace(code, f"{MARK}code{MARK}").split(MARK))


@lru_cache(maxsize=1)
def _tools() -> tuple[str, ...]:
    """The links "Bandingkan" and "Simpan" below a card, cut at their marks."""
    given = {"code": f"{MARK}code{MARK}", "name": f"{MARK}name{MARK}"}
    return tuple(get_template("catalog/parts/card_tools.html").render(given).split(MARK))


def _wrapped(card: dict[str, Any], why: str, tools: bool) -> str:
    words = _escaped(card)
    given = words | {"code": escaped(card["code"]), "query": escaped(why)}
    below = [*([_why()] if why else []), *([_tools()] if tools else [])]
    drawn = "".join([given[piece] if place % 2 else piece for pieces in below for place, piece in enumerate(pieces)])
    return f'<div class="card-w">{filled(card, words)}{drawn}</div>'


def _kept(card: dict[str, Any], tools: bool) -> str:
    """The card as it was drawn last, while the text of its row and its badges are the same."""
    line = card.get("line")
    place = ("card", tools, line, *[(badge["label"], badge["state"]) for badge in card["badges"]])
    if line and (drawn := drawer.find(place)):
        return drawn
    drawn = _wrapped(card, "", tools) if tools else filled(card)
    if line:
        drawer.put(place, drawn)
    return drawn


@register.simple_tag
def product_cards(cards: Iterable[dict[str, Any]], why: str = "", tools: bool = False) -> SafeString:
    """All cards of a list; with `why` (what the link carries: the words of the question) each with "Kenapa muncul?".

    With `tools` each with "Bandingkan" and "Simpan": links, the same for everybody.
    """
    drawn = (_wrapped(card, why, tools) if why else _kept(card, tools) for card in cards)
    return mark_safe("".join(drawn))  # noqa: S308  # values are escaped, the rest is our template
