"""Writes the one statement of search: what is counted, what is shown. Decision 0023 explains its plan.

`m` holds the facts of every product that has the words and passes the filters that shut nothing out beside them
(`hard`), and fails at most one of the others (`own`). One pass with six small hash tables counts them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.search.counts import READ, READ_CATEGORIES
from catalog.search.facets import OWN
from catalog.search.match import Match, matching
from catalog.search.vocabulary import Vocabulary
from catalog.search.wish import LAST_PAGE, ORDERS, PAGE_SIZE, TURN, Wish, read_place, seed_of

CARD = (
    "product_id", "code", "slug", "name", "business_name", "district_name", "category_slug", "price", "unit",
    "unit_price", "unit_base", "minimum_order", "availability", "certificates", "expiring", "matched", "photo",
)  # fmt: skip
FACTS = ("category_id", "district", "certificates", "traits", "steps", "clusters")
OWN_NAMES = tuple(OWN)
# `which` of lines that are no group of GROUPING SETS
OWN_LINE, WHOLE_LINE, ROW_LINE, OLD_LINE, LEVEL_LINE, MANY_LINE, CUBE_LINE = 100, 200, 300, 301, 302, 400, 500
FEW = 2  # of so many kecamatan the products are sorted; of more, the best are found by walking down by quality
RANKED = 400  # of so many, the most complete pages, it is worked out how well each one fits; the others follow
FACT_OF = dict(zip(range(1, 7), FACTS, strict=True))
# What grouping() says of a group by one fact alone: every bit but that of the fact.
GROUPING = {(2 ** len(FACTS) - 1) ^ (1 << (len(FACTS) - 1 - place)): place + 1 for place in range(len(FACTS))}
_SINGLE = ", ".join(str(code) for code, facet in GROUPING.items() if FACT_OF[facet] in ("category_id", "clusters"))

# Values that are numbers come as one line for each fact (see counts.READ), categories and lists one by one.
COUNTED = f"""
g as materialized (select grouping({", ".join(FACTS)}) as which,
        coalesce({", ".join(f"{fact}::bigint" for fact in FACTS[1:-1])}) as value,
        category_id, clusters as list, count(*) as n
    from m where {{passing}} group by grouping sets ({", ".join(f"({fact})" for fact in FACTS)}))"""  # noqa: S608
GROUPS = f"""
select g.which, null, c.path, g.list, g.n, null from g left join catalog_category c on c.id = g.category_id
where g.which in ({_SINGLE})
union all select {MANY_LINE} + g.which, null, null, array_agg(g.value) || array_agg(g.n), 0, null from g
where g.which not in ({_SINGLE}) and g.value is not null group by g.which"""  # noqa: S608  # our own text
OWN_GROUP = """
select {which}, {value}, null, {list}, count(*), null from m where failed & {bit} <> 0 group by {fact}"""
LINES = """
select {row_line} as which, first.place as value, first.key as path, null::bigint[] as list, 0::bigint as n,
    to_json(card)::text as line
from first join lateral (select {card} from catalog_productsearch s where s.product_id = first.id) card on true
union all select {old_line}, 0, null, null, 0, null where exists (
    select from catalog_productsearch where certificates_change_on <= %(today)s)"""

# Those that have all words in their name, then the others; the second part runs only when the first is short. How well
# one fits is worked out for the first RANKED of them; to look at each of thousands would cost more than all the rest.
BY_MATCH = """
named as materialized (select s.product_id as id, s.quality, {turn_s} as turn from catalog_productsearch s
    where {in_name} and {conditions} order by 2 desc, 3, 1 limit %(until)s),
others as materialized (select m.id, m.quality, {turn_m} as turn from m
    where {passing} and not exists (select from named where named.id = m.id)
    order by 2 desc, 3, 1 limit greatest(0, %(until)s - (select count(*) from named))),
found as (select *, row_number() over (order by is_named desc, quality desc, turn, id) as nth from (
    select *, true as is_named from named union all select *, false from others) both_kinds),
