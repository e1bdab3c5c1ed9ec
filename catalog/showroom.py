"""What the office put on show: collections of the season and stories of makers, read for the first page in one go."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.templatetags.portal import date_id
from catalog.models import Collection, CollectionItem, ProductEdition, ProductSearch
from catalog.models.story import slug_of
from catalog.photos import addresses_in
from catalog.search.cards import card
from catalog.search.query import in_collection

FEW = 3  # of each on the first page
MOST_SHELVES = 60

# Collections in season: how many products are on display, and the photo of the first that has one.
SHELVES = """
select 'collection' as what, row_number() over (order by c.shown_until nulls last, c.published_at desc, c.id) as place,
    jsonb_build_object('slug', c.slug, 'title', c.title, 'intro', c.intro, 'until', c.shown_until,
        'products', count(*), 'category', min(s.category_slug),
        'photo', (array_agg(s.photo order by i.position, i.id) filter (where s.photo is not null))[1]) as one
from catalog_collection c
join catalog_collectionitem i on i.collection_id = c.id
join catalog_productsearch s on s.product_id = i.product_id
where c.state = 'published' and (c.shown_from is null or c.shown_from <= %(today)s)
    and (c.shown_until is null or c.shown_until >= %(today)s)
group by c.id order by 2 limit %(most)s"""
STORIES = """
select 'story' as what, row_number() over (order by t.reviewed_at desc, t.id) as place,
    jsonb_build_object('code', t.code, 'title', t.title, 'beginning', left(t.text, 200), 'business', be.name,
        'place', d.name, 'photo', case when f.id is not null then jsonb_build_object('folder', f.folder,
            'sizes', f.sizes, 'width', f.width, 'height', f.height) end) as one
