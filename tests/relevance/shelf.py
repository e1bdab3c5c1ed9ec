"""Puts the catalogue of catalogue.txt on display: true rows of all tables, written in bulk."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from catalog.loading import load_categories
from catalog.models import Category, Product, ProductEdition
from catalog.search.document import rebuild
from catalog.search.typo import rebuild_lexicon
from registry.models import Business
from review.models import Kind, State, Submission
from tests import build

HERE = Path(__file__).parent
DISTRICTS = ("Rangkasbitung", "Malingping", "Leuwidamar", "Bayah", "Sobang", "Cipanas", "Wanasalam", "Cijaku")
MAKERS = (
    "Ambu Enah", "Sinar Mekar", "Karya Ibu", "Tani Makmur", "Warung Teh Nia", "Cahaya Selatan", "Mandiri Sejahtera",
    "Abah Jaya", "Sumber Rejeki", "Dapur Bunda", "Putra Daerah", "Harapan Baru", "Mitra Usaha", "Berkah Alam",
    "Lestari", "Pasundan",
)  # fmt: skip


def lines() -> list[tuple[str, str, str, str]]:
    """Leaf of the tree, name, materials, description of every product."""
    text = (HERE / "catalogue.txt").read_text(encoding="utf-8")
    return [tuple(part.strip() for part in line.split("|")) for line in text.splitlines() if line]  # type: ignore[misc]


def keys() -> list[str]:
    """What judgements call the products: leaf and place in it, 01.01.01/1."""
    seen: dict[str, int] = {}
    found = []
    for leaf, *_ in lines():
        seen[leaf] = seen.get(leaf, 0) + 1
        found.append(f"{leaf}/{seen[leaf]}")
    return found


def _businesses(owner: User, officer: User) -> list[Business]:
    return [
        build.live_business(owner, officer, name=name, village=build.village("Desa " + district, district)).business
        for name, district in zip(MAKERS, DISTRICTS * 2, strict=True)
    ]


def fill(owner: User, officer: User) -> dict[str, str]:
    """All products on display; returns the key of each product by its code."""
    load_categories()
    leaves = {one.code: one for one in Category.objects.all()}
    makers, now = _businesses(owner, officer), timezone.now()
    rows = lines()
    plates = Product.objects.bulk_create(
        Product(business=makers[n % len(makers)], created_by=owner, price_before_vat=10_000 + n * 500)
        for n in range(len(rows))
    )
    papers = Submission.objects.bulk_create(
        Submission(
            room="catalog", kind=Kind.PRODUCT, subject_code=plate.code, title=name, state=State.APPROVED,
            submitted_by=owner, submitted_at=now - timedelta(days=n + 2), due_at=now, hands=[owner.pk],
            decided_by=officer, decided_at=now - timedelta(days=n + 1),
        )
        for n, (plate, (_, name, _, _)) in enumerate(zip(plates, rows, strict=True))
    )  # fmt: skip
    ProductEdition.objects.bulk_create(
        ProductEdition(
            product=plate, category=leaves[leaf], name=name, materials=materials.strip("-"), description=words,
            unit="bungkus", minimum_order=1, capacity_per_month=100, lead_time_days=3, halal_status="none",
            submission=paper, is_live=True, is_open=False, number=1, hands=[owner.pk], created_by=owner,
        )
        for plate, paper, (leaf, name, materials, words) in zip(plates, papers, rows, strict=True)
    )  # fmt: skip
    rebuild()
    rebuild_lexicon()
    return {plate.code: key for plate, key in zip(plates, keys(), strict=True)}