first as (select id, null::text as key, row_number() over () as place from (
    select found.id from found join catalog_productsearch s on s.product_id = found.id
    order by case when found.nth <= {ranked} then {rank} else -1 end desc, found.nth
    limit %(size)s offset %(skip)s) best)"""
LEVEL = """
select {level_line}, {level}, null, null, 0, null"""
OF_FEW = """
first as (select id, null::text as key, row_number() over () as place from (
    select m.id from m where {passing} order by m.quality desc, {turn_m}, m.id limit %(size)s offset %(skip)s) best)"""
BY_QUALITY = """
first as (select id, null::text as key, row_number() over () as place from (
    select s.product_id as id from catalog_productsearch s where {conditions}
    order by s.quality desc, {turn_s}, s.product_id limit %(size)s offset %(skip)s) best)"""


def own_filters(wish: Wish, values: dict[str, Any]) -> dict[str, str]:
    """The filters of which one value shuts the others out: name -> condition; values go into `values`."""
    found = {}
    if wish.districts:
        values["districts"] = [int(code) for code in wish.districts]
        found["district"] = "s.district = any(%(districts)s)"
    prices = between("s.price", "lowest", wish.lowest, "highest", wish.highest, values)
    if prices:
        found["price"] = " and ".join(prices)
    if wish.base:
        values["base"] = wish.base
        found["base"] = "s.unit_base = %(base)s"
    if wish.capacity is not None:
        values["capacity"] = wish.capacity
        found["capacity"] = "s.capacity_per_month >= %(capacity)s"
    if wish.days is not None:
        values["days"] = wish.days
        found["days"] = "s.lead_time_days <= %(days)s"
    if wish.scales:
        values["scales"] = list(wish.scales)
        found["scale"] = "s.scale = any(%(scales)s)"
    if wish.cluster is not None:
        values["clusters"] = [wish.cluster]
        found["cluster"] = "s.clusters @> %(clusters)s::bigint[]"
    return found


def between(
    column: str, low_name: str, low: int | None, high_name: str, high: int | None, values: dict[str, Any]
) -> list[str]:
    """The conditions that a column lies between two amounts, of which either may be missing."""
    values |= {low_name: low, high_name: high}
    return [
        *([f"{column} >= %({low_name})s"] if low is not None else []),
        *([f"{column} <= %({high_name})s"] if high is not None else []),
    ]


def hard_filters(wish: Wish, values: dict[str, Any]) -> list[str]:
    """The filters that every counted product passes, the category aside."""
    found = []
    if wish.certificates:
        values["mask"] = wish.certificates
        found.append("s.certificates & %(mask)s = %(mask)s")
    if wish.ready:
        found.append("s.availability = 'ready'")
    if wish.flags:
        values["flags"] = wish.flags
        found.append("s.flags & %(flags)s = %(flags)s")
    return found + between("s.unit_price", "unit_low", wish.unit_lowest, "unit_high", wish.unit_highest, values)


def _joined(conditions: Iterable[str]) -> str:
    return " and ".join(conditions) or "true"


def _sorted(wish: Wish, source: str, values: dict[str, Any]) -> str:
    """One page of a sorted list from a place on: the known numbers, then those without, in either direction."""
    order, back = ORDERS[wish.order], bool(wish.before)
    place = read_place(wish.before or wish.after)
    down = order.falls != back
    sign, turn = ("<", " desc") if down else (">", "")
    values |= {"more": PAGE_SIZE + 1, "sort_base": wish.base or "kg"}
    key, known, others = "%(at_key)s::bigint", "known", "not known"
    if wish.order == "terbaru":
        key = "timestamptz 'epoch' + %(at_key)s::float8 * interval '1 microsecond'"
    parts = [known, others] if not back else [others, known]
    if place is not None:
        values |= {"at_key": place[0], "at_id": place[1]}
        if place[0] is None:
            parts = [f"{part} and id {sign} %(at_id)s" if part == others else part for part in parts]
            parts = parts if back else parts[1:]
        else:
            parts = [f"{part} and (key, id) {sign} ({key}, %(at_id)s)" if part == known else part for part in parts]
            parts = parts[1:] if back else parts
    lists = [
        f"(select id, {'key' if part.startswith(known) else 'null'} as key from {source} one"  # noqa: S608
        f" where {part} order by {f'key{turn}, ' if part.startswith(known) else ''}id{turn} limit %(more)s)"
        for part in parts
    ]
    text = "(extract(epoch from key) * 1000000)::bigint::text" if wish.order == "terbaru" else "key::text"
    union = " union all ".join(lists)
    page = f"select * from ({union}) parts limit %(more)s"  # noqa: S608
    return f"first as (select id, {text} as key, row_number() over () as place from ({page}) best)"  # noqa: S608


def write(wish: Wish, today: date, steer: Vocabulary | None = None) -> tuple[str, dict[str, Any], bool]:
    """The statement with its values, and whether rows come backwards (the page before a place)."""
    values: dict[str, Any] = {
        "path": wish.category_path,
        "last": wish.category_path + "Z" * 12,
        "today": today,
        "seed": seed_of(today),
        "size": PAGE_SIZE,
        "skip": (min(max(wish.page, 1), LAST_PAGE) - 1) * PAGE_SIZE,
    }
    values["until"] = max(values["skip"] + PAGE_SIZE, RANKED)
    match = None
    if wish.text:
        match = matching(wish.text, values, any_word=wish.any_word, alike=wish.alike, steer=steer)
    own, hard = own_filters(wish, values), hard_filters(wish, values)
    base = [*([match.condition] if match else []), *hard]
    if wish.category_path:
        base.append("s.category_path between %(path)s and %(last)s")
    is_cube = not match and not hard
    whole = next(iter(own), "") if is_cube and len(own) == 1 else ""  # its counts are those without any filter
    passing = _joined([*base, *own.values()])
    parts = [first(wish, passing, match, bool(own) and not whole, values)]
    lines = [LINES.format(row_line=ROW_LINE, old_line=OLD_LINE, card=", ".join(f"s.{name}" for name in CARD))]
    if is_cube and not own:
        lines += [READ.format(which=f"{CUBE_LINE} + f.facet", facets="f.facet <> 1"), READ_CATEGORIES]
    else:
        parts.insert(0, facts(wish, base, own, bool(whole)))
        parts.append(COUNTED.format(passing="failed = 0" if own and not whole else "true"))
        lines.append(GROUPS)
    if whole:
        lines.append(READ.format(which=WHOLE_LINE + OWN_NAMES.index(whole), facets=f"f.facet = {OWN[whole]:d}"))
    elif own:
        lines += [_own_group(name, bit) for bit, name in enumerate(own)]
    if match and match.met:
        parts.insert(0, f"met as materialized ({match.met})")
    if match and match.level != "1":
        lines.append(LEVEL.format(level_line=LEVEL_LINE, level=match.level))
    return f"with {', '.join(parts)}{' union all '.join(lines)}", values, bool(wish.before) and wish.is_sorted


def _own_group(name: str, bit: int) -> str:
    fact = FACT_OF[OWN[name]]
    is_list = fact == "clusters"
    return OWN_GROUP.format(
        which=OWN_LINE + OWN_NAMES.index(name),
        value="null::bigint" if is_list else f"{fact}::bigint",
        list="clusters" if is_list else "null::bigint[]",
        bit=1 << bit,
        fact=fact,
    )


def is_narrow(wish: Wish) -> bool:
    """Whether a list without words is of so few places that its products are all read anyway, to be counted."""
    return not wish.text and (wish.cluster is not None or 0 < len(wish.districts) <= FEW)


def facts(wish: Wish, base: list[str], own: dict[str, str], only_passing: bool) -> str:
    """The common table `m`: what is counted, and what the order of hits needs."""
    columns = [f"s.{fact}" for fact in FACTS]
    if wish.text or is_narrow(wish):
        columns += ["s.product_id as id", "s.quality"]
        if wish.text and wish.is_sorted:
            columns += [f"{ORDERS[wish.order].key} as key", f"{ORDERS[wish.order].known} as known"]
    if not own or only_passing:
        passing = _joined([*base, *own.values()])
        return f"m as materialized (select {', '.join(columns)} from catalog_productsearch s where {passing})"  # noqa: S608
    failed = " + ".join(
        f"case when {condition} then 0 else {1 << bit} end" for bit, condition in enumerate(own.values())
    )
    inner = f"select {', '.join(columns)}, {failed} as failed from catalog_productsearch s where {_joined(base)}"  # noqa: S608
    if len(own) == 1:
        return f"m as materialized ({inner})"
    return f"m as materialized (select * from ({inner} offset 0) every where failed & (failed - 1) = 0)"  # noqa: S608


def first(wish: Wish, passing: str, match: Match | None, has_failed: bool, values: dict[str, Any]) -> str:
    """The common table `first`: ids of the page in order, with their place in a sorted list."""
    turn_s, turn_m = TURN.format(id="s.product_id"), TURN.format(id="m.id")
    in_m = "failed = 0" if has_failed else "true"
    if wish.is_sorted:
        order = ORDERS[wish.order]
        source = (
            f"(select id, key, known from m where {in_m})"  # noqa: S608
            if wish.text
            else f"(select s.product_id as id, {order.key} as key, {order.known} as known"  # noqa: S608
            f" from catalog_productsearch s where {passing})"
        )
        return _sorted(wish, source, values)
    if is_narrow(wish):  # `m` has them all: no walk by quality to find them
        return OF_FEW.format(passing=in_m, turn_m=turn_m)
    if match and match.condition != "false":
        return BY_MATCH.format(
            in_name=match.in_name, conditions=passing, passing=in_m, turn_s=turn_s, turn_m=turn_m,
            rank=match.rank, ranked=RANKED,
        )  # fmt: skip
    return BY_QUALITY.format(conditions=passing, turn_s=turn_s)