from catalog_story t
join registry_business b on b.id = t.business_id and b.is_shown
join registry_businessedition be on be.business_id = b.id and be.is_live and be.nib_status = 'has'
join registry_region v on v.code = be.village_id
join registry_region d on d.code = v.parent_id
left join catalog_productphoto f on f.id = t.photo_id
where t.state = 'live' order by 2 limit %(most)s"""


@dataclass(frozen=True)
class Shelf:
    """A collection in season as a tile."""

    title: str
    intro: str
    address: str
    products: int
    photo: dict[str, Any] | None
    category: str
    until: date | None


@dataclass(frozen=True)
class StoryTile:
    """A story as a tile."""

    title: str
    address: str
    beginning: str
    business: str
    place: str
    photo: dict[str, Any] | None


@dataclass(frozen=True)
class Showroom:
    """Both."""

    shelves: list[Shelf] = field(default_factory=list)
    stories: list[StoryTile] = field(default_factory=list)


def on_show(today: date) -> Showroom:
    """The few collections and stories of the first page; one statement."""
    return _read(f"({SHELVES}) union all ({STORIES}) order by what, place", today, FEW)


def shelves(today: date) -> list[Shelf]:
    """All collections in season that have a product to show."""
    return _read(SHELVES, today, MOST_SHELVES).shelves


def _read(statement: str, today: date, most: int) -> Showroom:
    show = Showroom()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"today": today, "most": most})
        for what, _, one in cursor.fetchall():
            if what == "story":
                show.stories.append(_tile(json.loads(one)))
            else:
                show.shelves.append(_shelf(json.loads(one)))
    return show


def _shelf(one: dict[str, Any]) -> Shelf:
    until = date.fromisoformat(one["until"]) if one["until"] else None
    photo = addresses_in(**one["photo"]) if one["photo"] else None
    address = reverse("catalog:collection", args=[one["slug"]])
    return Shelf(one["title"], one["intro"], address, one["products"], photo, one["category"], until)


def _tile(one: dict[str, Any]) -> StoryTile:
    photo = addresses_in(**one["photo"]) if one["photo"] else None
    address = story_address(one["title"], one["code"])
    return StoryTile(one["title"], address, one["beginning"], one["business"], one["place"], photo)


def story_address(title: str, code: str) -> str:
    """Where a story is read."""
    return reverse("catalog:story", kwargs={"slug": slug_of(title), "code": code})


def in_season(today: date) -> QuerySet[Collection]:
    """The collections that show on a day in Jakarta, the one that ends first on top; no job has a part in it."""
    begun = Q(shown_from__isnull=True) | Q(shown_from__lte=today)
    not_over = Q(shown_until__isnull=True) | Q(shown_until__gte=today)
    published = Collection.objects.filter(begun, not_over, state=Collection.State.PUBLISHED)
    return published.order_by(F("shown_until").asc(nulls_last=True), "-published_at", "pk")


def shows(collection: Collection, today: date) -> bool:
    """Whether everybody may see it on this day."""
    begun = collection.shown_from is None or collection.shown_from <= today
    not_over = collection.shown_until is None or collection.shown_until >= today
    return collection.state == Collection.State.PUBLISHED and begun and not_over


def days_words(collection: Collection) -> str:
    """1 Maret 2026 sampai 20 April 2026; "sepanjang tahun" without days."""
    first, last = collection.shown_from, collection.shown_until
    if first and last:
        return f"{date_id(first)} sampai {date_id(last)}"
    return f"mulai {date_id(first)}" if first else f"sampai {date_id(last)}" if last else "sepanjang tahun"


def standing(collection: Collection, today: date) -> tuple[str, str]:
    """How it stands today: a word for its colour (ok, info, line, warn) and words."""
    if collection.state == Collection.State.DRAFT:
        return "line", "Rancangan"
    if collection.state == Collection.State.WITHDRAWN:
        return "line", "Ditarik"
    if shows(collection, today):
        return "ok", "Tayang"
    if collection.shown_from and collection.shown_from > today:
        return "info", f"Tayang mulai {date_id(collection.shown_from)}"
    return "warn", "Musimnya lewat"


@dataclass(frozen=True)
class CollectionPage:
    """A collection as everybody sees it, or will see it."""

    collection: Collection

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        """The products on display, in its order."""
        rows, kinds = in_collection(self.collection.pk)
        return [card(row, kinds) for row in rows]

    @property
    def days(self) -> str:
        """Its season in words."""
        return days_words(self.collection)

    @property
    def path(self) -> str:
        """Its address."""
        return reverse("catalog:collection", args=[self.collection.slug])

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to it."""
        return [("Beranda", "/"), ("Koleksi", reverse("catalog:collections"))]

    @property
    def photo(self) -> dict[str, Any] | None:
        """The first photo there is, for shared links."""
        return next((one["photo"] for one in self.cards if one["photo"]), None)


def codes_of(collection: Collection) -> list[str]:
    """The codes of its products on display, in its order."""
    shown = ProductSearch.objects.filter(product=OuterRef("product"))
    items = CollectionItem.objects.filter(Exists(shown), collection=collection).order_by("position", "id")
    return list(items.values_list("product__code", flat=True))


@dataclass(frozen=True)
class Row:
    """A product of a collection, for its editor. `is_shown`: on display now; else `name` is the last approved one."""

    code: str
    name: str
    business: str
    price: int | None
    unit: str
    is_shown: bool


def rows_of(collection: Collection) -> list[Row]:
    """All products of a collection in its order, also those that left the display; three statements."""
    codes = list(
        CollectionItem.objects.filter(collection=collection)
        .order_by("position", "id")
        .values_list("product_id", "product__code")
    )
    ids = [pk for pk, _ in codes]
    shown = {one.product_id: one for one in ProductSearch.objects.filter(product__in=ids).defer("tsv")}
    away = [pk for pk in ids if pk not in shown]
    newest = ProductEdition.objects.filter(product__in=away).order_by("product", "is_live", "number")
    names = dict(newest.values_list("product_id", "name")) if away else {}
    return [
        Row(code, one.name, one.business_name, one.price, one.unit, True)
        if (one := shown.get(pk))
        else Row(code, names.get(pk) or f"Produk {code}", "", None, "", False)
        for pk, code in codes
    ]
