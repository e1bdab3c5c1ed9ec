"""Fills the demo, a few businesses at a time; a run that was killed goes on where its last whole step ended."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from catalog import listening
from catalog.actions import stories
from catalog.models import Category, ProductSearch
from catalog.queries import public
from catalog.search.document import rebuild
from catalog.search.typo import rebuild_lexicon
from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.businesses import account, afterwards, register
from lebak_catalog.demo.filling.certificates import papers_of
from lebak_catalog.demo.filling.claimants import add_claimants
from lebak_catalog.demo.filling.clock import Clock
from lebak_catalog.demo.filling.clusters import make_clusters
from lebak_catalog.demo.filling.doubles import make_doubles
from lebak_catalog.demo.filling.faults import add_reports
from lebak_catalog.demo.filling.field import do_field_work
from lebak_catalog.demo.filling.gallery import Gallery
from lebak_catalog.demo.filling.history import invent_snapshots
from lebak_catalog.demo.filling.lists import make_lists
from lebak_catalog.demo.filling.looks import invent_looks
from lebak_catalog.demo.filling.needs import make_needs
from lebak_catalog.demo.filling.parts import halves, is_worth_it, second_half, stay_with
from lebak_catalog.demo.filling.plan import SIZES, BusinessPlan, Places, add_certificates, add_products, make_businesses
from lebak_catalog.demo.filling.products import list_products
from lebak_catalog.demo.filling.showcase import finish_showcase, make_showcase
from lebak_catalog.demo.filling.showroom import make_showroom
from lebak_catalog.demo.filling.talks import add_talks
from lebak_catalog.demo.filling.wishes import make_wishes
from lebak_catalog.demo.filling.world import NotReady, World, look_around
from lebak_catalog.demo.people import make_people
from registry import directory
from registry.duplicates import merging
from registry.duplicates.finding import left_to_the_night
from registry.models import Business, BusinessEdition
from review import actions as review
from review.models import Submission
from review.notices import tell_decision

AT_ONCE = 4  # businesses in one transaction
OPENED_DAYS_AGO = 420
LETTERS = 8  # decisions that the outbox of the demo shows

Say = Callable[[str], None]


def size_of(text: str) -> tuple[int, int, int]:
    """Businesses, products and palettes of a size: a word of SIZES, or how many products. Raises NotReady."""
    if text in SIZES:
        return SIZES[text]
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1_000_000):
        raise NotReady(f"Ukuran demo harus {', '.join(SIZES)}, atau banyaknya produk. Anda mengisi {text!r}.")
    products = int(text)
    return max(20, products * 22 // 100), products, 3


def fill(size: str, say: Say) -> int:
    """Make what is missing of a demo of this size; returns how many businesses were added.

    Raises NotReady in production, for a size that is none, and before the lists are loaded.
    """
    with prepared(size) as (world, plans):
        missing = not_made(plans)
        if is_worth_it(missing):
            with second_half(size):
                make(not_made(halves(plans)[0]), world, say)
        make(not_made(plans), world, say)
        make_clusters(world.people["ratna"])
        with transaction.atomic():
            add_claimants(world)
        do_field_work(world)
        make_doubles(world)
        make_wishes(world)
        add_talks(world)
        add_reports(world)
        if missing:
            world.clock.set(world.clock.ago(days=1))
            make_lists(world.people)
        invent_snapshots(world.clock)
    make_needs(timezone.localdate())
    finish(bool(missing), say)
    with replaced(stories, "tell_owner", lambda _: 0), transaction.atomic():
        make_showroom(world.people)
    invent_looks()
    if missing:
        send_letters([world.people[plan.key] for plan in plans if plan.key])
    return len(missing)


def fill_second_half(size: str) -> None:
    """What the helper of `fill` does: the other half, as long as the first process lives."""
    parent = os.getppid()
    with prepared(size) as (world, plans):
        make(not_made(halves(plans)[1]), world, lambda _: None, before_each=lambda: stay_with(parent))


@contextmanager
def prepared(size: str) -> Iterator[tuple[World, list[BusinessPlan]]]:
    """The world and the plan, with mails held back, search rows held back, and the clock in our hands."""
    if settings.PRODUCTION:
        raise NotReady("Data rekaan tidak boleh masuk ke portal sungguhan. Jalankan dengan MODE=demo.")
    businesses, products, palettes = size_of(size)
    with ExitStack() as quiet:
        clock = quiet.enter_context(Clock().running())
        quiet.enter_context(replaced(review, "tell_decision", lambda *_: None))
        quiet.enter_context(replaced(listening, "refresh", lambda _: None))
        quiet.enter_context(replaced(directory, "refresh", lambda _: None))
        quiet.enter_context(replaced(merging, "tell_merged", lambda _: None))
        quiet.enter_context(left_to_the_night())
        quiet.enter_context(few_sweeps())
        clock.set(clock.ago(days=OPENED_DAYS_AGO))
        world = look_around(make_people, clock)
        yield world, make_plan(businesses, products, palettes, world.places, world.categories)


def make_plan(
    businesses: int, products: int, palettes: int, places: Places, categories: Mapping[str, Category]
) -> list[BusinessPlan]:
    """All that the demo contains; the same for the same size."""
    shown = make_showcase(places, categories)
    plans = shown + make_businesses(businesses - len(shown), len(shown) + 1, places, categories)
    add_products(plans, products, palettes, categories)
    add_certificates(plans, categories)
    finish_showcase(shown)
    return plans


def not_made(plans: list[BusinessPlan]) -> list[BusinessPlan]:
    """The plans whose owner has no business yet, and whose NIB nobody has: a person may have changed her contact."""
    contacts = Business.objects.values_list("owner__user__phone", "owner__user__email")
    known = {contact for pair in contacts for contact in pair if contact}
    people = make_people()
    known |= set(BusinessEdition.objects.exclude(nib="").values_list("nib", flat=True))

    def marks(plan: BusinessPlan) -> set[str]:
        """What tells that this business is there."""
        contact = people[plan.key].phone or people[plan.key].email if plan.key else plan.contact
        return {contact or "", names.nib(plan.number)}

    return [plan for plan in plans if known.isdisjoint(marks(plan))]


def make(plans: list[BusinessPlan], world: World, say: Say, before_each: Callable[[], None] = lambda: None) -> None:
    """A few businesses at a time with everything they have, whole or not at all."""
    told = 0
    shots = (shot for plan in plans for product in plan.products for shot in product.shots)
    with Gallery(shots) as world.gallery:
        for begin in range(0, len(plans), AT_ONCE):
            with transaction.atomic(), replaced(connection.features, "uses_savepoints", False):
                for plan in plans[begin : begin + AT_ONCE]:
                    before_each()
                    make_one(plan, world)
            percent = min(100, (begin + AT_ONCE) * 100 // len(plans))
            if percent >= told + 10 or percent == 100 > told:
                told = percent
                say(f"    {percent}%")


def make_one(plan: BusinessPlan, world: World) -> None:
    """One business with its papers and products."""
    edition = register(plan, world)
    if edition is None:
        return
    owner, approved = account(plan, world), world.clock.moment
    papers = papers_of(plan, edition, owner, world)
    world.clock.set(approved)
    list_products(plan, edition, owner, papers, world)
    afterwards(plan, edition, world)


def finish(changed: bool, say: Say) -> None:
    """Write the search rows that were held back, and let the database look at its tables."""
    if not changed and ProductSearch.objects.count() == public().count():
        return
    say("    Menyusun daftar pencarian")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        rebuild()
        directory.rebuild()
        rebuild_lexicon()
        cursor.execute("analyze")


def send_letters(people: list[User]) -> None:
    """The newest decisions about the demo's own people, so that the outbox shows what owners get."""
    decided = Submission.objects.filter(submitted_by__in=people, decided_by__isnull=False).order_by(
        "-decided_at", "-id"
    )
    for pk in reversed(decided.values_list("pk", flat=True)[:LETTERS]):
        tell_decision(pk)


@contextmanager
def few_sweeps() -> Iterator[None]:
    """Python looks for cycles less often: a tenth faster, for a little memory."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def replaced(holder: Any, name: str, value: object) -> Iterator[None]:
    """Put `value` in the place of `holder.name` until the end of the block."""
    kept = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, kept)
