"""The order in which government buys domestic products ("Urutan PDN"), Perpres 16/2018 art. 66(2)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from review.in_force import in_force

RULES = Path(__file__).parent / "rules" / "domestic_preference.json"


def reaches_40(tkdn: Decimal | None, bmp: Decimal | None = None, *, on: date | None = None) -> bool:
    """True when TKDN plus BMP reach the 40 percent of the rule; never without a TKDN certificate."""
    rule = in_force(RULES, on or timezone.localdate())
    return tkdn is not None and tkdn + (bmp or 0) >= rule["enough_tkdn_and_bmp"]


def preference_tier(
    tkdn: Decimal | None, *, listed_in_siinas: bool, a_comparable_product_reaches_40: bool, on: date | None = None
) -> int | None:
    """Tier 1 (buy first) to 4, or None when the product has no place in the order.

    "Comparable" is our simplification: products of the same leaf category; say so where the tier is shown.
    """
    rule = in_force(RULES, on or timezone.localdate())
    if tkdn is None:
        return 4 if listed_in_siinas else None
    if tkdn < rule["enough_tkdn"]:
        return 3
    return 1 if a_comparable_product_reaches_40 else 2
