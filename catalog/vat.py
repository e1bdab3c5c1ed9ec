"""PPN on a price, by the dated rule in force. Only a PKP charges it; most small makers are not."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from review.in_force import in_force

RULES = Path(__file__).parent / "rules" / "vat.json"


@dataclass(frozen=True)
class Price:
    """A price in whole rupiah: without PPN, the PPN, and what the buyer pays."""

    before_vat: int
    vat: int
    total: int


def price_with_vat(price_before_vat: int, is_vat_registered: bool, *, on: date | None = None) -> Price:
    """PPN of a price, rounded half up to whole rupiah; none when the seller is not a PKP (PMK 131/2024).

    Raises ValueError for a negative price and NoRuleInForce for a day before the first entry.
    """
    if price_before_vat < 0:
        raise ValueError("a price cannot be negative")
    if not is_vat_registered:
        return Price(price_before_vat, 0, price_before_vat)
    rule = in_force(RULES, on or timezone.localdate())
    above, below = rule["base"][0] * rule["rate_percent"], rule["base"][1] * 100
    vat = (2 * price_before_vat * above + below) // (2 * below)
    return Price(price_before_vat, vat, price_before_vat + vat)
