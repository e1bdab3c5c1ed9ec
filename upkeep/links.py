"""The round that looks whether links of businesses and products still lead somewhere; each about once a week.

Slowly: a shop platform holds thousands of them, so it is asked a few times a minute, and what one night does not reach
waits for the next. A link is dead after two looks a week apart that both found it gone; our own trouble never counts.
"""

import heapq
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from catalog import link_states
from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress
from registry.models import Business
from upkeep import letters, product_links
from upkeep.models import LinkCheck
from upkeep.queries import shown_links
from upkeep.web import Seen, Web, look

KIND = "upkeep.links"
AGAIN_AFTER = timedelta(days=6, hours=12)  # a week, less the hours by which a night may begin earlier
A_MINUTE = 20  # links of one host
ONE_NIGHT = timedelta(minutes=50)
MOST = 5_000  # links a night
State = LinkCheck.State


SHOWN = (shown_links, product_links.shown_links, product_links.shown_listings)


def collect() -> None:
    """Make the list of addresses equal to what is shown of businesses, of products, and of them in Katalog V6."""
    with transaction.atomic():
        gone = LinkCheck.objects.all()
        for shown in SHOWN:
            gone = gone.filter(~Exists(shown().filter(url=OuterRef("url"))))
        gone.delete()
        for shown in SHOWN:
            known = LinkCheck.objects.filter(url=OuterRef("url"))
            new = shown().filter(~Exists(known)).order_by("url").values_list("url", flat=True).distinct()
            LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in new], batch_size=2_000, ignore_conflicts=True)


def due(now: datetime) -> list[LinkCheck]:
    """What was not looked at for a week, the longest unseen first."""
    never_or_old = LinkCheck.objects.exclude(checked_at__gt=now - AGAIN_AFTER)
    return list(never_or_old.order_by(F("checked_at").asc(nulls_first=True), "id")[:MOST])


def write_down(check: LinkCheck, seen: Seen, *, now: datetime) -> bool:
    """Keep what was seen; True when the link became dead by it, and its owners are to be told."""
    with transaction.atomic():
        locked = LinkCheck.objects.select_for_update().filter(pk=check.pk).first()
        if locked is None or locked.checked_at != check.checked_at:
            return False  # nobody shows it any more, or somebody looked meanwhile
        was_dead = locked.state == State.DEAD
        locked.checked_at, locked.status = now, seen.status
        if seen.what == "ok":
            locked.state, locked.failures, locked.failed_since, locked.told_at = State.OK, 0, None, None
            locked.found_at = now
        elif seen.what in ("gone", "no host"):
            locked.failures = min(locked.failures + 1, 1_000)
            locked.failed_since = locked.failed_since or now
            locked.state = State.DEAD if locked.failures >= 2 else State.UNKNOWN
        elif not was_dead:
            locked.state = State.UNKNOWN  # what was found gone twice stays so until the page answers again
        became = locked.state == State.DEAD and not locked.told_at
        if became:
            locked.told_at = now
        locked.save()
    return became


def tell_owners(url: str) -> int:
    """Tell the owners with an account whose page shows this dead link; returns how many were told."""
    told = 0
    for link in (
        shown_links().filter(url=url, edition__business__is_shown=True).select_related("edition__business__owner__user")
    ):
        told += letters.tell_dead_link(link)
    return told


def tell_makers(urls: list[str]) -> int:
    """Tell the owners of products that show these dead addresses: one letter for each business, however many died."""
    found: dict[int, tuple[Business, list[str]]] = {}
    links: QuerySet[Any] = (
        product_links.dead_links().filter(url__in=urls).select_related("edition__product__business__owner__user")
    )
    listings: QuerySet[Any] = (
        product_links.dead_listings().filter(url__in=urls).select_related("product__business__owner__user")
    )
    for business, words in (
        *((one.edition.product.business, f"{one.get_platform_display()} “{one.product_name}”") for one in links),
        *((one.product.business, f"Katalog V6 “{one.product_name}”") for one in listings),
    ):
        found.setdefault(business.pk, (business, []))[1].append(words)
    return sum(letters.tell_dead_products(business, words) for business, words in found.values())


def in_turn(
    checks: list[LinkCheck], *, goes_on: Callable[[], bool], sleep: Callable[[float], None]
) -> Iterator[LinkCheck]:
    """The addresses one after the other, each host a few times a minute, as long as the night `goes_on`."""
    waiting: dict[str, list[LinkCheck]] = defaultdict(list)
    for check in reversed(checks):
        waiting[urlsplit(check.url).hostname or ""].append(check)
    turns = [(0.0, host) for host in sorted(waiting)]
    while turns and goes_on():
        at, host = heapq.heappop(turns)
        if (wait := at - time.monotonic()) > 0:
            sleep(wait)
        yield waiting[host].pop()
        if waiting[host]:
            heapq.heappush(turns, (time.monotonic() + 60 / A_MINUTE, host))


def run(
    progress: Progress | None = None,
    *,
    web: Web | None = None,
    now: Callable[[], datetime] = timezone.now,
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, int]:
    """One night; returns how many links were looked at, found dead, and owners told."""
    web, begun, done = web or Web(), now(), {"looked": 0, "dead": 0, "told": 0}
    collect()
    checks = due(begun)
    names_resolve: bool | None = None
    died: list[str] = []
    try:
        for check in in_turn(checks, goes_on=lambda: now() - begun < ONE_NIGHT, sleep=sleep):
            seen = look(check.url, web)
            if seen.what == "no host":
                names_resolve = web.works() if names_resolve is None else names_resolve
                seen = seen if names_resolve else Seen("unknown")
            if write_down(check, seen, now=now()):
                died.append(check.url)
                done["told"] += tell_owners(check.url)
            done["looked"] += 1
            if progress is not None:
                progress.tell(done=done["looked"], total=len(checks), words="Memeriksa tautan toko")
    finally:  # a worker that is asked to stop still tells what it found
        done["dead"] = len(died)
        done["told"] += tell_makers(died) if died else 0
    return done


def job(order: Job, progress: Progress) -> dict[str, Any]:
    """The nightly job."""
    return run(progress)


def register() -> None:
    """Put the round on the calendar and tell the catalogue what was seen; called when Django has loaded all models."""
    work.add(KIND, job)
    link_states.answers(product_links.states_of)
    repeated.every("10 23 * * *", KIND, "Memeriksa tautan toko")
