"""Reads from the database what records have in common: for all of them at night, for one as soon as it changed."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from registry.duplicates.evidence import ALIKE, CROWD, SIMILAR, Facts

# The statements below are put together from our own words only (noqa S608); what is asked travels as parameters.
# Names as they are compared: no capitals, marks or signs, no legal form, and without the name of the village.
FORMS = "cv|ud|pt|pd|fa|tb|po|kub|kop|koperasi|firma|perorangan|ikm|ukm|umkm|usaha"


def _bare(column: str) -> str:
    return rf"regexp_replace(lower(unaccent({column})), '[^a-z0-9]+', ' ', 'g')"


def _trimmed(text: str) -> str:
    return rf"btrim(regexp_replace({text}, ' +', ' ', 'g'))"


_PLAIN = _trimmed(rf"regexp_replace({_bare('e.name')}, '\m({FORMS})\M', ' ', 'g')")
_WITHOUT_VILLAGE = _trimmed(rf"replace(' ' || {_PLAIN} || ' ', ' ' || {_trimmed(_bare('v.name'))} || ' ', ' ')")

# One row for each business that counts: what it shows, else what waits or lies as a draft of the office. The draft of
# an owner is hers alone until she sends it.
THERE = f"""there as materialized (
    select b.id, b.owner_id, e.nib, e.village_id as village, v.parent_id as district, e.activity_id as activity,
        array_remove(array[e.phone, e.whatsapp], '') as phones,
        {_trimmed(_bare("e.owner_name"))} as person,
        coalesce(nullif({_WITHOUT_VILLAGE}, ''), {_PLAIN}, '') as plain
    from registry_business b
    join registry_owner o on o.id = b.owner_id
    join registry_businessedition e on e.business_id = b.id and (e.is_live or e.is_open)
    left join registry_region v on v.code = e.village_id
    where b.merged_into_id is null and b.closed_at is null
        and (e.is_live or not exists (
            select 1 from registry_businessedition l where l.business_id = b.id and l.is_live))
        and (e.submission_id is not null or o.user_id is null or b.id = %(me)s)
        and (%(only)s::bigint[] is null or b.id = any(%(only)s))
        and (%(district)s::text is null or v.parent_id = %(district)s))"""  # noqa: S608

_FACTS = """x.id, y.id, x.nib <> '' and x.nib = y.nib, x.owner_id = y.owner_id, x.phones && y.phones,
    coalesce(x.village = y.village, false), coalesce(x.activity = y.activity, false),
    similarity(x.plain, y.plain), case when x.person = '' or y.person = '' then null
        else similarity(x.person, y.person) end,
    array_remove(array[x.district, y.district], null)"""

# everything in common by number: NIB, owner, telephone
BY_NUMBER = f"""with {THERE},
phone as (select distinct id, unnest(phones) as phone from there),
shared as (select phone, count(*) as crowd from phone group by phone having count(*) between 2 and 200),
pair as (
    select a, b, max(crowd) as crowd from (
        select x.id as a, y.id as b, 0 as crowd from there x join there y on x.nib = y.nib and x.id < y.id
            where x.nib <> ''
        union all select x.id, y.id, 0 from there x join there y on x.owner_id = y.owner_id and x.id < y.id
        union all select x.id, y.id, s.crowd from shared s join phone x on x.phone = s.phone
            join phone y on y.phone = s.phone and x.id < y.id
    ) as found group by a, b)
select {_FACTS}, 0, p.crowd from pair p join there x on x.id = p.a join there y on y.id = p.b
where x.nib <> '' and x.nib = y.nib or p.crowd between 2 and {CROWD} or similarity(x.plain, y.plain) >= {ALIKE}
    or (x.village = y.village and x.activity = y.activity)"""  # noqa: S608

# Similar names in one village. Two names that share 70 percent of their trigrams must share one of the rarest 30
# percent of either; only such pairs are compared, else every village would be compared with itself.
BY_NAME = f"""with {THERE},
trigram as materialized (select id, village, unnest(show_trgm(plain)) as t from there),
frequency as (select village, t, count(*) as n from trigram group by village, t),
ranked as (select id, village, t, row_number() over (partition by id order by n, t) as place,
    count(*) over (partition by id) as total from trigram join frequency using (village, t)),
rare as materialized (select id, village, t from ranked where place <= total - ceil({SIMILAR} * total) + 1),
pair as materialized (select distinct x.id as a, y.id as b from rare x join rare y using (village, t)
    where x.id < y.id),
crowd as (select village, plain, count(*) as n from there group by village, plain)
select {_FACTS}, c.n, 0 from pair p join there x on x.id = p.a join there y on y.id = p.b
join crowd c on c.village = x.village and c.plain = x.plain
where similarity(x.plain, y.plain) >= {SIMILAR}"""  # noqa: S608

# one business against those that could be it
OF_ONE = f"""with {THERE},
other as (select * from there where id <> %(me)s)
select {_FACTS},
    (select count(*) from there c where c.village = x.village and c.plain = x.plain),
    (select count(*) from there c where c.phones && x.phones)
from there x join other y on x.id = %(me)s
where x.nib <> '' and x.nib = y.nib or x.owner_id = y.owner_id or x.phones && y.phones
    or (x.village = y.village and similarity(x.plain, y.plain) >= {ALIKE})"""  # noqa: S608

CANDIDATES = """with me as (
    select b.id, b.owner_id, e.nib, e.village_id, array_remove(array[e.phone, e.whatsapp], '') as phones
    from registry_business b join registry_businessedition e on e.business_id = b.id and (e.is_live or e.is_open)
    where b.id = %(me)s)
select id from me
union select e.business_id from registry_businessedition e, me
    where (e.is_live or e.is_open) and e.nib <> '' and e.nib = me.nib
union select e.business_id from registry_businessedition e, me
    where (e.is_live or e.is_open) and e.phone <> '' and e.phone = any(me.phones)
union select e.business_id from registry_businessedition e, me
    where (e.is_live or e.is_open) and e.whatsapp <> '' and e.whatsapp = any(me.phones)
union select e.business_id from registry_businessedition e, me
    where (e.is_live or e.is_open) and e.village_id = me.village_id
union select b.id from registry_business b, me where b.owner_id = me.owner_id"""


def _facts(rows: list[tuple[Any, ...]]) -> Iterator[Facts]:
    for one, other, nib, owner, phone, village, activity, likeness, persons, districts, crowd, phone_crowd in rows:
        yield Facts(
            min(one, other),
            max(one, other),
            nib,
            owner,
            phone,
            village,
            activity,
            likeness,
            persons,
            tuple(districts),
            crowd,
            phone_crowd,
        )


def _ask(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"me": 0, "only": None, "district": None} | values)
        return list(cursor.fetchall())


def by_number() -> Iterator[Facts]:
    """Everything that shares a NIB, an owner or a telephone, in the whole register."""
    return _facts(_ask(BY_NUMBER))


def by_name(district: str) -> Iterator[Facts]:
    """Everything with similar names in one village, for the villages of one kecamatan (its code)."""
    return _facts(_ask(BY_NAME, district=district))


def of_one(business_id: int) -> Iterator[Facts]:
    """What one business has in common with others; its own draft counts even before it is sent."""
    among = [pk for (pk,) in _ask(CANDIDATES, me=business_id)]
    return _facts(_ask(OF_ONE, me=business_id, only=among)) if len(among) > 1 else iter(())
