"""The verbs of collections. All but the order of products stand in the diary with what was before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from audit.codes import new_code
from audit.models import Verb
from audit.record import record
from catalog.models import MOST_PRODUCTS, Collection, CollectionItem, ProductSearch
from review.actions import Refused, require

PERMISSION = "catalog.curate"
STALE = "Orang lain baru saja mengubah koleksi ini. Lihat yang baru di bawah, lalu ulangi bila perlu."


def version_of(collection: Collection) -> str:
    """A short text that changes with every change; a form carries it."""
    return collection.changed_at.isoformat()


@transaction.atomic
def make_collection(values: Mapping[str, Any], *, by: User) -> Collection:
    """A draft from `title`, `intro`, `shown_from`, `shown_until`. Raises Refused without the permission."""
    require(PERMISSION, by)
    slug = slugify(values["title"])[:60].strip("-") or "koleksi"
    if slug == "unduh" or Collection.objects.filter(slug=slug).exists():
        slug = f"{slug}-{new_code()}"
    made = Collection.objects.create(slug=slug, made_by=by, changed_at=timezone.now(), **values)
    record(Verb.FOUNDED, made, by=by, new=_told(made))
    return made


@transaction.atomic
def change_collection(collection: Collection, values: Mapping[str, Any], *, version: str, by: User) -> Collection:
    """Other words or days. Raises Refused when somebody changed it since `version` was shown."""
    locked = _locked(collection, by)
    if version_of(locked) != version:
        raise Refused(STALE)
    before = _told(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    if _told(locked) != before:
        _keep(locked)
        record(Verb.CHANGED, locked, by=by, old=before, new=_told(locked))
    return locked


@transaction.atomic
def publish_collection(collection: Collection, *, by: User) -> None:
    """Let it show in its season. Raises Refused when none of its products is on display."""
    locked = _locked(collection, by)
    if locked.state == Collection.State.PUBLISHED:
        return
    products = CollectionItem.objects.filter(collection=locked).values("product")
    if not ProductSearch.objects.filter(product__in=products).exists():
        raise Refused("Belum ada produk yang tayang di koleksi ini. Tambahkan produknya dulu.")
    again = locked.published_at is not None
    locked.state, locked.published_by, locked.published_at = Collection.State.PUBLISHED, by, timezone.now()
    _keep(locked)
    record(Verb.PUBLISHED_AGAIN if again else Verb.PUBLISHED, locked, by=by)


@transaction.atomic
def withdraw_collection(collection: Collection, *, by: User) -> None:
    """Take it off display at once, or put a draft aside; it stays as it is and can be published again."""
    locked = _locked(collection, by)
    if locked.state != Collection.State.WITHDRAWN:
        locked.state = Collection.State.WITHDRAWN
        _keep(locked)
        record(Verb.UNPUBLISHED, locked, by=by)


@transaction.atomic
def add_products(collection: Collection, codes: Iterable[str], *, by: User) -> tuple[int, list[str]]:
    """Put products on display at its end; how many came in, and the codes of those that are not on display.

    Those that are in already stay in their place. Raises Refused when it would hold too many.
    """
    locked = _locked(collection, by)
    wanted = list(dict.fromkeys(codes))
    known = dict(ProductSearch.objects.filter(code__in=wanted).values_list("code", "product_id"))
    inside = set(CollectionItem.objects.filter(collection=locked).values_list("product_id", flat=True))
    fresh = [known[code] for code in wanted if code in known and known[code] not in inside]
    if len(inside) + len(fresh) > MOST_PRODUCTS:
        raise Refused(f"Satu koleksi memuat paling banyak {MOST_PRODUCTS} produk. Keluarkan sebagian dulu.")
    last = CollectionItem.objects.filter(collection=locked).aggregate(n=Max("position"))["n"]
    start = 0 if last is None else last + 1
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=locked, product_id=pk, position=start + n) for n, pk in enumerate(fresh)
    )
    if fresh:
        _keep(locked)
        record(Verb.CHANGED, locked, by=by, added=[code for code in wanted if known.get(code) in fresh])
    return len(fresh), [code for code in wanted if code not in known]


@transaction.atomic
def remove_product(collection: Collection, code: str, *, by: User) -> int | None:
    """Take a product out; returns the place where it stood, None when it was not in."""
    locked = _locked(collection, by)
    item = CollectionItem.objects.filter(collection=locked, product__code=code).first()
    if item is None:
        return None
    place = CollectionItem.objects.filter(collection=locked, position__lt=item.position).count()
    item.delete()
    _keep(locked)
    record(Verb.CHANGED, locked, by=by, removed=code)
    return place


@transaction.atomic
def put_back(collection: Collection, code: str, place: int, *, by: User) -> bool:
    """Undo of `remove_product`: the product stands where it stood; False when it cannot come in any more."""
    locked = _locked(collection, by)
    added, _ = add_products(locked, [code], by=by)
    if added:
        _place(locked, code, place)
    return bool(added)


@transaction.atomic
def move_product(collection: Collection, code: str, way: str, *, by: User) -> bool:
    """One place up or down, or to the very top ("naik", "turun", "teratas"); whether anything moved."""
    locked = _locked(collection, by)
    codes = _codes(locked)
    if code not in codes:
        return False
    here = codes.index(code)
    there = {"naik": here - 1, "turun": here + 1, "teratas": 0}.get(way, here)
    if there == here or not 0 <= there < len(codes):
        return False
    _place(locked, code, there)
    _keep(locked)
    return True


def _codes(collection: Collection) -> list[str]:
    items = CollectionItem.objects.filter(collection=collection).order_by("position", "id")
    return list(items.values_list("product__code", flat=True))


def _place(collection: Collection, code: str, place: int) -> None:
    codes = [one for one in _codes(collection) if one != code]
    codes.insert(max(0, place), code)
    at = {one: n for n, one in enumerate(codes)}
    items = list(CollectionItem.objects.filter(collection=collection).annotate(its_code=F("product__code")))
    for item in items:
        item.position = at[item.its_code]
    CollectionItem.objects.bulk_update(items, ["position"])


def _locked(collection: Collection, by: User) -> Collection:
    require(PERMISSION, by)
    return Collection.objects.select_for_update().get(pk=collection.pk)


def _keep(collection: Collection) -> None:
    collection.changed_at = timezone.now()
    collection.save()


def _told(collection: Collection) -> dict[str, str]:
    days = {"from": collection.shown_from, "until": collection.shown_until}
    return {"title": collection.title, "intro": collection.intro} | {
        name: day.isoformat() if day else "" for name, day in days.items()
    }
