"""The businesses a visitor meets first: complete, and with something to do for the demo's own people."""

from collections.abc import Mapping
from dataclasses import replace

from catalog.models import Category
from lebak_catalog.demo.filling.goods import rows
from lebak_catalog.demo.filling.names import Somebody
from lebak_catalog.demo.filling.plan import BusinessPlan, CertificatePlan, Places

# what is left to do for the people a visitor can be: fates of the first products, and the certificates
FATES = {
    "sari": ("live", "live", "edited", "edit_waiting", "live", "waiting", "back", "paused", "draft"),
    "dede": ("live", "live", "edit_back", "live", "waiting", "fixed", "withdrawn"),
}
CERTIFICATES = {
    "sari": (("pirt", "live", "expiring"), ("halal", "live", "valid"), ("trademark", "waiting", "valid")),
    "dede": (("pirt", "live", "valid"), ("halal", "back", "valid")),
}


def make_showcase(places: Places, categories: Mapping[str, Category]) -> list[BusinessPlan]:
    """The showcase, numbers from 1; a kecamatan or category that is not there takes the first one."""
    by_name = {villages[0].parent.name: villages for villages in places.villages.values() if villages[0].parent}
    anywhere = next(iter(places.villages.values()))
    shown = [row for row in rows("usaha_pilihan") if row["slug_kategori"] in categories]
    plans = []
    for number, row in enumerate(shown, start=1):
        here = by_name.get(row["kecamatan"], anywhere)
        plans.append(
            BusinessPlan(
                number=number,
                key=row["kunci"],
                owner=Somebody(row["pemilik"], row["pemilik"].split()[0], row["jenis_kelamin"] == "P"),
                name=row["nama"],
                form=row["bentuk"],
                brand=row["merek"],
                slug=row["slug_kategori"],
                village=here[number % min(4, len(here))],
                fate="live",
                days_ago=395 - 12 * number,
                story=row["cerita"],
            )
        )
    return plans


def finish_showcase(plans: list[BusinessPlan]) -> None:
    """Set what became of the products and papers of the showcase; call when they have some."""
    for plan in plans:
        for at, fate in enumerate(FATES.get(plan.key, ())[: len(plan.products)]):
            plan.products[at] = replace(plan.products[at], fate=fate)
        if plan.key in CERTIFICATES:
            plan.certificates = [CertificatePlan(*given) for given in CERTIFICATES[plan.key]]
