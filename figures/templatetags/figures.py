"""How figures are written: hidden cells, signs, plain years."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.templatetags.portal import number
from figures.changes import Changed
from figures.definitions import SCALE_WORDS
from figures.publishing import HIDDEN

register = template.Library()


@register.simple_tag
def figure_cell(value: Any) -> str | SafeString:
    """A number with points, a text as it is, None as a hidden cell in words."""
    if value is None:
        return format_html('<span class="fig-hidden">{}</span>', HIDDEN)
    return number(value) if isinstance(value, int) else str(value)


@register.simple_tag
def signed(value: int, sign: int) -> str:
    """A line of an explanation: a sum as it is, an addition with +, a loss with a true minus, nothing as a dash."""
    if not sign:
        return number(value)
    amount = value * sign
    return "–" if not amount else f"{'+' if amount > 0 else '−'}{number(abs(amount))}"


@register.filter
def plain(value: Any) -> str:
    """A year or a line number without points; nothing for None."""
    return "" if value is None else str(value)


@register.filter
def get(values: Mapping[str, Any], name: str) -> Any:
    """The value under a name that a template cannot write."""
    return values.get(name)


@register.simple_tag
def scale_move(one: Changed) -> str:
    """The scale before and now, once when it is the same."""
    words = [SCALE_WORDS.get(key, key) for key in (one.from_scale, one.to_scale)]
    if one.from_name and one.to_name and words[0] != words[1]:
        return f"{words[0]} → {words[1]}"
    return words[1] if one.to_name else words[0]
