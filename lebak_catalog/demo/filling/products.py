"""Lists the products of a business the way its owner would, and lets officers decide; then their life goes on."""

import datetime
from random import Random
from typing import Any

from accounts.models import User
from catalog import actions as catalog
from catalog.models import Product, ProductEdition
from certification.models import Certificate
from lebak_catalog.demo.filling import details, offers
from lebak_catalog.demo.filling.clock import Moment, by_daylight
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.goods import Sample, facts, rounded
from lebak_catalog.demo.filling.plan import BusinessPlan, ProductPlan
from lebak_catalog.demo.filling.world import World
from registry.models import BusinessEdition

NOTES = (
    "Antar gratis di Rangkasbitung", "Ongkos kirim ditanggung pembeli", "Dikirim setiap Senin dan Kamis",
    "Bisa diambil di tempat", "Kemasan kayu untuk luar pulau, ongkos tambahan", "",
)  # fmt: skip
ONLY_HERE = ("Diantar pagi hari", "Bisa diambil di tempat", "")
FOR_FOOD = {"pirt", "halal", "bpom_food", "slhs", "psat", "organic", "haccp"}
MEASURES = {"Kecil": "sekitar 20 cm", "Sedang": "sekitar 30 cm", "Besar": "sekitar 45 cm"}
SHORT_LIVED = 10  # days: such goods are not sent far


def list_products(
    plan: BusinessPlan, edition: BusinessEdition, owner: User, papers: list[Certificate], world: World
) -> None:
    """All products of the plan, since the business was approved."""
    since = world.clock.moment
    for planned in plan.products:
        rng = dice("product", plan.number, planned.number)
        world.clock.set(_begin(planned.fate, since, world, rng))
        _one(plan, planned, edition, owner, papers, world, rng)


def _begin(fate: str, since: Moment, world: World, rng: Random) -> Moment:
    """When the owner starts typing: soon after the approval, or lately for what still waits."""
    recent = {"waiting": (0.15, 8.5), "back": (2, 30), "draft": (0.5, 40), "rejected": (5, 90)}
    if fate in recent:
        moment = world.clock.ago(days=rng.uniform(*recent[fate]))
    else:
        span = max(0.0, (world.clock.ago(days=6) - since).total_seconds())
        moment = since + datetime.timedelta(seconds=span * rng.random() ** 2.2)
    return max(by_daylight(moment, rng), since + datetime.timedelta(minutes=rng.randint(30, 300)))


def _one(
    plan: BusinessPlan, planned: ProductPlan, edition: BusinessEdition, owner: User, papers: list[Certificate],
    world: World, rng: Random,
) -> None:  # fmt: skip
    fate, sample = planned.fate, planned.sample
    claims = _claims(papers, world.categories[sample.slug].is_food)
    values, price = whole(plan, sample, claims, world, rng), rounded(rng.uniform(sample.low, sample.high))
    category = world.categories[sample.slug]
    values |= details.more_values(plan, planned.number, sample, category)
    right: dict[str, Any] = {}
    why = ""
    if fate in ("back", "fixed"):
        why, right, wrong = _slip(values, rng)
        values |= wrong
    draft = catalog.start_product(edition.business, by=owner)
    world.clock.later(minutes=rng.randint(4, 40))
    if fate == "draft":
        keep = ("name", "category", "unit", "description")[: rng.randint(2, 4)]
        catalog.save_draft(draft, {name: values[name] for name in keep}, by=owner)
        return
    rows = details.more_rows(plan, planned.number, sample, category)
    catalog.save_draft(draft, values, by=owner, certificates=claims, rows=rows)
    catalog.set_price(draft.product, price, by=owner)
    assert world.gallery is not None
    for shot in planned.shots:
        catalog.add_photo(draft, world.gallery.photo(shot), by=owner)
    submission = catalog.submit(draft, by=owner)
    if fate == "waiting":
        world.leave_waiting(submission, rng)
        return
    if fate in ("back", "rejected"):
        world.decide(catalog, submission, rng, {"back": "needs_changes"}.get(fate, fate), why)
        return
    if fate == "fixed":
        world.decide(catalog, submission, rng, "needs_changes", why)
        submission = _again(draft.product, right, owner, world, rng)
    world.decide(catalog, submission, rng)
    _life(draft.product, planned, price, owner, world, rng)


