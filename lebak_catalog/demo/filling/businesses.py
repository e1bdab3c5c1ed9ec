"""Registers one business the way its owner would, and lets an officer decide."""

from random import Random
from typing import Any

from accounts.actions import sign_up
from accounts.contacts import Contact
from accounts.models import User
from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.clock import by_daylight
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.plan import BusinessPlan
from lebak_catalog.demo.filling.stories import story
from lebak_catalog.demo.filling.workshop import more_values, rows_of
from lebak_catalog.demo.filling.world import World
from registry import actions as registry
from registry.consents import NOTICE_VERSION, OPTIONAL
from registry.crosswalk import way_of
from registry.models import BusinessActivity, BusinessEdition
from registry.wizard import PARTS

Range = BusinessEdition.Range
# legal form -> ranges of capital, chances, workers
MONEY: dict[str, tuple[tuple[str, ...], tuple[int, ...], tuple[int, int]]] = {
    "cv": ((Range.UP_TO_300M, Range.UP_TO_1B, Range.UP_TO_2B), (4, 4, 2), (6, 28)),
    "pt": ((Range.UP_TO_1B, Range.UP_TO_5B, Range.UP_TO_10B), (4, 4, 2), (12, 64)),
    "pt_solo": ((Range.UP_TO_50M, Range.UP_TO_300M, Range.UP_TO_1B), (3, 5, 2), (3, 14)),
    "coop": ((Range.UP_TO_300M, Range.UP_TO_1B), (6, 4), (8, 40)),
    "group": ((Range.UP_TO_50M, Range.UP_TO_300M), (7, 3), (7, 24)),
    "sole": ((Range.UP_TO_50M, Range.UP_TO_300M, Range.UP_TO_1B), (80, 18, 2), (1, 8)),
    "ud": ((Range.UP_TO_50M, Range.UP_TO_300M, Range.UP_TO_1B), (50, 42, 8), (2, 12)),
}


def account(plan: BusinessPlan, world: World) -> User:
    """The owner's account, made by signing up."""
    if plan.key:
        return world.people[plan.key]
    return sign_up(name=plan.owner.name, contact=Contact("email" if "@" in plan.contact else "phone", plan.contact))


