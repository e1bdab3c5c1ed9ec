"""Reports of visitors for the demo: one that waits, one that its owner may reply to, one that was answered."""

from accounts.models import User
from catalog.queries import public
from faults import actions
from faults.models import Report
from faults.subjects import Subject, find
from lebak_catalog.demo.filling.world import World
from registry.queries import acts_for

DOUBTED = "Di lapak tertulis halal, tetapi nomor di labelnya tidak bisa saya temukan."
THANKS = "Terima kasih. Pemilik usaha sudah memperbarui harganya."


def add_reports(world: World) -> None:
    """Three reports; nothing when there are some already."""
    if Report.objects.exists():
        return
    rina = world.people["rina"]
    sari, dede = (_products_of(world.people[name]) for name in ("sari", "dede"))
    if len(sari) < 2 or not dede:
        return
    world.clock.set(world.clock.ago(hours=50))
    old = actions.report(sari[0], "price", "", by=None)
    asked = actions.report(sari[1], "photo", "Kemasan di foto berbeda dengan yang saya beli.", by=None)
    world.clock.later(hours=6)
    actions.take(asked, by=rina, tell=True)
    actions.answer(old, "answered", THANKS, by=rina, public_line="Harga sudah diperbarui pemilik.")
    world.clock.set(world.clock.ago(hours=3))
    actions.report(dede[0], "claim", DOUBTED, by=None)
    world.clock.set(world.clock.present)


def _products_of(owner: User) -> list[Subject]:
    """The first products on display of hers."""
    codes = public().filter(acts_for(owner, "product__business")).order_by("product_id")
    found = [find("produk", code) for code in codes.values_list("product__code", flat=True)[:2]]
    return [one for one in found if one is not None]
