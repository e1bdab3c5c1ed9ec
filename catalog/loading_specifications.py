"""Loads what categories ask from a csv file; a category whose form somebody of the office has made stays as it is."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from catalog.actions.questions import fill, put_in_use
from catalog.models import Category, SpecificationField, SpecificationForm
from catalog.specification import as_data
from review.code_lists import BadList, read_list

SPECIFICATIONS = Path(__file__).parent / "data" / "specifications.csv"
COLUMNS = ["kategori", "kunci", "pertanyaan", "jenis"]
OPTIONAL = ["satuan", "pilihan", "terkecil", "terbesar", "wajib", "petunjuk"]
Kind = SpecificationField.Kind


def _question(row: Mapping[str, str]) -> dict[str, Any]:
    """One row as the columns of a question; raises ValueError for a kind or number that is none."""
    kind = Kind(row["jenis"])
    choices = [one for one in row["pilihan"].split("|") if one]
    if (kind in (Kind.CHOICE, Kind.CHOICES)) != bool(choices):
        raise ValueError("choices")
    try:
        low, high = (Decimal(row[name]) if row[name] else None for name in ("terkecil", "terbesar"))
    except InvalidOperation:
        raise ValueError("bounds") from None
    if low is not None and high is not None and low > high:
        raise ValueError("bounds")
    return {
        "key": row["kunci"],
        "label": row["pertanyaan"],
        "kind": kind.value,
        "unit": row["satuan"],
        "choices": choices,
        "lowest": low,
        "highest": high,
        "is_needed": row["wajib"] == "ya",
        "help": row["petunjuk"],
    }


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Questions by the slug of their category. Raises BadList with line numbers."""
    problems: list[str] = []
    found: dict[str, list[dict[str, Any]]] = {}
    known = set(Category.objects.values_list("slug", flat=True))
    for line, row in read_list(path, COLUMNS, OPTIONAL):
        slug = row["kategori"]
        asked = found.setdefault(slug, [])
        if slug not in known:
            problems.append(f"Baris {line}: kategori {slug!r} tidak ada.")
        if not (row["kunci"] and row["pertanyaan"]) or row["kunci"] in {one["key"] for one in asked}:
            problems.append(f"Baris {line}: kunci dan pertanyaan harus diisi, tiap kunci sekali dalam satu kategori.")
        try:
            asked.append(_question(row))
        except ValueError:
            problems.append(f"Baris {line}: jenis, pilihan, atau batas tidak benar.")
    if problems:
        raise BadList(problems)
    return found


@transaction.atomic
def load_specifications(path: Path = SPECIFICATIONS) -> int:
    """Put the listed questions in use; returns how many the file has. Raises BadList; then nothing is kept.

    A list that changed since it was loaded becomes a new version, unless a person ever made one for that category.
    """
    listed = _read(path)
    versions = SpecificationForm.objects.values("category_id").annotate(last=Max("version"), by=Max("made_by"))
    known = {row["category_id"]: row for row in versions}
    categories = Category.objects.in_bulk(listed, field_name="slug")
    active = {
        form.category_id: form for form in SpecificationForm.objects.filter(state="active").prefetch_related("fields")
    }
    for slug, questions in listed.items():
        category = categories[slug]
        row = known.get(category.pk)
        if row and row["by"] is not None:
            continue
        in_use = active.get(category.pk)
        if in_use is not None and as_data(list(in_use.fields.all())) == questions:
            continue
        draft = SpecificationForm.objects.create(category=category, version=row["last"] + 1 if row else 1)
        fill(draft, questions)
        put_in_use(draft, by=None)
    return sum(len(questions) for questions in listed.values())
