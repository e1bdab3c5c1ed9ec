"""Finds the rows of another list in the register: NIB, NIK, telephone, then names in the same place.

PostgreSQL looks for equal numbers, a few hundred rows at a time; `figures.alike` for names that are somewhat alike in
the same village, and in the rest of the kecamatan for those that begin alike. `verdict` decides from them and is a pure
function.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from figures.alike import District, Here
from figures.models import ComparedRow

SURE_LEAD = 20  # by so much the best of several must be likelier than the next
SAME_OWNER, SAME_PHONE = 50, 30  # likeness of names (0-100) that is enough together with a NIK, with a number
WORTH_A_LOOK = 45
SHOWN = 3
State, By = ComparedRow.State, ComparedRow.By
_WORDS = r"\m(ud|cv|pt|pd|po|fa|kub|kwt|ikm|umkm|usaha|toko|koperasi|bumdes|bum desa)\M"


def _key(column: str) -> str:
    """SQL: a name without capitals, marks and words like UD or CV; the bare name when nothing else is left."""
    bare = f"regexp_replace(lower({column}), '[^a-z0-9]+', ' ', 'g')"
    short = f"btrim(regexp_replace(regexp_replace({bare}, '{_WORDS}', ' ', 'g'), ' +', ' ', 'g'))"
    return f"coalesce(nullif({short}, ''), btrim({bare}))"


HERE = f"""
create temporary table figures_here as
select b.code, owner.nik_hash, e.nib, e.phone, e.whatsapp, e.village_id as village, v.parent_id as district,
    {_key("e.name")} as key
from registry_businessedition e join registry_business b on b.id = e.business_id
join registry_owner owner on owner.id = b.owner_id left join registry_region v on v.code = e.village_id
where e.is_live"""  # noqa: S608  (all words are ours)
INDEXES = (
    "create index on figures_here (nib) where nib <> ''",
    "create index on figures_here (nik_hash)",
    "create index on figures_here (phone)",
    "create index on figures_here (whatsapp)",
    "create index on figures_here (district)",
    "create index on figures_here (key)",
    "create unique index on figures_here (code)",
    "analyze figures_here",
)
ROWS = f"""
select id, district_code, village_code, nib, nik_hash, {_key("name")}
from figures_comparedrow where id = any(%(ids)s) order by district_code"""  # noqa: S608
BY_NUMBER = f"""
with wanted as materialized (
    select id, nib, nik_hash, phone, district_code, {_key("name")} as key
    from figures_comparedrow where id = any(%(ids)s)),
found as (
    select w.id, h.code, 'nib' as why from wanted w join figures_here h on h.nib = w.nib where w.nib <> ''
    union select w.id, h.code, 'nik' from wanted w join figures_here h on h.nik_hash = w.nik_hash where w.nik_hash <> ''
    union select w.id, h.code, 'phone' from wanted w join figures_here h on h.phone = w.phone where w.phone <> ''
    union select w.id, h.code, 'phone' from wanted w join figures_here h on h.whatsapp = w.phone where w.phone <> ''
    union select w.id, h.code, 'near' from wanted w join figures_here h on h.key = w.key where w.district_code = '')
select f.id, f.code, f.why, round(similarity(h.key, w.key) * 100)::int, h.key = w.key,
    (w.nib <> '' and h.nib <> '' and w.nib <> h.nib)
    or (w.nik_hash <> '' and h.nik_hash is not null and w.nik_hash <> h.nik_hash)
from found f join wanted w on w.id = f.id join figures_here h on h.code = f.code"""  # noqa: S608
KEEP = """
update figures_comparedrow r set state = v.state, by = v.by, business_code = v.code, candidates = v.candidates
from json_to_recordset(%s) as v(id bigint, state text, by text, code text, candidates jsonb) where r.id = v.id"""
HERE_IN = "select code, village, key, nib, coalesce(nik_hash, '') from figures_here where district = %s order by code"


@dataclass(frozen=True)
class Candidate:
    """A business a row may stand for. `likeness` of the names 0-100; `clash`: both have a NIB or NIK, unlike."""

    code: str
    why: str
    likeness: int
    same_name: bool = False
    clash: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a row is: its state, by what it was told, which business, and what a person may choose from."""

    state: str
    by: str = ""
    code: str = ""
    candidates: tuple[Candidate, ...] = ()