def register(plan: BusinessPlan, world: World) -> BusinessEdition | None:
    """Everything from the first field to the decision; the live edition, None when it is not on display."""
    rng, clock = dice("business", plan.number), world.clock
    clock.set(by_daylight(clock.ago(days=plan.days_ago), rng))
    owner = account(plan, world)
    edition = registry.start_business(by=owner, notice=NOTICE_VERSION)
    clock.later(minutes=rng.randint(8, 55))
    values = whole(plan, world, rng)
    if plan.fate == "draft":
        given = rng.sample(sorted(values), len(values) // 2)
        registry.save_draft(edition, {name: values[name] for name in given}, by=owner)
        return None
    slips = {"address-incomplete": ("street", "dekat balai desa"), "workers-look-wrong": ("workers_male", 120)}
    why = rng.choice(sorted(slips))
    field, typed = slips[why]
    slip = {field: typed} if plan.fate in ("back", "fixed") else {}
    more, rows = more_values(plan, values, rng), rows_of(plan, values["activity"], world, rng)
    registry.save_draft(edition, values | more | slip, by=owner, rows=rows)
    number = names.nik(plan.number, rng, is_woman=plan.owner.is_woman)
    registry.set_identity(edition.business.owner, nik=number, by=owner)
    if plan.key or (values["legal_form"] in ("sole", "ud") and plan.number % 3 == 0):
        registry.set_npwp(edition.business, number, by=owner)
    chances = {"show_contact": 0.9, "show_name": 0.8, "show_address": 0.65}
    answers = {text.purpose: bool(plan.key) or rng.random() < chances.get(text.purpose, 0.5) for text in OPTIONAL}
    registry.answer_consents(edition.business.owner, answers, by=owner)
    clock.later(hours=rng.choice((0.2, 0.5, 1, 3)))
    submission = registry.submit(edition, by=owner)
    if plan.fate == "waiting":
        world.leave_waiting(submission, rng)
        return None
    if plan.fate in ("back", "rejected"):
        world.decide(registry, submission, rng, {"back": "needs_changes"}.get(plan.fate, plan.fate), why)
        return None
    if plan.fate == "fixed":
        world.decide(registry, submission, rng, "needs_changes", why)
        submission = _again(edition, {field: values[field]}, owner, world, rng)
    world.decide(registry, submission, rng)
    return BusinessEdition.objects.select_related("business", "village__parent").get(submission=submission)


def _again(edition: BusinessEdition, values: dict[str, Any], owner: User, world: World, rng: Random) -> Any:
    """A new round with something changed; the new submission."""
    world.clock.set(by_daylight(world.clock.later(hours=rng.uniform(3, 40)), rng))
    draft = registry.open_draft(edition.business, by=owner)
    registry.save_draft(draft, values | {"draft_notes": _saved()}, by=owner)
    world.clock.later(minutes=rng.randint(3, 40))
    return registry.submit(draft, by=owner)


def afterwards(plan: BusinessPlan, edition: BusinessEdition, world: World) -> None:
    """What happened to a business on display: an edit, a wish for changes, a suspension."""
    rng, clock, owner = dice("afterwards", plan.number), world.clock, world.people.get(plan.key) or account(plan, world)
    if plan.fate == "suspended":
        clock.set(clock.ago(days=rng.uniform(2, 12)))
        why = rng.choice(("Tempat produksi pindah ke luar Lebak.", "Usaha berhenti sementara atas permintaan pemilik."))
        registry.suspend(edition.business, by=world.people["ratna"], reason=why)
    if not plan.fate.startswith("edit"):
        return
    days = {"edit_waiting": rng.uniform(0.2, 7), "edit_back": rng.uniform(4, 20)}.get(plan.fate, rng.uniform(3, 14))
    clock.set(by_daylight(clock.ago(days=days), rng))
    number = names.phone(5_000_000 + plan.number)
    workers = (edition.workers_female or 0) + rng.randint(1, 3)
    submission = _again(edition, {"whatsapp": number, "workers_female": workers}, owner, world, rng)
    if plan.fate == "edit_waiting":
        world.leave_waiting(submission, rng)
    else:
        world.decide(registry, submission, rng, "needs_changes" if plan.fate == "edit_back" else "approved")


def _saved() -> dict[str, Any]:
    return {"raw": {}, "saved": sorted(part.slug for part in PARTS)}


def _old_code(plan: BusinessPlan, world: World) -> BusinessActivity | None:
    """A code of KBLI 2020 that was split since, so that the portal has something to ask."""
    codes = world.categories[plan.slug].kbli_2020
    old = BusinessActivity.objects.filter(kbli_edition="2020", kbli_code__in=codes).prefetch_related("successors")
    return next((one for one in old if way_of(one).kind == "split"), None)


def whole(plan: BusinessPlan, world: World, rng: Random) -> dict[str, Any]:
    """The values of a complete registration."""
    ranges, chances, (least, most) = MONEY[plan.form]
    workers = rng.randint(least, most)
    women = rng.randint(0, workers)
    capital = rng.choices(ranges, chances)[0]
    founded = 2026 - int(rng.random() ** 1.6 * 24) - 1
    has_nib = bool(plan.key) or plan.form in ("cv", "pt", "pt_solo", "coop") or plan.number % 23 != 11
    activity = _old_code(plan, world) if plan.number % 8 == 5 else None
    codes = world.categories[plan.slug].kbli_2025
    activity = activity or next((world.activities[c] for c in codes if c in world.activities), None)
    phone = plan.contact if plan.contact.startswith("+") else names.phone(2_000_000 + plan.number)
    return {
        "name": plan.name,
        "legal_form": plan.form,
        "owner_name": plan.owner.name,
        "nib_status": "has" if has_nib else "none",
        "nib": names.nib(plan.number) if has_nib else "",
        "activity": activity or next(iter(world.activities.values())),
        "village": plan.village,
        **names.street(rng),
        "postal_code": plan.village.postal_code,
        "phone": phone,
        "whatsapp": phone if rng.random() < 0.93 else "",
        "email": plan.contact if "@" in plan.contact else "",
        "founded_year": founded,
        "workers_male": workers - women,
        "workers_female": women,
        "capital_range": capital,
        "sales_range": rng.choice((capital, capital, "")),
        "sales_year": 2025 if founded < 2025 else None,
        "is_vat_registered": plan.form in ("cv", "pt") and rng.random() < 0.35,
        "description": plan.story or story(plan, world.categories[plan.slug].name, founded, workers, rng),
        "draft_notes": _saved(),
    }