def _slip(values: dict[str, Any], rng: Random) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A slip that owners make: the reason of the officer, what would be right, and what was typed."""
    slips = {
        "capacity-looks-wrong": ("capacity_per_month", values["capacity_per_month"] * 40),
        "product-name-unclear": ("name", values["name"].split()[0].upper()),
        "description-too-short": ("description", "Enak dan murah." if values["halal_status"] else "Kuat dan awet."),
        "materials-missing": ("materials", ""),
    }
    why = rng.choice(sorted(slips))
    field, typed = slips[why]
    return why, {field: values[field]}, {field: typed}


def _again(product: Product, values: dict[str, Any], owner: User, world: World, rng: Random) -> Any:
    world.clock.set(by_daylight(world.clock.later(hours=rng.uniform(2, 50)), rng))
    draft = catalog.open_draft(product, by=owner)
    catalog.save_draft(draft, values, by=owner)
    world.clock.later(minutes=rng.randint(2, 30))
    return catalog.submit(draft, by=owner)


def _life(product: Product, planned: ProductPlan, price: int, owner: User, world: World, rng: Random) -> None:
    """Prices move, goods run out, listings are improved."""
    clock, fate = world.clock, planned.fate
    days = (clock.present - clock.moment).total_seconds() / 86400
    if rng.random() < 0.26 and days > 20:
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            clock.set(by_daylight(clock.later(days=rng.uniform(0.15, 0.3) * days), rng))
            jump = rng.random() < 0.04
            moved = rounded(price * (rng.uniform(1.34, 1.5) if jump else rng.uniform(0.94, 1.1)))
            catalog.set_price(product, moved, by=owner)
    if fate == "paused":
        catalog.set_availability(product, Product.Availability.PAUSED, None, by=owner)
    elif rng.random() < 0.2:
        made = Product.Availability.MADE_TO_ORDER
        catalog.set_availability(product, made, None, by=owner)
    elif rng.random() < 0.2:
        stock = rng.randint(1, 40) * max(1, facts()[planned.sample.slug].minimum // 2)
        catalog.set_availability(product, Product.Availability.READY, stock, by=owner)
    edition = ProductEdition.objects.get(product=product, is_live=True)
    more = dice("offers", product.business_id, planned.number)
    offers.offer_more(product, edition, owner, world, more)
    offers.go_to_inaproc(product, edition, owner, world, more)
    if fate == "withdrawn":
        clock.set(max(clock.moment, clock.ago(days=rng.uniform(1, 15))))
        catalog.unpublish(product, by=owner)
    elif fate.startswith("edit"):
        ago = {"edit_waiting": (0.2, 6), "edit_back": (3, 12)}.get(fate, (3, 60))
        clock.set(max(clock.moment, by_daylight(clock.ago(days=rng.uniform(*ago)), rng)))
        _edit(product, fate, owner, world, rng)


def _edit(product: Product, fate: str, owner: User, world: World, rng: Random) -> None:
    base = ProductEdition.objects.filter(product=product, is_live=True).get()
    changes: list[dict[str, Any]] = [
        {
            "capacity_per_month": (base.capacity_per_month or 1) * 2,
            "lead_time_days": max(1, (base.lead_time_days or 2) - 1),
        },
        {
            "description": base.description + " Kini tersedia kemasan baru yang lebih rapat.",
            "packaging": "kemasan baru",
        },
        {
            "minimum_order": max(1, (base.minimum_order or 2) // 2),
            "delivers": ProductEdition.Delivers.COUNTRY,
            "delivery_districts": [],
        },
    ]
    world.clock.later(minutes=20)
    draft = catalog.open_draft(product, by=owner)
    catalog.save_draft(draft, rng.choice(changes), by=owner)
    submission = catalog.submit(draft, by=owner)
    if fate == "edit_waiting":
        world.leave_waiting(submission, rng)
    else:
        world.decide(catalog, submission, rng, "needs_changes" if fate == "edit_back" else "approved")


def _claims(papers: list[Certificate], is_food: bool) -> list[Certificate]:
    return [paper for paper in papers if is_food or paper.kind_id not in FOR_FOOD]


def whole(plan: BusinessPlan, sample: Sample, claims: list[Certificate], world: World, rng: Random) -> dict[str, Any]:
    """The values of a complete listing."""
    about, category = facts()[sample.slug], world.categories[sample.slug]
    halal = ""
    if category.is_food:
        certified = any(paper.kind_id == "halal" for paper in claims)
        halal = "certified" if certified else rng.choice(("in_process", "none", "none"))
    times = 0.4 + rng.random() * 1.8
    lasts = about.shelf_life_days
    about_size = [["Ukuran", words] for size, words in MEASURES.items() if sample.name.endswith(size)]
    return {
        "name": sample.name,
        "category": category,
        "description": sample.description,
        "materials": about.materials,
        "specification": about_size,
        "brand": plan.brand if rng.random() < 0.75 else "",
        "packaging": about.packaging,
        "unit": sample.unit,
        "net_weight_grams": sample.grams if sample.grams > 1 else None,
        "minimum_order": max(1, round(about.minimum * rng.choice((0.5, 1, 1, 2)))),
        "capacity_per_month": max(1, round(about.capacity * times, -1 if about.capacity > 50 else 0)),
        "lead_time_days": max(0, about.lead_days + rng.randint(-1, 3)),
        "shelf_life_days": lasts or None,
        "delivery_area": rng.choice(ONLY_HERE if 0 < lasts <= SHORT_LIVED else NOTES),
        "halal_status": halal,
    }
