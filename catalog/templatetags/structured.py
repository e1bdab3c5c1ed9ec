"""`{% structured data %}` and `{% share_card ... %}`: what machines read in the head of a page."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from accounts.escaping import escaped
from catalog.structured import whole

register = template.Library()
ESCAPED = (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
LONGEST = 200


@register.simple_tag
def structured(data: dict[str, Any]) -> SafeString:
    """A block of data, which no browser runs; nothing in it can end the block."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, written in ESCAPED:
        text = text.replace(sign, written)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped above


@register.simple_tag
def share_card(
    title: str, path: str, text: str = "", photo: dict[str, Any] | None = None, kind: str = "website",
    price: int | None = None, locale: str = "id_ID",
) -> SafeString:  # fmt: skip
    """The card of a shared link (Open Graph) and the address search engines should know the page by."""
    lines = [
        ("og:type", kind),
        ("og:site_name", settings.SITE_NAME),
        ("og:locale", locale),
        ("og:title", title),
        ("og:url", whole(path)),
    ]
    lines += [("og:description", " ".join(text.split())[:LONGEST])] if text else []
    if photo:
        lines += [("og:image", whole(photo["jpeg"])), ("og:image:alt", title), ("twitter:card", "summary_large_image")]
    if price:
        lines += [("product:price:amount", str(price)), ("product:price:currency", "IDR")]
    drawn = "".join([f'<meta property="{name}" content="{escaped(value)}">' for name, value in lines])
    return mark_safe(drawn) + known_as(path)  # noqa: S308  # names are ours, values are escaped


@register.simple_tag
def known_as(path: str) -> SafeString:
    """The address search engines should know the page by, whatever was asked of it."""
    return SafeString(f'<link rel="canonical" href="{escaped(whole(path))}">')
