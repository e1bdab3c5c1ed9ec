"""The plain way to search: normalised tables, Django's ORM, one query for each facet; the baseline of our search.

It must give the same answers; tests/catalog/test_search_property.py compares them on generated wishes. Words are looked
up by the same index, since without it this way would be many times slower still.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.utils import timezone

from catalog.models import EditionCertificate, ProductEdition
from catalog.models.search import BANDS, CAPACITIES, DAYS, ProductSearch
from catalog.search.document import SCALES
from catalog.search.match import matching
from catalog.search.wish import Wish
from catalog.unit_price import unit_price
from certification.numbers import IMPORTED
from registry.scale import is_umkk, scale_table

NAME = re.compile(r"%\((\w+)\)s")
Rows = QuerySet[ProductEdition, Any]
YES = Q(is_made_here=True, has_local_workers=True, has_local_material=True, origin="domestic")


def everything() -> Rows:
    """Products on display, with `maker` (the live edition of the business) and `price` (no business here is a PKP)."""
    return (
        ProductEdition.objects.alias(
            maker=FilteredRelation(
                "product__business__editions", condition=Q(product__business__editions__is_live=True)
            )
        )
        .filter(is_live=True, product__withdrawn_at=None, product__business__is_shown=True, maker__nib_status="has")
        .annotate(price=F("product__price_before_vat"), size=_size())
    )


def _size() -> Concat:
    """What decides the scale of the business: a key of registry.scale.scale_table."""
    young, _ = scale_table(timezone.localdate())
    age = Case(When(maker__founded_year__gte=young, then=Value("1")), default=Value("0"))
    return Concat("maker__capital_range", Value("|"), "maker__sales_range", Value("|"), age)


def days() -> Case:
    """Days until it can be sent; null while paused."""
    ready = Q(product__availability="ready") & ~Q(product__stock=0)
    return Case(
        When(ready, then=Value(0)),
        When(product__availability="paused", then=Value(None)),
        default=F("lead_time_days"),
        output_field=BigIntegerField(),
    )


def claimed(today: date, **more: Any) -> Exists:
    """Whether it claims a certificate in force."""
    ends = Q(certificate__expires_on=None) | Q(certificate__expires_on__gte=today)
    return Exists(EditionCertificate.objects.filter(ends, edition=OuterRef("pk"), certificate__is_live=True, **more))


def _having(text: str) -> tuple[str, list[Any]]:
    """The statement for the ids of products that have the words, with its values in order."""
    values: dict[str, Any] = {}
    named = f"select s.product_id from catalog_productsearch s where {matching(text, values).condition}"
    return NAME.sub("%s", named), [values[name] for name in NAME.findall(named)]


def conditions(wish: Wish, today: date, kinds: dict[int, str]) -> dict[str, Callable[[Rows], Rows]]:
    """Each filter of a wish by its name."""
    steps: dict[str, Callable[[Rows], Rows]] = {}
    if wish.text:
        found, words = _having(wish.text)
        steps["text"] = lambda rows: rows.filter(product__in=RawSQL(found, words))
    if wish.category_path:
        steps["category"] = lambda rows: rows.filter(category__path__startswith=wish.category_path)
    if wish.districts:
        steps["district"] = lambda rows: rows.filter(maker__village__parent__in=wish.districts)
    if wish.certificates:
        wanted = [kind for bit, kind in kinds.items() if wish.certificates >> bit & 1]
        steps["certificates"] = lambda rows: rows.filter(*[claimed(today, certificate__kind=kind) for kind in wanted])
    if wish.lowest is not None:
        steps["lowest"] = lambda rows: rows.filter(price__gte=wish.lowest)
    if wish.highest is not None:
        steps["highest"] = lambda rows: rows.filter(price__lte=wish.highest)
    if wish.base or wish.unit_lowest is not None or wish.unit_highest is not None:
        steps["amounts"] = lambda rows: rows.filter(pk__in=_comparable(wish.unit_lowest, wish.unit_highest))
    if wish.base:
        steps["base"] = lambda rows: rows.filter(pk__in=_comparable(None, None, wish.base))
    if wish.capacity is not None:
        steps["capacity"] = lambda rows: rows.filter(capacity_per_month__gte=wish.capacity)
    if wish.days is not None:
        steps["days"] = lambda rows: rows.annotate(ready_in=days()).filter(ready_in__lte=wish.days)
    if wish.scales:
        steps["scale"] = lambda rows: rows.filter(_of_scale(set(wish.scales), today))
    if wish.cluster is not None:
        steps["cluster"] = lambda rows: rows.filter(_inside(wish.cluster))
    if wish.ready:
        steps["ready"] = lambda rows: rows.filter(product__availability="ready")
    if wish.flags & ProductSearch.UMKK:
        small = {number for name, number in SCALES.items() if is_umkk(name)}
        steps["umkk"] = lambda rows: rows.filter(_of_scale(small, today) | Q(maker__legal_form="coop"))
    if wish.flags & ProductSearch.DOMESTIC:
        prefixes = f"^({'|'.join(IMPORTED)})"
        rules = {"certificate__kind__number_rule__in": ["bpom_food", "bpom_traditional", "kemenkes_permit"]}
        imported = claimed(today, certificate__number__regex=prefixes, **rules)
        steps["domestic"] = lambda rows: rows.filter(YES).exclude(imported)
    if wish.flags & ProductSearch.IN_V6:
        steps["v6"] = lambda rows: rows.filter(product__inaproc__state="live")
    return steps


def _comparable(low: int | None, high: int | None, base: str = "") -> list[int]:
    """Ids of editions whose unit price lies in these bounds; asked of the rule itself, so for small catalogues only."""
    facts = ("pk", "price", "unit", "net_weight_grams", "net_volume_ml", "pieces_per_unit")
    found = [(pk, unit_price(*of)) for pk, *of in everything().values_list(*facts)]
    return [
        pk
        for pk, per in found
        if (low is None and high is None and not base)
        or (per and (not base or per[1] == base) and (low or 0) <= per[0] <= (high or per[0]))
    ]


def _inside(cluster: int | None) -> Q:
    member = "product__business__memberships"
    return Q(**{f"{member}__cluster": cluster, f"{member}__joined_at__isnull": False, f"{member}__ended_at": None})


def _of_scale(scales: set[int], today: date) -> Q:
    """The ranges of money and the founding years that make one of these scales."""
    _, table = scale_table(today)
    return Q(size__in=[key for key, name in table.items() if (SCALES[name] if name else 0) in scales])


def _group(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    return list(rows.order_by().values_list(*names).annotate(n=Count("pk", distinct=True)))


def _per_base(rows: Rows) -> Counter[str]:
    what = ("price", "unit", "net_weight_grams", "net_volume_ml", "pieces_per_unit")
    counted: Counter[str] = Counter()
    for *facts, n in _group(rows, *what):
        found = unit_price(*facts)
        counted[found[1] if found else ""] += n
    return counted


def _scales(rows: Rows, today: date) -> Counter[int]:
    _, table = scale_table(today)
    counted: Counter[int] = Counter()
    for key, n in _group(rows, "size"):
        name = table[key]
        counted[SCALES[name] if name else 0] += n
    return counted


def _bands(rows: Rows) -> dict[int, int]:
    edges = [0, *BANDS, 10**13]
    pairs = itertools.pairwise(edges)
    spans = [When(price__gte=low, price__lt=high, then=Value(place)) for place, (low, high) in enumerate(pairs)]
    return dict(_group(rows.annotate(band=Case(*spans, default=Value(-1))), "band"))


def counts(wish: Wish, today: date, kinds: dict[int, str]) -> dict[str, Any]:
    """What stands beside every filter, and the first page; one query each."""
    steps = conditions(wish, today, kinds)

    def rows(*without: str, **instead: Any) -> Rows:
        found = everything()
        changed = conditions(wish.without(**instead), today, kinds) if instead else steps
        for name, step in changed.items():
            found = step(found) if name not in without else found
        return found

    depth = len(wish.category_path) + 4
    categories: Counter[str] = Counter()
    for path, n in _group(rows(), "category__path"):
        categories[path[:depth]] += n
    by_days = dict(_group(rows("days").annotate(ready_in=days()), "ready_in"))
    by_capacity = _group(rows("capacity"), "capacity_per_month")
    paper = "claims__certificate__"
    ends = Q(**{f"{paper}expires_on": None}) | Q(**{f"{paper}expires_on__gte": today})
    by_kind = dict(_group(rows().filter(ends, **{f"{paper}is_live": True}), f"{paper}kind"))
    return {
        "total": rows().values("pk").distinct().count(),
        "categories": dict(categories),
        "districts": dict(_group(rows("district"), "maker__village__parent")),
        "bands": _bands(rows("lowest", "highest")),
        "bases": dict(_per_base(rows("base"))),
        "scales": dict(_scales(rows("scale"), today)),
        "clusters": _clusters(rows("cluster")),
        "capacities": {step: sum(n for made, n in by_capacity if made >= step) for step in CAPACITIES},
        "days": {step: sum(n for at, n in by_days.items() if at is not None and at <= step) for step in DAYS},
        "ready": rows(ready=True).values("pk").distinct().count(),
        "certificates": {bit: by_kind.get(kind, 0) for bit, kind in kinds.items()},
        "flags": {flag: rows(flags=wish.flags | flag).values("pk").distinct().count() for flag in (1, 2, 4)},
    }


def _clusters(rows: Rows) -> dict[int, int]:
    member = "product__business__memberships"
    inside = rows.filter(**{f"{member}__joined_at__isnull": False, f"{member}__ended_at": None})
    return dict(_group(inside, f"{member}__cluster"))


def page(wish: Wish, today: date, kinds: dict[int, str]) -> list[ProductEdition]:
    """The first page, with what a card shows."""
    found = everything()
    for step in conditions(wish, today, kinds).values():
        found = step(found)
    return list(
        found.select_related("product__business", "category")
        .prefetch_related("shown_photos__photo", "claims__certificate__kind")
        .order_by("-submission__decided_at")[:24]
    )
