"""What the registration asks besides: papers, capacity, materials and where from, further places, shops, exports."""

import datetime
from random import Random
from typing import Any

from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.goods import near
from lebak_catalog.demo.filling.plan import BusinessPlan
from lebak_catalog.demo.filling.world import World
from registry.details import Rows
from registry.legal_papers import papers_of
from registry.models import BusinessActivity, BusinessEdition

ORIGINS, CHANCES = ("home", "province", "domestic"), (70, 18, 12)
IMPORTED = {"kedelai": "US", "tepung terigu": "AU", "cokelat": "MY", "benang": "CN", "aluminium": "CN"}
SOLD_TO = ("MY", "SG", "JP", "AE", "NL", "BN", "AU", "KR")
RANGES = [value for value, _ in BusinessEdition.Range.choices]


def more_values(plan: BusinessPlan, values: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Values that follow from those of a registration: investment, capacity, papers, who is in charge."""
    at = RANGES.index(values["capital_range"])
    found: dict[str, Any] = {
        "investment_range": RANGES[max(at - rng.choice((0, 1, 1)), 0)] if rng.random() < 0.85 else "",
    }
    if rng.random() < 0.9:
        found["production_capacity"] = plan.facts.capacity * rng.choice((1, 1, 2, 3))
        found["capacity_unit"] = plan.products[0].sample.unit if plan.products else "pcs"
    papers = papers_of(plan.form)
    if papers and rng.random() < 0.85:
        founded = datetime.date(values["founded_year"], rng.randint(1, 12), rng.randint(1, 28))
        found |= {"deed_number": f"{rng.randint(1, 98):02d}", "deed_date": founded}
        if papers.ministry:
            number = f"AHU-0000{names.spread(plan.number) % 1000:03d}.AH.01.TAHUN {founded.year}"
            found |= {"ministry_number": number, "ministry_date": founded}
    if plan.form in ("cv", "pt", "coop", "group") and rng.random() < 0.4:
        found["responsible_person"] = names.somebody(rng).name
        found["responsible_phone"] = names.phone(7_000_000 + plan.number)
    return found


def rows_of(plan: BusinessPlan, activity: BusinessActivity, world: World, rng: Random) -> Rows:
    """The lists of a registration; an empty one is left out."""
    found = {
        "other_activities": _activities(plan, activity, world, rng),
        "places": _places(plan, world, rng),
        "materials": _materials(plan, rng),
        "marketplaces": _shops(plan, rng),
        "exports": [{"country": code, "year": 2025} for code in rng.sample(SOLD_TO, 2)] if rng.random() < 0.05 else [],
    }
    return {name: rows for name, rows in found.items() if rows}


def _activities(plan: BusinessPlan, main: BusinessActivity, world: World, rng: Random) -> list[dict[str, Any]]:
    if rng.random() > 0.15:
        return []
    slugs = [slug for slug in near(plan.slug) if slug in world.categories]
    codes = [code for slug in slugs for code in world.categories[slug].kbli_2025[:1]]
    return [{"activity": world.activities[code]} for code in codes if code in world.activities][:1]


def _places(plan: BusinessPlan, world: World, rng: Random) -> list[dict[str, Any]]:
    if rng.random() > (0.6 if plan.form in ("cv", "pt") else 0.12):
        return []
    village = rng.choice(world.places.villages[rng.choice(sorted(world.places.villages))])
    place = {"kind": rng.choice(("shop", "shop", "warehouse", "production")), "region": village}
    return [{**place, **names.street(rng), "postal_code": village.postal_code}]


def _materials(plan: BusinessPlan, rng: Random) -> list[dict[str, Any]]:
    if rng.random() > 0.85:
        return []
    listed = [one.strip() for one in plan.facts.materials.split(",") if one.strip()][:3]
    shares = {1: (100,), 2: (80, 20), 3: (70, 20, 10)}.get(len(listed), ())
    found = []
    for name, share in zip(dict.fromkeys(listed), shares, strict=False):
        country = next((code for word, code in IMPORTED.items() if word in name and rng.random() < 0.5), "")
        origin = "imported" if country else rng.choices(ORIGINS, CHANCES)[0]
        found.append({"name": name.capitalize()[:80], "origin": origin, "country": country, "share_percent": share})
    return found


def _shops(plan: BusinessPlan, rng: Random) -> list[dict[str, Any]]:
    """Addresses that belong to nobody: "contoh" and the number of the business."""
    shop = f"contoh-usaha-{plan.number:05d}"
    known = {
        "tokopedia": f"https://www.tokopedia.com/{shop}",
        "shopee": f"https://shopee.co.id/{shop}",
        "instagram": f"https://www.instagram.com/{shop.replace('-', '_')}/",
        "website": f"https://{shop}.example/",
    }
    chosen = rng.sample(sorted(known), rng.choice((0, 0, 1, 1, 2)))
    return [{"platform": platform, "url": known[platform]} for platform in chosen]
