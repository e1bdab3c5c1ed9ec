"""How businesses are counted: who is in the register at a moment, and the sums over them.

The same two pieces of SQL make a snapshot and the figures of today, so that they can never disagree in method.
"""

import datetime
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from figures.classes import JOINS, Classes, classes_on

COLUMNS = (
    "business_code", "state", "merged_into_code", "registered_on", "founded_year", "village_code", "district_code",
    "district_name", "kbli_code", "kbli_edition", "legal_form", "owner_sex", "scale", "is_industry", "industry_class",
    "is_ikm", "is_umkm", "workers_male", "workers_female", "sales_range", "capital_range", "has_nib",
)  # fmt: skip
# dimension -> the column it groups by
DIMENSIONS = {
    "district": "district_code",
    "scale": "scale",
    "kind": "case when is_ikm then 'ikm' when is_industry and industry_class = '' then 'unclear'"
    " when is_industry then 'large_industry' when is_umkm then 'umkm' else 'other' end",
    "industry_class": "case when is_industry then industry_class else '-' end",
    "division": "left(kbli_code, 2)",
    "legal_form": "legal_form",
    "owner_sex": "owner_sex",
    "sales_range": "sales_range",
    "capital_range": "capital_range",
}
MEASURES = {
    "units": "count(*)",
    "ikm": "count(*) filter (where is_ikm)",
    "umkm": "count(*) filter (where is_umkm)",
    "unclear": "count(*) filter (where is_industry and industry_class = '')",
    "no_scale": "count(*) filter (where scale = '')",
    "women": "count(*) filter (where owner_sex = 'female')",
    "sex_known": "count(*) filter (where owner_sex <> '')",
    "nib": "count(*) filter (where has_nib)",
    "reporting": "count(*) filter (where workers_male is not null or workers_female is not null)",
    "workers": "coalesce(sum(coalesce(workers_male, 0) + coalesce(workers_female, 0)), 0)",
    "workers_female": "coalesce(sum(workers_female), 0)",
    "answered_sales": "count(*) filter (where sales_range <> '')",
}

# In the register at %(moment)s: approved by then (and not undone since).
REGISTER = f"""
select b.code as business_code,
    case when b.merged_into_id is not null then 'merged'
        when b.closed_at < %(moment)s then 'closed'
        when b.suspended_at < %(moment)s then 'suspended'
        when b.dormant_at < %(moment)s then 'dormant' else 'active' end as state,
    {{merged}} as merged_into_code, {{registered}} as registered_on,
    e.founded_year, coalesce(village.code, '') as village_code, coalesce(district.code, '') as district_code,
    coalesce(district.name, '') as district_name, coalesce(a.kbli_code, '') as kbli_code,
    coalesce(a.kbli_edition, '') as kbli_edition, e.legal_form, owner.sex as owner_sex,
    coalesce(sc.scale, '') as scale, ind.kbli is not null as is_industry, coalesce(cl.class, '') as industry_class,
    coalesce(cl.class, '') in ('small', 'medium') as is_ikm,
    coalesce(sc.scale, '') in ('micro', 'small', 'medium') as is_umkm,
    e.workers_male, e.workers_female, e.sales_range, e.capital_range, e.nib <> '' as has_nib
from registry_business b
join registry_owner owner on owner.id = b.owner_id
{{editions}}
left join registry_businessactivity a on a.id = e.activity_id
left join registry_region village on village.code = e.village_id
left join registry_region district on district.code = village.parent_id
{JOINS}"""  # noqa: S608  (all words are ours)
# The edition in force at a past moment: the live one, or an older approved one when the live one was approved later.
PAST = """join registry_businessedition live on live.business_id = b.id and live.is_live
join review_submission lived on lived.id = live.submission_id
join registry_businessedition e on e.id = case when lived.decided_at < %(moment)s then live.id else (
    select old.id from registry_businessedition old join review_submission s on s.id = old.submission_id
    where old.business_id = b.id and s.state = 'approved' and s.decided_at < %(moment)s
    order by old.number desc limit 1) end
join (select subject_code, min(decided_at) as approved_at from review_submission
    where room = 'registry' and state = 'approved' and decided_at < %(moment)s group by subject_code) first
    on first.subject_code = b.code
left join registry_business into_other on into_other.id = b.merged_into_id"""
THEN = REGISTER.format(
    merged="coalesce(into_other.code, '')",
    registered="(first.approved_at at time zone %(zone)s)::date",
    editions=PAST,
)
NOW = REGISTER.format(
    merged="''",  # what only a snapshot keeps is left out: the figures of today are asked for by people who wait
    registered="null::date",
    editions="join registry_businessedition e on e.business_id = b.id and e.is_live",
)


