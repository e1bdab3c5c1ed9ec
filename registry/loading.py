"""Loads places and KBLI activities from code lists; running it again changes nothing that is already right."""

import csv
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from registry.identifiers import check_kbli, check_postal_code, check_region_code
from registry.models import BusinessActivity, Region
from registry.places import DATA, national, village_kind
from review.checked import Invalid
from review.code_lists import BadList, read_list

LEVELS = {2: Region.Level.PROVINCE, 4: Region.Level.REGENCY, 6: Region.Level.DISTRICT, 10: Region.Level.VILLAGE}
PARENT_DIGITS = {4: 2, 6: 4, 10: 6}
BATCH = 2000


@dataclass(frozen=True)
class RegionRow:
    """One row of a list of places; `kind` is for villages only."""

    code: str
    name: str
    kind: str = ""
    postal_code: str = ""


def _region(place: RegionRow) -> Region:
    return Region(
        code=place.code,
        name=place.name,
        slug=slugify(place.name),
        level=LEVELS[len(place.code)],
        kind=place.kind,
        parent_id=parent_code(place.code),
        postal_code=place.postal_code,
    )


def parent_code(code: str) -> str | None:
    """The code of the place above: village, district, regency, province; None for a province."""
    digits = PARENT_DIGITS.get(len(code))
    return code[:digits] if digits else None


@transaction.atomic
def save_places(places: Iterable[RegionRow]) -> int:
    """Insert or update places, the larger ones first; returns how many. Every parent must be there or among them."""
    found = {place.code: place for place in places}
    for digits in LEVELS:
        level = [_region(place) for place in found.values() if len(place.code) == digits]
        Region.objects.bulk_create(
            level,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "slug", "level", "kind", "parent", "postal_code"],
        )
    return len(found)


def load_national() -> int:
    """All provinces and regencies of the country."""
    return save_places(RegionRow(place.code, place.name) for place in national().values())


def load_home(region_code: str) -> int | None:
    """The districts and villages of one regency from our own data; None when we have no list of it."""
    path = DATA / f"regions_{region_code}.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        return save_places(RegionRow(**row) for row in csv.DictReader(lines))


def _place(values: dict[str, str]) -> RegionRow:
    """One row of a foreign list as a place; raises Invalid."""
    code = check_region_code(values["kode"]).value
    if not values["nama"] or len(values["nama"]) > 80:
        raise Invalid("name", "Kolom nama harus berisi 1 sampai 80 huruf.")
    postal_code = check_postal_code(values["kode_pos"], in_home=False).value if values["kode_pos"] else ""
    kind = ""
    if len(code) == 10:
        kind = values["jenis"].lower() or village_kind(code)
        if kind not in Region.VillageKind.values:
            raise Invalid("kind", f"Kolom jenis harus desa atau kelurahan, bukan {values['jenis'][:40]!r}.")
    return RegionRow(code, values["nama"], kind, postal_code)


def load_regions_file(path: Path) -> int:
    """Places of another regency or province from `kode,nama[,kode_pos,jenis]`, any level, codes with or without dots.

    Provinces and regencies above them come from our own list. Raises BadList with line numbers; then nothing is kept.
    """
    places, problems = {}, []
    lines: dict[str, int] = {}
    for line, values in read_list(path, ["kode", "nama"], ["kode_pos", "jenis"]):
        try:
            place = _place(values)
        except Invalid as wrong:
            problems.append(f"Baris {line}: {wrong.message}")
            continue
        if place.code in lines:
            problems.append(f"Baris {line}: kode {place.code} sudah ada di baris {lines[place.code]}.")
        places[place.code], lines[place.code] = place, line
    above = {code[:digits] for code in places for digits in (2, 4)}
    for code in above & national().keys() - places.keys():
        places[code] = RegionRow(code, national()[code].name)
    known = set(Region.objects.filter(code__in=_parents(places)).values_list("code", flat=True)) | set(places)
    problems += _orphans(lines, known)
    if problems:
        raise BadList(problems)
    save_places(places.values())
    return len(lines)


def _parents(codes: Iterable[str]) -> set[str]:
    return {parent for parent in map(parent_code, codes) if parent}


def _orphans(lines: dict[str, int], known: Container[str]) -> list[str]:
    found = [(line, code, parent_code(code)) for code, line in lines.items()]
    return [
        f"Baris {line}: wilayah di atas {code}, yaitu {parent}, belum ada. Tambahkan barisnya."
        for line, code, parent in found
        if parent and parent not in known
    ]


def _save_activities(activities: Iterable[BusinessActivity], fields: list[str]) -> int:
    rows = list(activities)
    BusinessActivity.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["kbli_edition", "kbli_code"], update_fields=fields
    )
    return len(rows)


@transaction.atomic
def load_activities() -> int:
    """The activities our categories use, both editions, with our own plain words and the way from 2020 to 2025."""
    with (DATA / "kbli.csv").open(encoding="utf-8", newline="") as lines:
        count = _save_activities(
            (
                BusinessActivity(
                    kbli_edition=row["edition"], kbli_code=row["code"], title=row["title"], words=row["words"]
                )
                for row in csv.DictReader(lines)
            ),
            ["title", "words"],
        )
    ids = {(row[0], row[1]): row[2] for row in BusinessActivity.objects.values_list("kbli_edition", "kbli_code", "id")}
    way = BusinessActivity.successors.through
    with (DATA / "kbli_2020_2025.csv").open(encoding="utf-8", newline="") as lines:
        way.objects.bulk_create(
            (
                way(
                    from_businessactivity_id=ids["2020", row["code_2020"]],
                    to_businessactivity_id=ids["2025", row["code_2025"]],
                )
                for row in csv.DictReader(lines)
            ),
            ignore_conflicts=True,
        )
    return count


def load_kbli_file(path: Path, edition: str) -> int:
    """Codes and official titles of a full list, `kode,judul`; rows of fewer than five digits are headings and skipped.

    Our own plain words stay. Raises BadList with line numbers; then nothing is kept.
    """
    found, problems = {}, []
    for line, values in read_list(path, ["kode", "judul"]):
        code = values["kode"]
        if (code.isascii() and code.isdigit() and len(code) < 5) or (len(code) == 1 and code.isalpha()):
            continue
        try:
            code = check_kbli(code).value
        except Invalid as wrong:
            problems.append(f"Baris {line}: {wrong.message}")
            continue
        if not values["judul"] or len(values["judul"]) > 300:
            problems.append(f"Baris {line}: kolom judul harus berisi 1 sampai 300 huruf.")
        if code in found:
            problems.append(f"Baris {line}: kode {code} sudah ada di baris sebelumnya.")
        found[code] = BusinessActivity(kbli_edition=edition, kbli_code=code, title=values["judul"])
    if not found and not problems:
        problems.append(f"Berkas {path.name} tidak berisi satu pun kode 5 angka.")
    if problems:
        raise BadList(problems)
    with transaction.atomic():
        return _save_activities(found.values(), ["title"])
