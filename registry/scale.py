"""How large a business is: UMKM scale (any business) and industry class (manufacturing), by dated rules of law."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from registry.models import BusinessEdition
from review.in_force import in_force

RULES = Path(__file__).parent / "rules"
UMKM = ("micro", "small", "medium")
UMKK = ("micro", "small")


@dataclass(frozen=True)
class BusinessScale:
    """The scale, which figure decided (`capital` or `sales`, empty when neither is known), and what each would say."""

    scale: str | None
    criterion: str
    by_capital: str | None
    by_sales: str | None

    @property
    def disagrees(self) -> bool:
        """True when both figures are known and say different things: the reviewer sees both."""
        return None not in (self.by_capital, self.by_sales) and self.by_capital != self.by_sales


def _step(amount: int | None, bounds: dict[str, int]) -> str | None:
    """The first class whose inclusive upper bound holds the amount; `large` above all; None for an unknown amount."""
    if amount is None:
        return None
    if amount < 0:
        raise ValueError("an amount of money cannot be negative")
    return next((name for name in UMKM if amount <= bounds[name]), "large")


def business_scale(
    capital: int | None, sales: int | None, founded_on: date | None = None, *, on: date | None = None
) -> BusinessScale:
    """Scale by PP 7/2021 art. 35, in whole rupiah; capital without land and building, sales of a year.

    Capital decides for a business founded since the rule came into force, sales for older ones and for an unknown
    founding day; the only known figure decides alone. Raises ValueError for a negative amount.
    """
    rule = in_force(RULES / "business_scale.json", on or timezone.localdate())
    by_capital, by_sales = _step(capital, rule["capital"]), _step(sales, rule["sales"])
    young = founded_on is not None and founded_on >= date.fromisoformat(rule["capital_decides_from"])
    if by_capital and (young or not by_sales):
        return BusinessScale(by_capital, "capital", by_capital, by_sales)
    return BusinessScale(by_sales, "sales" if by_sales else "", by_capital, by_sales)


def capital_decides(*, on: date | None = None) -> date:
    """The day since which capital decides about a newly founded business (PP 7/2021); sales for older ones."""
    return date.fromisoformat(
        in_force(RULES / "business_scale.json", on or timezone.localdate())["capital_decides_from"]
    )


def scale_of_ranges(
    capital_range: str, sales_range: str, founded_year: int | None, *, on: date | None = None
) -> BusinessScale:
    """Scale from the ranges owners pick (`BusinessEdition.Range`: the upper bound as text, empty for no answer)."""
    founded_on = date(founded_year, 12, 31) if founded_year and date.min.year <= founded_year <= date.max.year else None
    capital, sales = (int(bound) if bound else None for bound in (capital_range, sales_range))
    return business_scale(capital, sales, founded_on, on=on)


@cache
def scale_table(on: date) -> tuple[int, dict[str, str | None]]:
    """The rule as PostgreSQL can look it up: the first founding year of a young business, and `capital|sales|young`
    (ranges as `scale_of_ranges` takes them; young: 1 or 0) -> scale."""
    young = capital_decides(on=on).year
    ranges = ["", *BusinessEdition.Range.values]
    return young, {
        f"{capital}|{sales}|{is_young:d}": scale_of_ranges(capital, sales, young if is_young else None, on=on).scale
        for capital in ranges
        for sales in ranges
        for is_young in (False, True)
    }


def is_manufacturing(kbli_code: str, *, on: date | None = None) -> bool:
    """True for a KBLI code of the manufacturing divisions (10 to 33, both editions)."""
    first, last = in_force(RULES / "industry_class.json", on or timezone.localdate())["manufacturing_divisions"]
    return kbli_code[:2].isdigit() and first <= int(kbli_code[:2]) <= last


def industry_class(workers: int | None, investment: int | None, *, on: date | None = None) -> str | None:
    """`small`, `medium` or `large` industry by Permenperin 64/2016; None while a figure is unknown.

    Ask only for manufacturing businesses (`is_manufacturing`). Raises ValueError for a negative figure.
    """
    if workers is None or investment is None:
        return None
    if workers < 0 or investment < 0:
        raise ValueError("workers and investment cannot be negative")
    rule = in_force(RULES / "industry_class.json", on or timezone.localdate())
    if workers <= rule["small_workers"]:
        return "small" if investment < rule["small_investment_below"] else "medium"
    return "medium" if investment <= rule["medium_investment"] else "large"


def is_ikm(industry: str | None) -> bool:
    """IKM: a small or medium *industry*; `industry` comes from `industry_class`."""
    return industry in ("small", "medium")


def is_umkm(scale: str | None) -> bool:
    """UMKM: a micro, small or medium business of any sector."""
    return scale in UMKM


def is_umkk(scale: str | None, legal_form: str = "") -> bool:
    """UMKK in procurement: micro, small, or a cooperative of any size (Perpres 16/2018 art. 65, Inpres 2/2022)."""
    return legal_form == "coop" or scale in UMKK
