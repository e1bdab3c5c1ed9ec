"""Loads the tree of categories from a csv file; categories the office added or switched off stay as they are."""

from pathlib import Path

from django.db import transaction

from catalog.models import Category
from review.code_lists import BadList, read_list

CATEGORIES = Path(__file__).parent / "data" / "categories.csv"
NEEDED = ["kode", "induk", "nama", "slug"]
OPTIONAL = ["nama_en", "kbli_2020", "kbli_2025", "kbki_2012", "izin_edar_lazim", "wajib_halal", "contoh_produk"]
# Food and drink: these branches, where our list says that halal is a duty. Soap has the duty too but is no food.
FOOD_ROOTS = ("01", "02", "03", "04", "14")
LONGEST = {"code": 12, "slug": 80, "name": 100, "name_en": 100, "examples": 300, "kbki": 10, "usual_permit": 60}


def _values(row: dict[str, str]) -> dict[str, object]:
    """The fields of a category out of one row."""
    permit = row["izin_edar_lazim"]
    return {
        "code": row["kode"],
        "slug": row["slug"],
        "name": row["nama"],
        "name_en": row["nama_en"],
        "examples": row["contoh_produk"],
        "kbli_2020": [code for code in row["kbli_2020"].split("|") if code],
        "kbli_2025": [code for code in row["kbli_2025"].split("|") if code],
        "kbki": row["kbki_2012"],
        "usual_permit": "" if permit == "-" else permit,
        "is_food": row["wajib_halal"] == "ya" and row["kode"].split(".")[0] in FOOD_ROOTS,
    }


def _problems(rows: list[tuple[int, dict[str, str]]]) -> list[str]:
    found, codes, slugs = [], {""}, set()
    for line, row in rows:
        values = _values(row)
        if not (row["kode"] and row["nama"] and row["slug"]):
            found.append(f"Baris {line}: kode, nama, dan slug harus diisi.")
        if row["kode"] in codes or row["slug"] in slugs:
            found.append(f"Baris {line}: kode {row['kode']!r} atau slug {row['slug']!r} sudah dipakai.")
        if row["induk"] not in codes:
            found.append(f"Baris {line}: induk {row['induk']!r} belum ada; tulis induk sebelum anaknya.")
        found += [
            f"Baris {line}: isi {name} lebih dari {most} huruf."
            for name, most in LONGEST.items()
            if len(str(values[name])) > most
        ]
        codes.add(row["kode"])
        slugs.add(row["slug"])
    return found


@transaction.atomic
def load_categories(path: Path = CATEGORIES) -> int:
    """Insert, update and, where `induk` changed, move categories; returns how many rows the file has.

    Raises BadList with line numbers; then nothing is kept.
    """
    rows = read_list(path, NEEDED, OPTIONAL)
    problems = _problems(rows)
    if problems:
        raise BadList(problems)
    known = set(Category.objects.values_list("code", flat=True))
    changed = []
    for _, row in rows:
        if row["kode"] in known:
            changed.append(row)
        elif row["induk"]:
            parent = Category.objects.get(code=row["induk"])
            Category.objects.add_child(parent, create_kwargs=_values(row))
        else:
            Category.objects.add_root(create_kwargs=_values(row))
    _update(changed)
    return len(rows)


def _update(rows: list[dict[str, str]]) -> None:
    """Write the values of categories that were there before, and hang them under their parent."""
    by_code = Category.objects.in_bulk([row["kode"] for row in rows], field_name="code")
    for row in rows:
        for name, value in _values(row).items():
            setattr(by_code[row["kode"]], name, value)
    Category.objects.bulk_update(by_code.values(), list(_values(rows[0])) if rows else ["code"])
    codes = dict(Category.objects.values_list("path", "code"))
    for row in rows:
        path = by_code[row["kode"]].path
        if codes.get(path[: -Category.steplen], "") != row["induk"]:
            _hang(row["kode"], row["induk"])


def _hang(code: str, parent: str) -> None:
    category = Category.objects.get(code=code)
    if parent:
        Category.objects.move(category, Category.objects.get(code=parent), "last-child")
    else:
        last = Category.objects.get_root_nodes().last()
        Category.objects.move(category, last, "last-sibling")