def end_of(day: datetime.date) -> datetime.datetime:
    """The first moment after `day` in the time of the portal: what happened before it belongs to the day."""
    after = day + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime(after.year, after.month, after.day))


def parameters(moment: datetime.datetime, classes: Classes) -> dict[str, Any]:
    """The values for the placeholders of the register."""
    return {**classes.values, "moment": moment, "zone": timezone.get_current_timezone_name()}


def copy_register(snapshot_id: int, moment: datetime.datetime, classes: Classes) -> int:
    """Write one row for each business into a snapshot that has no head yet; returns how many."""
    columns = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into figures_snapshotunit (snapshot_id, {columns}) "  # noqa: S608  (all words are ours)
            f"select %(snapshot)s, {columns} from ({THEN}) found",
            {**parameters(moment, classes), "snapshot": snapshot_id},
        )
        return cursor.rowcount


def _sums(units: str, values: dict[str, Any]) -> dict[str, Any]:
    """Sums of every dimension over a relation with our COLUMNS; one statement, and one for the states."""
    names = list(DIMENSIONS)
    dimensions = ", ".join(f"{words} as by_{name}" for name, words in DIMENSIONS.items())
    sets = ", ".join(f"(by_{name})" for name in names)
    bits = ", ".join(f"by_{name}" for name in names)
    measures = ", ".join(f"{words} as {name}" for name, words in MEASURES.items())
    sql = f"""
        with unit as materialized (select *, {dimensions} from ({units}) u)
        select grouping({bits}), {bits}, {measures}, null::jsonb from unit where state = 'active'
        group by grouping sets ((), {sets})
        union all
        select -1, {", ".join("null" for _ in names)}, {", ".join("0" for _ in MEASURES)}, jsonb_build_object(
            'states', (select jsonb_object_agg(state, n) from (select state, count(*) n from unit group by 1) s),
            'names', (select jsonb_object_agg(district_code, district_name)
                from (select distinct on (district_code) district_code, district_name from unit) d))"""  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local work_mem = '64MB'")
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    whole = (1 << len(names)) - 1
    place = {whole ^ (1 << (len(names) - 1 - at)): (name, 1 + at) for at, name in enumerate(names)}
    found: dict[str, Any] = {name: {} for name in names}
    for row in rows:
        if row[0] == -1:
            found |= {name: value or {} for name, value in json.loads(row[-1]).items()}
            continue
        cell = dict(zip(MEASURES, map(int, row[1 + len(names) : -1]), strict=True))
        if row[0] == whole:
            found["total"] = cell
        else:
            name, at = place[row[0]]
            found[name][row[at] or ""] = cell
    return found


def sums_of_snapshot(snapshot_id: int) -> dict[str, Any]:
    """The sums over the rows of a snapshot, counted from the rows."""
    return _sums("select * from figures_snapshotunit where snapshot_id = %(snapshot)s", {"snapshot": snapshot_id})


def sums_of_register(moment: datetime.datetime, *, past: bool = False) -> dict[str, Any]:
    """The sums over the register as it stands now, or with `past` as it stood at an earlier moment."""
    classes = classes_on(timezone.localdate(moment))
    return _sums(THEN if past else NOW, parameters(moment, classes))


def fingerprint_of(snapshot_id: int) -> str:
    """SHA-256 over all rows of a snapshot, in the order of their codes: printed beside its figures."""
    words = ", ".join(f"coalesce({name}::text, '-')" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', {words}), chr(10) "  # noqa: S608
            "order by business_code collate \"C\"), ''), 'UTF8')), 'hex') "
            "from figures_snapshotunit where snapshot_id = %s",
            [snapshot_id],
        )
        return cursor.fetchone()[0]
