"""Why a count differs between two snapshots: opened, closed, merged, moved, from frozen rows only.

What is asked twice is answered twice the same, for neither snapshot can change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

from figures.models import Snapshot

JOINING = {
    "founded": "Baru berdiri",
    "late": "Sudah lama berdiri, baru terdata",
    "back": "Aktif kembali",
}
LEAVING = {
    "closed": "Tutup",
    "merged": "Digabungkan ke usaha lain",
    "suspended": "Dinonaktifkan",
    "dormant": "Tidak menjawab",
    "gone": "Persetujuan dibatalkan",
}
MOVES = {"moved": "Pindah kecamatan", "rescaled": "Berubah skala"}
STAY = "stay"
REASONS = {**JOINING, **LEAVING, **MOVES}

EVERY = """
select coalesce(b.business_code, a.business_code) as code, a.state as state_a, b.state as state_b,
    coalesce(a.district_code, '') as from_district, coalesce(b.district_code, '') as to_district,
    coalesce(a.scale, '') as from_scale, coalesce(b.scale, '') as to_scale,
    coalesce(a.workers_male, 0) + coalesce(a.workers_female, 0) as workers_a,
    coalesce(b.workers_male, 0) + coalesce(b.workers_female, 0) as workers_b,
    coalesce(b.merged_into_code, '') as merged_into, b.founded_year, b.registered_on,
    coalesce(b.district_name, '') as to_name, coalesce(a.district_name, '') as from_name,
    case when a.state = 'active' and b.state = 'active' then 'stay'
        when b.state = 'active' and a.state is null and b.founded_year > %(edge)s then 'founded'
        when b.state = 'active' and a.state is null then 'late'
        when b.state = 'active' then 'back'
        when a.state = 'active' and b.state is null then 'gone'
        when a.state = 'active' then b.state end as reason
