"""Writes the one statement of search: what is counted, what is shown. Decision 0023 explains its plan.

`m` holds the facts of every product that has the words and passes the filters that shut nothing out beside them
(`hard`), and fails at most one of the others (`own`). One pass with six small hash tables counts them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.search.counts import READ
from catalog.search.facets import OWN
from catalog.search.wish import LAST_PAGE, ORDERS, PAGE_SIZE, TURN, Wish, read_place, seed_of
from catalog.search.words import as_tsquery

CARD = (
    "product_id", "code", "slug", "name", "business_name", "district_name", "category_slug", "price", "unit",
    "unit_price", "unit_base", "minimum_order", "availability", "certificates", "expiring", "matched", "photo",
)  # fmt: skip
FACTS = ("category_id", "district", "certificates", "traits", "steps", "clusters")
OWN_NAMES = tuple(OWN)
OWN_LINE, WHOLE_LINE, ROW_LINE, OLD_LINE = 100, 200, 300, 301  # `which` of lines that are no group of GROUPING SETS
FACT_OF = dict(zip(range(1, 7), FACTS, strict=True))

GROUPS = f"""
select g.which, g.value, c.path, g.list, g.n, null::jsonb as line from (
    select grouping({", ".join(FACTS)}) as which,
        coalesce({", ".join(f"{fact}::bigint" for fact in FACTS[1:-1])}) as value,
        category_id, clusters as list, count(*) as n
    from m where {{passing}} group by grouping sets ({", ".join(f"({fact})" for fact in FACTS)})) g
left join catalog_category c on c.id = g.category_id"""  # noqa: S608  # our own text
OWN_GROUP = """
select {which}, {value}, null, {list}, count(*), null from m where failed & {bit} <> 0 group by {fact}"""
LINES = """
select {row_line} as which, first.place as value, null::text as path, null::bigint[] as list, 0::bigint as n,
    to_jsonb(card) || jsonb_build_object('key', first.key) as line
from first join lateral (select {card} from catalog_productsearch s where s.product_id = first.id) card on true
union all select {old_line}, 0, null, null, 0, null where exists (
    select from catalog_productsearch where certificates_change_on <= %(today)s)"""

# Those that have the words in their name, then the others; the second part runs only when the first is short.
BY_MATCH = """
named as materialized (select s.product_id as id, s.quality, {turn_s} as turn from catalog_productsearch s
    where {in_name} and {conditions} order by 2 desc, 3, 1 limit %(until)s),
first as (select id, null::text as key, row_number() over () as place from (
    (select id from named order by quality desc, turn, id)
    union all
    (select m.id from m where {passing} and not exists (select from named where named.id = m.id)
        order by m.quality desc, {turn_m}, m.id limit %(until)s)
    limit %(size)s offset %(skip)s) best)"""
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
    prices = _between("s.price", "lowest", wish.lowest, "highest", wish.highest, values)
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


def _between(
    column: str, low_name: str, low: int | None, high_name: str, high: int | None, values: dict[str, Any]
) -> list[str]:
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
    return found + _between("s.unit_price", "unit_low", wish.unit_lowest, "unit_high", wish.unit_highest, values)


def words_of(wish: Wish, values: dict[str, Any]) -> tuple[str, str]:
    """The conditions "has the words" and "has them in its name"; ("", "") for a wish without words."""
    expression, words = as_tsquery(wish.text, any_word=wish.any_word)
    for place, word in enumerate(words):
        expression = expression.replace("%s", f"%(word{place})s", 1)
        values[f"word{place}"] = word
    if not expression:
        return ("false", "false") if wish.text else ("", "")
    in_name = f"regexp_replace(({expression})::text, $$'([^']*)'$$, $$'n_\\1'$$, 'g')::tsquery"
    return f"s.tsv @@ {expression}", f"s.tsv @@ {in_name}"


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


def write(wish: Wish, today: date) -> tuple[str, dict[str, Any], bool]:
    """The statement with its values, and whether rows come backwards (the page before a place)."""
    values: dict[str, Any] = {
        "path": wish.category_path,
        "last": wish.category_path + "Z" * 12,
        "today": today,
        "seed": seed_of(today),
        "size": PAGE_SIZE,
        "skip": (min(max(wish.page, 1), LAST_PAGE) - 1) * PAGE_SIZE,
    }
    values["until"] = values["skip"] + PAGE_SIZE
    words, in_name = words_of(wish, values)
    own, hard = own_filters(wish, values), hard_filters(wish, values)
    base = [*([words] if words else []), *hard]
    if wish.category_path:
        base.append("s.category_path between %(path)s and %(last)s")
    is_cube = not words and not hard
    whole = next(iter(own), "") if is_cube and len(own) == 1 else ""  # its counts are those without any filter
    passing = _joined([*base, *own.values()])
    parts = [first(wish, passing, in_name, bool(words) and words != "false", bool(own), values)]
    lines = [LINES.format(row_line=ROW_LINE, old_line=OLD_LINE, card=", ".join(f"s.{name}" for name in CARD))]
    if is_cube and not own:
        lines.append(READ.format(which="f.facet", facets="true"))
    else:
        parts.insert(0, facts(wish, base, own, bool(whole)))
        lines.append(GROUPS.format(passing="failed = 0" if own and not whole else "true"))
    if whole:
        lines.append(READ.format(which=WHOLE_LINE + OWN_NAMES.index(whole), facets=f"f.facet = {OWN[whole]:d}"))
    elif own:
        lines += [_own_group(name, bit) for bit, name in enumerate(own)]
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


def facts(wish: Wish, base: list[str], own: dict[str, str], only_passing: bool) -> str:
    """The common table `m`: what is counted, and what the order of hits needs."""
    columns = [f"s.{fact}" for fact in FACTS]
    if wish.text:
        columns += ["s.product_id as id", "s.quality"]
        if wish.is_sorted:
            columns += [f"{ORDERS[wish.order].key} as key", f"{ORDERS[wish.order].known} as known"]
    if not own or only_passing:
        inner = f"select {', '.join(columns)} from catalog_productsearch s where {_joined([*base, *own.values()])}"  # noqa: S608
        return f"m as materialized ({inner})"
    failed = " + ".join(
        f"case when {condition} then 0 else {1 << bit} end" for bit, condition in enumerate(own.values())
    )
    inner = f"select {', '.join(columns)}, {failed} as failed from catalog_productsearch s where {_joined(base)}"  # noqa: S608
    if len(own) == 1:
        return f"m as materialized ({inner})"
    return f"m as materialized (select * from ({inner} offset 0) every where failed & (failed - 1) = 0)"  # noqa: S608


def first(wish: Wish, passing: str, in_name: str, has_words: bool, has_failed: bool, values: dict[str, Any]) -> str:
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
    if has_words:
        return BY_MATCH.format(in_name=in_name, conditions=passing, passing=in_m, turn_s=turn_s, turn_m=turn_m)
    return BY_QUALITY.format(conditions=passing, turn_s=turn_s)