def verdict(found: Iterable[Candidate]) -> Verdict:
    """Decide one row. Numbers that are one person's or one business's weigh more than names; doubt goes to a person."""
    of: dict[str, list[Candidate]] = {}
    for one in sorted(found, key=lambda one: (-one.likeness, one.code)):
        of.setdefault(one.why, []).append(one)
    if of.get(By.NIB):
        return Verdict(State.BOTH, By.NIB, of[By.NIB][0].code)
    same_owner = of.get(By.NIK, [])
    if len(same_owner) == 1 or _leads(same_owner, SAME_OWNER):
        return Verdict(State.BOTH, By.NIK, same_owner[0].code)
    same_phone = [one for one in of.get(By.PHONE, []) if not one.clash]
    is_one = len(same_phone) == 1 or _leads(same_phone, SAME_PHONE)
    if not same_owner and is_one and same_phone[0].likeness >= SAME_PHONE:
        return Verdict(State.BOTH, By.PHONE, same_phone[0].code)
    namesakes = [one for one in of.get(By.NAME, []) if one.same_name]
    if not same_owner and not of.get(By.PHONE) and len(namesakes) == 1 and not namesakes[0].clash:
        return Verdict(State.BOTH, By.NAME, namesakes[0].code)
    near = [one for why in (By.NAME, "near") for one in of.get(why, []) if one.likeness >= WORTH_A_LOOK]
    doubtful: dict[str, Candidate] = {}
    for one in (*same_owner, *of.get(By.PHONE, []), *near):
        doubtful.setdefault(one.code, one)
    shown = tuple(list(doubtful.values())[:SHOWN])
    return Verdict(State.UNSURE, candidates=shown) if shown else Verdict(State.ONLY_THERE)


def _leads(found: list[Candidate], enough: int) -> bool:
    return len(found) > 1 and found[0].likeness >= enough and found[0].likeness - found[1].likeness >= SURE_LEAD


def gather_register() -> None:
    """Put what rows are compared with into a table of this session; inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("drop table if exists pg_temp.figures_here")
        cursor.execute(HERE)
        for words in INDEXES:
            cursor.execute(words)


@dataclass
class Finder:
    """Looks rows up in the gathered register; keeps the kecamatan it has read last."""

    places: dict[str, District] = field(default_factory=dict)

    def candidates_of(self, ids: list[int]) -> dict[int, list[Candidate]]:
        """The businesses each of these rows may stand for; `gather_register` came before. Inside a transaction."""
        found: dict[int, list[Candidate]] = {}
        with connection.cursor() as cursor:
            cursor.execute(BY_NUMBER, {"ids": ids})
            for row, *values in cursor.fetchall():
                found.setdefault(row, []).append(Candidate(*values))
            cursor.execute(ROWS, {"ids": ids})
            for row, place, village, nib, nik_hash, key in cursor.fetchall():
                for one, why, likeness in self._place(place).like(key, village) if place else ():
                    unlike = _unlike(nib, one.nib) or _unlike(nik_hash, one.nik_hash)
                    found.setdefault(row, []).append(Candidate(one.code, why, likeness, one.key == key, unlike))
        return found

    def _place(self, code: str) -> District:
        if code not in self.places:
            with connection.cursor() as cursor:
                cursor.execute(HERE_IN, [code])
                # one kecamatan at a time: rows come place by place, and a regency would fill the memory
                self.places = {code: District(Here(*row) for row in cursor.fetchall())}
        return self.places[code]


def _unlike(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def keep_verdicts(decided: Mapping[int, Verdict]) -> None:
    """Write verdicts to the rows with these ids; one statement: a CASE for each row cost more than the search."""
    rows = [
        {"id": pk, "state": one.state, "by": one.by, "code": one.code,
         "candidates": [[other.code, other.why, other.likeness] for other in one.candidates]}
        for pk, one in decided.items()
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [json.dumps(rows)])
