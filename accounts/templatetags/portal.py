"""The portal's own template words, known to every template without loading (settings.TEMPLATES builtins)."""

import datetime
import json
import re
import uuid
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.escaping import escaped
from accounts.links import link

register = template.Library()


def drawn_once(name: str) -> None:
    """Let the simple tag `name` be drawn when its template is read, wherever its words are all constants."""
    compile_tag = register.tags[name]

    def compiled(parser: template.base.Parser, token: template.base.Token) -> template.Node:
        node = compile_tag(parser, token)
        if node.target_var is None and not any(
            one.is_var or one.filters for one in (*node.args, *node.kwargs.values())
        ):
            try:
                return template.base.TextNode(node.render(template.Context()))
            except (NoReverseMatch, ImproperlyConfigured, ValueError):  # told where the tag is drawn, if it ever is
                return node
        return node

    register.tag(name, compiled)


register.simple_tag(link)
register.simple_tag(static)
drawn_once("link")
drawn_once("static")

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@cache
def icon_names() -> frozenset[str]:
    """Names of the drawings in static/img/icons.svg."""
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="i-([a-z-]+)"', sprite))


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from the shared sprite, hidden from screen readers; raises ValueError for a name that is not drawn."""
    if name not in icon_names():
        raise ValueError(f"no icon {name!r} in static/img/icons.svg")
    look = f"i {css}" if css else "i"
    drawing = f"{static('img/icons.svg')}#i-{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', look, drawing)


drawn_once("icon")


@register.simple_tag
def pairs(rows: Iterable[tuple[str, Any]], frame: str = "") -> SafeString:
    """The rows of a <dl>, label and words each; with frame "box" each in a box of its own."""
    opening, end = ("<div><dt>", "</dd></div>") if frame == "box" else ("<dt>", "</dd>")
    drawn = [f"{opening}{escaped(label)}</dt><dd>{escaped(words)}{end}" for label, words in rows]
    return SafeString("".join(drawn))


@register.filter
def number(value: Any) -> str:
    """1250 -> 1.250; 1.5 -> 1,5; trailing zeros go. Anything that is no number gives an empty text."""
    if type(value) is int:  # most numbers of a page
        return f"{value:,d}".replace(",", ".")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    if not amount.is_finite():
        return ""
    text = f"{amount:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def rupiah(value: Any) -> str:
    """22500 -> Rp22.500; nothing for no number."""
    text = number(value)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}" if text else ""


@register.filter
def date_id(value: Any) -> str:
    """A day in words: 21 November 2026. A moment is first moved to the time zone of the portal."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if not isinstance(value, datetime.date):
        return ""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@register.filter
def datetime_id(value: Any) -> str:
    """A moment in words: 21 November 2026 14.05 WIB."""
    if not isinstance(value, datetime.datetime):
        return date_id(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    offset = local.utcoffset()
    zone = ZONES.get(int(offset.total_seconds() // 3600), "") if offset else ""
    return f"{date_id(local)} {local:%H.%M} {zone}".strip()


@register.filter
def mask(value: Any, shown: int = 4) -> str:
    """Hide all but the last `shown` characters: 3602010203040005 -> ••••••••••••0005."""
    text = str(value or "")
    return "•" * max(len(text) - shown, 0) + text[-shown:] if len(text) > shown else "•" * len(text)


@register.filter
def wa_link(phone: Any, words: str = "") -> str:
    """Address of a WhatsApp chat with an E.164 number, with `words` typed already; empty for anything else."""
    if not re.fullmatch(r"\+[1-9][0-9]{7,14}", str(phone or "")):
        return ""
    return f"https://wa.me/{str(phone)[1:]}" + (f"?text={quote(words)}" if words else "")


@register.filter
def initials(name: Any) -> str:
    """The first letters of the first and last word: Sari Talas Bu Enok -> SE."""
    words = [word for word in re.split(r"\W+", str(name or "")) if word]
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()


@register.simple_tag
def one_time_key(purpose: str = "") -> SafeString:
    """Hidden key of a creating form, spent by `accounts.once` when the form is sent; `purpose` only names the form."""
    return format_html('<input type="hidden" name="form_key" value="{}" data-purpose="{}">', uuid.uuid4(), purpose)


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The address query of this page with some values changed; None or "" takes one away, a list repeats it.

    Any change leads back to the first page, so `halaman` is dropped unless it is what changes.
    """
    gone = {"halaman", *changes}
    pairs = [(name, one) for name, values in context["request"].GET.lists() if name not in gone for one in values]
    for name, value in changes.items():
        if isinstance(value, Iterable) and not isinstance(value, str):
            pairs += [(name, str(one)) for one in value]
        elif value is not None and value != "":
            pairs.append((name, str(value)))
    return f"?{urlencode(pairs)}"


@register.filter
def as_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as the query of an address, "?" included; empty for none."""
    text = urlencode(list(pairs))
    return f"?{text}" if text else ""


@register.filter
def pages_around(paginator: Paginator, here: int) -> list[int]:
    """Page numbers to offer on page `here`; 0 stands for a gap."""
    shown = paginator.get_elided_page_range(here, on_each_side=1, on_ends=1)
    return [one if isinstance(one, int) else 0 for one in shown]


@cache
def _pictures() -> dict[str, str]:
    return json.loads((settings.BASE_DIR / "static/img/barang/kategori.json").read_text(encoding="utf-8"))


@register.simple_tag
@cache
def category_picture(slug: str = "") -> str:
    """Address of the drawing for a category slug (map: static/img/barang/kategori.json); a parcel for any other."""
    return static(f"img/barang/{_pictures().get(slug, 'barang')}.svg")
