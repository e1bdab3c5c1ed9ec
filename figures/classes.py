"""Scale and industry class of many businesses at once: the rules of registry.scale, asked once for each combination.

There are 75,000 businesses but only some thousand different answers, so PostgreSQL gets them as small tables to join.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from registry import scale
from registry.models import BusinessEdition
from review.in_force import in_force

# An own answer on investment decides where the register has one; until then the capital stands for it. Both are asked
# without land and building.
HAS_INVESTMENT = any(field.name == "investment_range" for field in BusinessEdition._meta.get_fields())
INVESTMENT = "coalesce(nullif(e.investment_range, ''), e.capital_range)" if HAS_INVESTMENT else "e.capital_range"

SCALE_KEY = "e.capital_range || '|' || e.sales_range || '|' || coalesce(e.founded_year, 0)"  # one text: a hash join
SCALES = "select distinct e.capital_range, e.sales_range, coalesce(e.founded_year, 0) from registry_businessedition e"
ACTIVITIES = "select distinct kbli_code from registry_businessactivity"
INDUSTRIES = f"""
    select distinct coalesce(e.workers_male, 0) + coalesce(e.workers_female, 0), {INVESTMENT}
    from registry_businessedition e where e.workers_male is not null or e.workers_female is not null"""  # noqa: S608

JOINS = f"""
    left join unnest(%(scale_key)s::text[], %(scale)s::text[]) as sc(key, scale) on sc.key = {SCALE_KEY}
    left join unnest(%(industry_codes)s::text[]) as ind(kbli) on ind.kbli = a.kbli_code
    left join unnest(%(class_workers)s::bigint[], %(class_investment)s::text[], %(class)s::text[])
        as cl(workers, investment, class)
        on ind.kbli is not null and (e.workers_male is not null or e.workers_female is not null)
        and cl.workers = coalesce(e.workers_male, 0) + coalesce(e.workers_female, 0) and cl.investment = {INVESTMENT}"""


@dataclass(frozen=True)
class Classes:
    """`values` for the placeholders of JOINS, and `sources` of the rules behind them."""

    values: dict[str, Any]
    sources: dict[str, str]


def industry_class_of(workers: int, investment_range: str, *, on: date) -> str:
    """Industry class from workers and a range of money; empty while the money is unknown.

    A range is named by its inclusive upper bound, the rule says "below": one rupiah less stands for the range.
    """
    if not investment_range:
        return ""
    return scale.industry_class(workers, int(investment_range) - 1, on=on) or ""


def classes_on(day: date) -> Classes:
    """Ask the rules in force on `day` for every combination in the register; three statements."""
    with connection.cursor() as cursor:
        cursor.execute(SCALES)
        scales = cursor.fetchall()
        cursor.execute(ACTIVITIES)
        codes = [code for (code,) in cursor.fetchall()]
        cursor.execute(INDUSTRIES)
        industries = cursor.fetchall()
    values = {
        "scale_key": ["|".join(map(str, row)) for row in scales],
        "scale": [scale.scale_of_ranges(row[0], row[1], row[2] or None, on=day).scale or "" for row in scales],
        "industry_codes": [code for code in codes if scale.is_manufacturing(code, on=day)],
        "class_workers": [row[0] for row in industries],
        "class_investment": [row[1] for row in industries],
        "class": [industry_class_of(row[0], row[1], on=day) for row in industries],
    }
    rules = Path(scale.RULES)
    sources = {
        name: f"{entry['source']} (berlaku sejak {entry['from']:%d-%m-%Y})"
        for name in ("business_scale", "industry_class")
        for entry in [in_force(rules / f"{name}.json", day)]
    }
    return Classes(values, sources)