from (select * from figures_snapshotunit where snapshot_id = %(a)s {only}) a
full join (select * from figures_snapshotunit where snapshot_id = %(b)s {only}) b using (business_code)"""
PAIRS, SOME = EVERY.format(only=""), EVERY.format(only="and business_code = any(%(codes)s)")
KEPT = 7 * 24 * 3600  # seconds: comparing 75,000 rows with 75,000 is no work for a page, and neither snapshot changes


@dataclass(frozen=True)
class Group:
    """So many businesses that changed in the same way, with their workers before and after."""

    reason: str
    from_district: str
    to_district: str
    from_scale: str
    to_scale: str
    units: int
    workers_a: int
    workers_b: int

    @property
    def moved(self) -> bool:
        """Whether they stayed active but in another kecamatan."""
        return self.reason == STAY and self.from_district != self.to_district

    @property
    def rescaled(self) -> bool:
        """Whether they stayed active but with another scale."""
        return self.reason == STAY and self.from_scale != self.to_scale


@dataclass(frozen=True)
class Line:
    """One line of the explanation: `sign` +1, -1 or 0 (a sum); `reason` names the list behind it, empty for none."""

    words: str
    sign: int
    units: int
    workers: int
    reason: str = ""
    district: str = ""


def _values(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    # founded in a later year than the first snapshot tells of; its own year counts when it was taken in the middle
    edge = before.year if before.kind == Snapshot.Kind.YEARLY else before.year - 1
    return {"a": before.pk, "b": after.pk, "edge": edge}


def _once(make: Callable[[], Any], *names: str) -> Any:
    """What `make` gives; found once, it is kept."""
    key = ".".join(("figures.changes.1", *names))
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT)
    return found


def groups(before: Snapshot, after: Snapshot) -> list[Group]:
    """All businesses active in one of both, grouped by what happened."""
    return list(_once(lambda: _groups(before, after), before.code, after.code))


def _groups(before: Snapshot, after: Snapshot) -> list[Group]:
    names = "reason, from_district, to_district, from_scale, to_scale"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {names}, count(*), sum(workers_a), sum(workers_b) from ({PAIRS}) p "  # noqa: S608
            f"where reason is not null group by {names}",
            _values(before, after),
        )
        return [Group(*row[:5], *map(int, row[5:])) for row in cursor.fetchall()]


def _sum(found: Iterable[Group], of: Callable[[Group], bool]) -> tuple[int, int, int]:
    chosen = [one for one in found if of(one)]
    return sum(g.units for g in chosen), sum(g.workers_a for g in chosen), sum(g.workers_b for g in chosen)


def explanation(found: list[Group], before: Snapshot, after: Snapshot, district: str = "") -> list[Line]:
    """From the first count to the second, line by line; the signed lines add up exactly. One kecamatan, or all."""

    def was(group: Group) -> bool:
        return (group.reason == STAY or group.reason in LEAVING) and district in ("", group.from_district)

    def will_be(group: Group) -> bool:
        return (group.reason == STAY or group.reason in JOINING) and district in ("", group.to_district)

    units, workers, _ = _sum(found, was)
    lines = [Line(f"Aktif pada potret {before.label}", 0, units, workers)]
    for reason, words in JOINING.items():
        units, _, workers = _sum(found, lambda g, r=reason: g.reason == r and will_be(g))  # type: ignore[misc]
        lines.append(Line(words, 1, units, workers, reason, district))
    if district:
        units, _, workers = _sum(found, lambda g: g.moved and g.to_district == district)
        lines.append(Line("Pindah masuk dari kecamatan lain", 1, units, workers, "moved_in", district))
    for reason, words in LEAVING.items():
        units, workers, _ = _sum(found, lambda g, r=reason: g.reason == r and was(g))  # type: ignore[misc]
        lines.append(Line(words, -1, units, workers, reason, district))
    if district:
        units, workers, _ = _sum(found, lambda g: g.moved and g.from_district == district)
        lines.append(Line("Pindah keluar ke kecamatan lain", -1, units, workers, "moved_out", district))
    _, first, second = _sum(found, lambda g: g.reason == STAY and was(g) and will_be(g))
    lines.append(Line("Perubahan tenaga kerja pada usaha yang tetap aktif", 1, 0, second - first))
    units, _, workers = _sum(found, will_be)
    return [*lines, Line(f"Aktif pada potret {after.label}", 0, units, workers)]


def by_district(found: list[Group], codes: Iterable[str]) -> dict[str, tuple[int, int, int, int, int, int]]:
    """For each kecamatan: before, joined, left, moved in, moved out, after (businesses)."""
    table = {}
    for code in codes:
        here = [g for g in found if code in (g.from_district, g.to_district)]
        joined = sum(g.units for g in here if g.reason in JOINING and g.to_district == code)
        left = sum(g.units for g in here if g.reason in LEAVING and g.from_district == code)
        came = sum(g.units for g in here if g.moved and g.to_district == code)
        went = sum(g.units for g in here if g.moved and g.from_district == code)
        stayed = sum(g.units for g in here if g.reason == STAY and not g.moved)
        table[code] = (stayed + left + went, joined, left, came, went, stayed + joined + came)
    return table


def scale_moves(found: list[Group]) -> dict[tuple[str, str], int]:
    """(scale before, scale after) -> businesses that stayed active and changed it."""
    moves: dict[tuple[str, str], int] = {}
    for group in found:
        if group.rescaled:
            way = (group.from_scale, group.to_scale)
            moves[way] = moves.get(way, 0) + group.units
    return moves


CONDITIONS = {
    "moved": "reason = 'stay' and from_district <> to_district",
    "moved_in": "reason = 'stay' and from_district <> to_district and to_district = %(district)s",
    "moved_out": "reason = 'stay' and from_district <> to_district and from_district = %(district)s",
    "rescaled": "reason = 'stay' and from_scale <> to_scale",
    **dict.fromkeys(JOINING, "reason = %(reason)s and %(district)s in ('', to_district)"),
    **dict.fromkeys(LEAVING, "reason = %(reason)s and %(district)s in ('', from_district)"),
}
LIST_WORDS = {
    **REASONS,
    "moved_in": "Pindah masuk dari kecamatan lain",
    "moved_out": "Pindah keluar ke kecamatan lain",
}


@dataclass(frozen=True)
class Changed:
    """One business behind a line of the explanation."""

    code: str
    from_name: str
    to_name: str
    from_scale: str
    to_scale: str
    merged_into: str
    founded_year: int | None
    registered_on: Any


def _codes(before: Snapshot, after: Snapshot, reason: str, district: str) -> list[str]:
    """The codes of the businesses behind one line, in order. Raises KeyError for a reason that is none."""
    condition = CONDITIONS[reason]

    def find() -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                f"select code from ({PAIRS}) p where {condition} order by code",  # noqa: S608
                {**_values(before, after), "reason": reason, "district": district},
            )
            return " ".join(code for (code,) in cursor.fetchall())

    return str(_once(find, before.code, after.code, reason, district)).split()


def businesses(
    before: Snapshot, after: Snapshot, reason: str, district: str = "", *, begin: int = 0, most: int | None = None
) -> list[Changed]:
    """The businesses behind one line, by code. Raises KeyError for a reason that is none."""
    names = "code, from_name, to_name, from_scale, to_scale, merged_into, founded_year, registered_on"
    codes = _codes(before, after, reason, district)
    some = codes[begin:] if most is None else codes[begin : begin + most]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {names} from ({SOME}) p where {CONDITIONS[reason]} order by code",  # noqa: S608
            {**_values(before, after), "reason": reason, "district": district, "codes": some},
        )
        return [Changed(*row) for row in cursor.fetchall()]


def count_of(before: Snapshot, after: Snapshot, reason: str, district: str = "") -> int:
    """How many businesses stand behind one line."""
    return len(_codes(before, after, reason, district))
