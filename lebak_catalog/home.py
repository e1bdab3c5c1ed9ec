"""The first page as a showroom: collections of the season, kinds, stories, sentra, places; all of it counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.search.cards import card
from catalog.search.choices import Choices, load
from catalog.search.query import Found, Wish
from catalog.showroom import on_show
from catalog.views.listing import ask
from clusters.models import slug_of
from registry.queries import public as public_businesses

NEWEST, CLUSTERS = 10, 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, collections, categories, the newest products, stories, sentra, kecamatan; four statements."""
    choices, found = load(), ask(Wish(order="terbaru"))
    kinds = list(choices.kinds.values())
    context = {
        "facts": _facts(choices, found),
        "categories": _categories(choices, found),
        "newest": [card(row, kinds) for row in found.rows[:NEWEST]],
        "districts": _districts(choices, found),
        "clusters": _clusters(choices, found),
        "show": on_show(timezone.localdate()),
    }
    return render(request, "lebak_catalog/home.html", context)


def _facts(choices: Choices, found: Found) -> list[tuple[str, int]]:
    halal = choices.kinds.get("halal")
    facts = [
        ("produk tayang", found.total),
        ("usaha terdaftar", public_businesses().count()),
        ("kecamatan punya produk", len(found.districts)),
    ]
    return facts + ([("produk bersertifikat halal", found.with_certificates(1 << int(halal.key)))] if halal else [])


def _categories(choices: Choices, found: Found) -> list[dict[str, Any]]:
    """Topmost categories with products, the fullest first."""
    shown = [
        {"slug": one.slug, "name": one.name, "count": found.categories.get(one.key, 0)} for one in choices.below("")
    ]
    return sorted((one for one in shown if one["count"]), key=lambda one: -one["count"])


def _clusters(choices: Choices, found: Found) -> list[dict[str, Any]]:
    """Sentra and groups whose members show products, the fullest first."""
    shown = [
        {"name": one.name, "slug": slug_of(one.name), "code": one.slug, "count": count}
        for one in choices.clusters.values()
        if (count := found.clusters.get(int(one.key), 0))
    ]
    return sorted(shown, key=lambda one: (-one["count"], one["name"]))[:CLUSTERS]


def _districts(choices: Choices, found: Found) -> list[dict[str, Any]]:
    """All kecamatan by name, shaded in three steps by their number of products."""
    most = max(found.districts.values(), default=0)
    shown = []
    for one in choices.districts.values():
        count = found.districts.get(one.key, 0)
        shade = 0 if not count else 1 + (3 * count > most) + (3 * count > 2 * most)
        shown.append({"slug": one.slug, "name": one.name, "count": count, "shade": shade})
    return sorted(shown, key=lambda one: one["name"])
