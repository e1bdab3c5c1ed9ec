"""Counts in memory, written down together every few seconds: a page waits for nothing.

What is in memory when a worker is killed is lost; that is a handful of looks, and accepted (docs/decisions/0028). A
worker that is asked to stop writes first.
"""

import logging
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import STAFF
from catalog.models import Product
from catalog.search.query import Wish
from demand.filters_left_out import sums
from demand.models import What
from registry.queries import acts_for

log = logging.getLogger(__name__)
EVERY = 20.0  # seconds
ENOUGH, TOO_MANY = 500, 20_000  # looks: write at once; take no more until the database answers
MOST_WISHES = 20  # different searches looked at in one round
UPSERT = """
insert into demand_dailycount as d (product_id, day, kind, filter, n)
select p.id, t.day, t.kind, t.filter, t.n
from unnest(%s::bigint[], %s::date[], %s::text[], %s::text[], %s::int[]) as t (product, day, kind, filter, n)
join catalog_product p on p.id = t.product order by 1, 2, 3, 4
on conflict (product_id, day, kind, filter) do update set n = d.n + excluded.n"""

Look = tuple[date, int | None, What, tuple[int, ...]]


@dataclass
class Held:
    """What is not written down yet: looks with the day and the person behind them, and searches with their number."""

    looks: list[Look] = field(default_factory=list)
    wishes: Counter[tuple[date, int | None, Wish]] = field(default_factory=Counter)


class Counting:
    """The memory of one process."""

    def __init__(self) -> None:
        self.held = Held()
        self.lock, self.enough = threading.Lock(), threading.Event()
        self.writer: threading.Thread | None = None
        self.lot = Random()  # noqa: S311  # draws samples, keeps no secret

    def note(self, what: What, products: Iterable[int], person: int | None, wish: Wish | None = None) -> None:
        """Remember that these products were found, opened or kept; `wish` is the search that was answered."""
        today = timezone.localdate()
        with self.lock:
            if len(self.held.looks) >= TOO_MANY:
                return
            self.held.looks.append((today, person, what, tuple(products)))
            if wish is not None:
                self.held.wishes[(today, person, replace(wish, page=1, order=""))] += 1
            full = len(self.held.looks) >= ENOUGH
        if settings.MODE != "test":  # a test writes when it says so
            self._wake(full)

    def _wake(self, full: bool) -> None:
        if self.writer is None or not self.writer.is_alive():
            self.writer = threading.Thread(target=self._write_on, name="demand", daemon=True)
            self.writer.start()
        if full:
            self.enough.set()

    def _write_on(self) -> None:
        while True:
            self.enough.wait(EVERY)
            self.enough.clear()
            try:
                self.flush()
            except Exception:
                log.exception("demand: this round is lost")
            finally:
                connection.close()

    def flush(self) -> int:
        """Write down what is held; returns how many sums. When the database does not answer, it is held on."""
        with self.lock:
            held, self.held = self.held, Held()
        if not held.looks:
            return 0
        try:
            with transaction.atomic():
                return write(held, self.lot)
        except DatabaseError:
            log.warning("demand: the database does not answer, %s looks are held on", len(held.looks))
            with self.lock:
                self.held.looks[:0] = held.looks
                self.held.wishes.update(held.wishes)
            return 0


def write(held: Held, lot: Random) -> int:
    """Add up what is held, without staff and without an owner's looks at what is hers, and write the sums."""
    people = {one for _, one, _, _ in held.looks if one is not None}
    officers = set(User.objects.filter(pk__in=people, groups__name__in=STAFF).values_list("pk", flat=True))
    hers = {one: _own(one) for one in people - officers}
    totals: Counter[tuple[int, date, str, str]] = Counter()
    for day, person, what, products in held.looks:
        if person not in officers:
            own = hers.get(person, frozenset()) if person is not None else frozenset()
            totals.update((product, day, what.value, "") for product in products if product not in own)
    for day in {day for day, _, _ in held.wishes}:
        asked: Counter[Wish] = Counter()
        for (when, person, wish), times in held.wishes.items():
            if when == day and person not in officers:
                asked[wish] += times
        for (product, key), times in sums(asked, MOST_WISHES, lot).items():
            totals[(product, day, What.DROPPED.value, key)] += times
    rows = [(*key, n) for key, n in totals.items()]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [list(column) for column in zip(*rows, strict=True)])
    return len(totals)


def _own(person: int) -> frozenset[int]:
    """The products of the businesses a person acts for."""
    user = User.objects.filter(pk=person).first()
    found = Product.objects.filter(acts_for(user, "business")).values_list("pk", flat=True) if user else ()
    return frozenset(found)


memory = Counting()


def flush() -> int:
    """Write down what this process holds; the server calls it when a worker ends."""
    return memory.flush()
