"""What the demo's owners publish beside the plate: prices for many, prices of variants, steps into Katalog V6."""

from random import Random

from django.utils.text import slugify

from accounts.models import User
from catalog import actions as catalog
from catalog.models import Product, ProductEdition
from lebak_catalog.demo.filling.goods import rounded
from lebak_catalog.demo.filling.world import World

TIERED, WITH_STOCK, ON_THE_WAY = 0.35, 0.7, 0.45
WHY_REFUSED = (
    "Foto produk kurang jelas dan ada watermark. Unggah foto dengan latar putih.",
    "KBLI penyedia tidak sesuai dengan kategori yang dipilih.",
    "Deskripsi memuat klaim tanpa bukti. Lampirkan sertifikat atau hapus klaim.",
)
# how far they come: ready, submitted, refused, live, with their weights
ENDS = (("ready", 30), ("submitted", 22), ("refused", 14), ("live", 34))


def offer_more(product: Product, edition: ProductEdition, owner: User, world: World, rng: Random) -> None:
    """Tiers and variants in one act, as the page of prices does it."""
    price, minimum = product.price_before_vat or 0, edition.minimum_order or 1
    tiers: list[tuple[int, int]] = []
    if price >= 2_000 and rng.random() < TIERED:
        last = price
        for times, cut in ((5, 0.95), (20, 0.9))[: rng.randint(1, 2)]:
            lower = rounded(price * cut)
            if lower < last:
                tiers.append((max(2, minimum * times), lower))
                last = lower
    variants = {}
    for row in edition.variants.all():
        own = rounded(price * rng.choice((1, 1, 1.05, 1.1)))
        stock = rng.randint(0, 60) if rng.random() < WITH_STOCK else None
        variants[row.key] = (own if own != price else None, stock)
    if tiers or variants:
        world.clock.later(minutes=rng.randint(5, 600))
        offer = catalog.Offer(price, product.availability, product.stock, tiers, variants)
        catalog.set_offer(product, offer, by=owner)


def go_to_inaproc(product: Product, edition: ProductEdition, owner: User, world: World, rng: Random) -> None:
    """Some products go into the government's catalogue, some stop on the way; what V6 would refuse stays at home."""
    if rng.random() > ON_THE_WAY or catalog.inaproc_gaps(product):
        return
    end = rng.choices([state for state, _ in ENDS], [weight for _, weight in ENDS])[0]
    way = {"ready": ("ready",), "submitted": ("ready", "submitted")}.get(end, ("ready", "submitted", end))
    for state in way:
        world.clock.later(hours=rng.uniform(2, 60))
        if world.clock.moment > world.clock.present:
            return
        address = f"https://katalog.inaproc.id/contoh/{slugify(edition.name)}-{product.code}"
        catalog.move_inaproc(
            product,
            state,
            by=owner if state != "live" else world.officer(rng),
            reason=rng.choice(WHY_REFUSED) if state == "refused" else "",
            url=address if state == "live" else "",
        )
